//! Doors of ballots.

use crate::domain::ballot::Ballot;
use crate::domain::ids::PollId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done, refused, see_other, with_cookie};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::code;
use crate::pages::login::with_device;
use crate::pages::vote::{self, Ticked, poll_path};
use crate::service::{Fail, Linli, ballots, sessions};
use axum::extract::{Path, State};

/// `POST /c/{slug}/polls/{id}/vote`: casts or replaces.
pub async fn cast(
    State(app): State<Linli>,
    mut visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = PollId::parse(&id).ok_or(Problem::NotFound)?;
    let mut ticked = Ticked::read(&fields);
    let once = *ticked.once.get_or_insert_with(|| app.random.id(app.now()));
    let ballot = Ballot::new(ticked.works.clone(), ticked.blank);
    let caller = sessions::caller(&app, &visitor).await?;
    let path = poll_path(&slug, id);
    match ballots::cast(&app, &caller, &slug, id, ballot, once).await {
        Ok(_) => Ok(done(&visitor, &format!("{path}/receipt"))),
        Err(fail) if fail.first() == Some(&Problem::CodeNeeded) && !visitor.json => {
            // Ticks count for this device alone: one that lost its name gets another on the way.
            let cookie = with_device(&app, &mut visitor);
            let query = ticked.query(&app, visitor.device, id);
            let mark = if query.is_empty() { "" } else { "?" };
            let away = see_other(&code::path(&slug, &format!("{path}/vote{mark}{query}")));
            Ok(match cookie {
                Some(cookie) => with_cookie(away, &cookie),
                None => away,
            })
        }
        Err(Fail::Fields(problems)) if vote::shows(&problems) => {
            if problems.iter().any(|(_, problem)| *problem == Problem::ChangedMeanwhile) {
                // Sent again after this answer it is meant: so it is another sending.
                ticked.once = None;
            }
            let page = vote::again(&app, &visitor, &slug, id, &ticked, &problems).await?;
            Ok(refused(&visitor, &problems, || page))
        }
        Err(fail) => Err(fail),
    }
}
