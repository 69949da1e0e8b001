//! Doors of rating: one tap a level, why it is bad, and the word on a repair.
//!
//! For: `POST /c/{slug}/rate/{work}` and what lies below it.
//! Must not know: which level is bad.
//! To add: see `actions`.

use crate::domain::ids::WorkId;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::rate::{Typed, after, problems_of, screen};
use crate::service::ratings::Said;
use crate::service::{Fail, Linli, defects, ratings, sessions};
use axum::extract::{Path, State};

type Where = Path<(String, String)>;

/// `POST /c/{slug}/rate/{work}`: the level, stored at once.
pub async fn rate(State(app): State<Linli>, visitor: Visitor, Path((slug, work)): Where, fields: Fields) -> Answer {
    let id = WorkId::parse(&work).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    // A level tapped above words that were not sent yet takes them along, before a better one takes
    // back the fault that its photos belong to.
    let told =
        if fields.has("text") { ratings::explain(&app, &caller, &slug, id, &said(&fields)).await } else { Ok(false) };
    let taken_back = match ratings::rate(&app, &caller, &slug, id, fields.text("level")).await {
        Ok(taken_back) => taken_back,
        Err(fail) => return again(&app, visitor, &slug, id, &fields, fail).await,
    };
    match told {
        Err(fail) if !matches!(fail.first(), Some(Problem::WhyNeeded | Problem::NotFound)) => {
            again(&app, visitor, &slug, id, &fields, fail).await
        }
        _ if taken_back => Ok(done(&visitor, &format!("/c/{slug}/rate/{id}?took=back#said"))),
        _ => Ok(done(&visitor, &format!("/c/{slug}/rate/{id}#said"))),
    }
}

fn said(fields: &Fields) -> Said {
    Said {
        reason: fields.text("reason").to_owned(),
        text: fields.text("text").to_owned(),
        photos: fields.files("photos").map(|file| file.bytes.clone()).collect(),
        recording: fields.files("recording").next().map(|file| file.bytes.clone()),
        had: fields.text("had").to_owned(),
    }
}

/// `POST /c/{slug}/rate/{work}/reason`: why it is bad.
pub async fn explain(State(app): State<Linli>, visitor: Visitor, Path((slug, work)): Where, fields: Fields) -> Answer {
    let id = WorkId::parse(&work).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    let said = said(&fields);
    let onward = fields.text("then") == "next";
    match ratings::explain(&app, &caller, &slug, id, &said).await {
        Ok(noted) if onward => Ok(done(&visitor, &after(&app, &caller, &slug, id, noted).await?)),
        // The one button of the page: who has nothing to say goes on all the same.
        Err(fail) if onward && fail.first() == Some(&Problem::WhyNeeded) => {
            Ok(done(&visitor, &after(&app, &caller, &slug, id, false).await?))
        }
        Ok(_) => Ok(done(&visitor, &format!("/c/{slug}/rate/{id}#said"))),
        Err(fail) => again(&app, visitor, &slug, id, &fields, fail).await,
    }
}

/// `POST /c/{slug}/rate/{work}/repair`: whether a repair is right.
pub async fn confirm(State(app): State<Linli>, visitor: Visitor, Path((slug, work)): Where, fields: Fields) -> Answer {
    let id = WorkId::parse(&work).ok_or(Problem::NotFound)?;
    let caller = sessions::caller(&app, &visitor).await?;
    match defects::confirm(&app, &caller, &slug, id, fields.text("says")).await {
        Ok(()) => Ok(done(&visitor, &format!("/c/{slug}/rate/{id}#repair"))),
        Err(fail) => again(&app, visitor, &slug, id, &fields, fail).await,
    }
}

/// The same screen with what was typed; a fetch gets the problem as it is.
async fn again(app: &Linli, visitor: Visitor, slug: &str, id: WorkId, fields: &Fields, fail: Fail) -> Answer {
    if visitor.json {
        return Err(fail);
    }
    let typed = Typed {
        reason: fields.text("reason").to_owned(),
        text: fields.has("text").then(|| fields.text("text").to_owned()),
        problems: problems_of(fail)?,
        ..Typed::default()
    };
    let caller = sessions::caller(app, &visitor).await?;
    screen(app, visitor, &caller, slug, id, &typed).await
}
