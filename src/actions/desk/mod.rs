//! Doors of the committee desk: deciding about feedback. Paper stands in `paper`.

pub mod household;
mod paper;

pub use paper::{confirm, enter, find, reject, withdraw};

use crate::domain::ids::FeedbackId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done, refused};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::desk::{desk_frame, note_card, one_page};
use crate::service::moderation::{self, Change};
use crate::service::{Fail, Linli, sessions};
use axum::extract::{Path, State};
use uuid::Uuid;

/// `POST /desk/feedback/{id}`: publish, hide by a rule, cover more, pass on.
pub async fn act(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = FeedbackId::parse(&id).ok_or(Problem::NotFound)?;
    let sent = |name: &str| fields.text(name).to_owned();
    let change = Change { act: sent("act"), rule: sent("rule"), text: sent("text"), seen: sent("seen") };
    let by = sessions::by(&caller, &visitor);
    match moderation::act(&app, &by, &caller, id, &change).await {
        Ok(decision) => Ok(done(&visitor, &format!("/desk?done={decision}"))),
        Err(Fail::Fields(problems)) => {
            // Outside one's reach there is no card to come back to: then this says why.
            let card = moderation::card(&app, &caller, id).await?;
            note_card(&app, &visitor, &caller, &card).await?;
            let frame = desk_frame(&app, &visitor).await?;
            let typed = (change.act == "mask").then_some(change.text.as_str());
            Ok(refused(&visitor, &problems, || one_page(&frame, &card, typed, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /desk/decisions/{id}/undo`
pub async fn undo(State(app): State<Linli>, visitor: Visitor, Path(id): Path<String>, _: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let id = Uuid::try_parse(&id).map_err(|_| Problem::NotFound)?;
    moderation::undo(&app, &sessions::by(&caller, &visitor), &caller, id).await?;
    Ok(done(&visitor, "/desk/recent"))
}
