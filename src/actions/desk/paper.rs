//! Doors of paper ballots.

use crate::domain::ballot::Ballot;
use crate::domain::ids::{HouseholdId, PollId, WorkId};
use crate::domain::phase::Verb;
use crate::domain::policy;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done, refused};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::desk::{Polls, Sent, check_page, desk_frame, enter_form, find_form, note_slips};
use crate::service::papers::{self, Sought, Turn, Typed};
use crate::service::{Fail, Linli, sessions};
use axum::extract::{Path, State};
use uuid::Uuid;

/// `POST /desk/paper`: on to the household's slip.
pub async fn find(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    policy::somewhere(&caller, Verb::EnterPaper)?;
    let poll = PollId::parse(fields.text("poll")).ok_or(Problem::NotFound)?;
    let sent = |name: &str| fields.text(name).to_owned();
    let sought = Sought { code: sent("code"), building: sent("building"), room: sent("room") };
    match papers::find(&app, &caller, poll, &sought).await {
        Ok(household) => Ok(done(&visitor, &format!("/desk/paper/{poll}/{household}"))),
        Err(Fail::Fields(problems)) => {
            let polls = Polls::of(&app, &caller).await?;
            let frame = desk_frame(&app, &visitor).await?;
            let again = || find_form(&frame, &polls, &poll.to_string(), &sought, None, &problems);
            Ok(refused(&visitor, &problems, again))
        }
        Err(other) => Err(other),
    }
}

fn ballot(fields: &Fields) -> Ballot {
    Ballot::new(fields.all("choice").filter_map(WorkId::parse).collect(), fields.has("blank"))
}

/// `POST /desk/paper/{poll}/{household}`: the slip as typed.
pub async fn enter(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((poll, household)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let poll = PollId::parse(&poll).ok_or(Problem::NotFound)?;
    let household = HouseholdId::parse(&household).ok_or(Problem::NotFound)?;
    let once = Uuid::try_parse(fields.text("once")).unwrap_or_else(|_| app.random.id(app.now()));
    let (received, signed) = (fields.text("received").to_owned(), fields.has("signed"));
    let typed = Typed { ballot: ballot(&fields), received, signed, once };
    match papers::enter(&app, &by, &caller, (poll, household), typed.clone()).await {
        Ok(()) => Ok(done(&visitor, &format!("/desk/paper?poll={poll}&flat={household}&done=entered"))),
        Err(Fail::Fields(problems)) => {
            let slip = papers::slip(&app, &caller, poll, household).await?;
            let frame = desk_frame(&app, &visitor).await?;
            Ok(refused(&visitor, &problems, || enter_form(&frame, &slip, &typed, &problems)))
        }
        Err(other) => Err(other),
    }
}

async fn check_again(app: &Linli, visitor: &Visitor, id: Uuid, sent: Sent) -> Answer {
    let caller = sessions::caller(app, visitor).await?;
    let found = papers::to_check(app, &caller, Turn::This(id)).await?;
    if found.turn.is_none() {
        // The slip is not on this list (one's own, or decided): there is no form to come back to.
        return Err(Fail::Fields(sent.problems));
    }
    note_slips(app, visitor, &caller, &found).await?;
    let counting = papers::counting(app, &caller).await?;
    let frame = desk_frame(app, visitor).await?;
    Ok(refused(visitor, &sent.problems, || check_page(&frame, &found, &counting, "", &sent)))
}

/// `POST /desk/paper/check/{id}`: the second person found it right.
pub async fn confirm(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let id = Uuid::try_parse(&id).map_err(|_| Problem::NotFound)?;
    let second = ballot(&fields);
    match papers::confirm(&app, &by, &caller, id, &second).await {
        Ok(true) => Ok(done(&visitor, "/desk/paper/check?done=counts")),
        Ok(false) => Ok(done(&visitor, "/desk/paper/check?done=beside")),
        Err(Fail::Fields(problems)) => {
            let sent = Sent { second: Some(second), problems, ..Sent::default() };
            check_again(&app, &visitor, id, sent).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /desk/paper/check/{id}/reject`: the second person found a difference.
pub async fn reject(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let id = Uuid::try_parse(&id).map_err(|_| Problem::NotFound)?;
    let reason = fields.text("reason").to_owned();
    match papers::reject(&app, &by, &caller, id, &reason).await {
        Ok(()) => Ok(done(&visitor, "/desk/paper/check?done=rejected")),
        Err(Fail::Fields(problems)) => check_again(&app, &visitor, id, Sent { second: None, reason, problems }).await,
        Err(other) => Err(other),
    }
}

/// `POST /desk/paper/check/{id}/withdraw`: there is no such slip of this household.
pub async fn withdraw(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, _: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let id = Uuid::try_parse(&id).map_err(|_| Problem::NotFound)?;
    papers::withdraw(&app, &by, &caller, id).await?;
    Ok(done(&visitor, "/desk/paper/check?done=withdrawn"))
}
