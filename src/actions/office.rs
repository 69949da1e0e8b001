//! Doors of the office: answering feedback, moving a repair.
//!
//! For: POST routes below `/office/{slug}`.
//! Must not know: who may, what follows.
//! To add: see `actions`.

use crate::domain::ids::DefectId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::locales::messages;
use crate::pages::office::{Typed, screen};
use crate::pages::rate::problems_of;
use crate::service::defects::Step;
use crate::service::{Fail, Linli, answers, defects, sessions};
use axum::extract::{Path, State};

/// `POST /office/{slug}/feedback/{serial}/answer`: an opening and one's own words, published.
pub async fn answer(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, serial)): Path<(String, i64)>,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let (outcome, own) = (fields.text("outcome"), fields.text("text").trim());
    // An opening alone is no answer.
    let text = if own.is_empty() { String::new() } else { format!("{}{own}", fields.text("opening")) };
    match answers::answer(&app, &caller, &by, &slug, serial, (outcome, &text), messages::text).await {
        Ok(()) => Ok(done(&visitor, &format!("/office/{slug}?answered={serial}#answered"))),
        Err(fail) => {
            let typed = Typed {
                form: format!("f{serial}"),
                outcome: outcome.to_owned(),
                opening: fields.text("opening").to_owned(),
                text: own.to_owned(),
                ..Typed::default()
            };
            again(&app, visitor, &slug, typed, fail).await
        }
    }
}

/// `POST /office/{slug}/defects/{id}`: assigned, fixed, or left with a reason.
pub async fn revise_defect(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let id = DefectId::parse(&id).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let [to, severity, note] = ["to", "severity", "note"].map(|name| fields.text(name).to_owned());
    let step = Step { to, severity, note };
    match defects::revise(&app, &caller, &by, &slug, id, &step).await {
        Ok(()) => Ok(done(&visitor, &format!("/office/{slug}?moved={id}#d{id}"))),
        Err(fail) => {
            let typed = Typed { form: id.to_string(), text: step.note, ..Typed::default() };
            again(&app, visitor, &slug, typed, fail).await
        }
    }
}

async fn again(app: &Linli, visitor: Visitor, slug: &str, mut typed: Typed, fail: Fail) -> Answer {
    let beside = matches!(&fail, Fail::Fields(fields) if fields.iter().any(|(name, _)| !name.is_empty()));
    if visitor.json || !beside {
        return Err(fail);
    }
    typed.problems = problems_of(fail)?;
    screen(app, visitor, slug, &typed).await
}
