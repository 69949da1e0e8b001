//! Doors of one household at the desk: its letter, its owner, its phones.

use crate::domain::ids::HouseholdId;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::http::answer::{Answer, done, html, refused};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::desk::{desk_frame, household as pages};
use crate::pages::{flat, letters as sheets};
use crate::service::devices::Change;
use crate::service::letters::{Choice, Whom, make};
use crate::service::{By, Fail, Linli, Outcome, assist, audit, sessions};
use axum::extract::{Path, State};
use axum::http::StatusCode;

/// Who sent the form, about which flat.
async fn about(app: &Linli, visitor: &Visitor, id: &str) -> Outcome<(Caller, By, HouseholdId)> {
    let caller = sessions::caller(app, visitor).await?;
    let by = sessions::by(&caller, visitor);
    Ok((caller, by, HouseholdId::parse(id).ok_or(Problem::NotFound)?))
}

/// True for what is said on the page of the flat: beside a field, or that its letter is made.
fn has_place((field, problem): &(&'static str, Problem)) -> bool {
    !field.is_empty() || *problem == Problem::LettersMade
}

/// Back to the flat, or its page again with what is wrong.
async fn answer(
    app: &Linli,
    visitor: &Visitor,
    caller: &Caller,
    (slug, id): (&str, HouseholdId),
    fields: &Fields,
    result: Outcome<()>,
) -> Answer {
    match result {
        Ok(()) => Ok(done(visitor, &format!("/desk/households/{slug}/{id}?done=1"))),
        Err(Fail::Fields(problems)) if problems.iter().any(has_place) => {
            let help = assist::look(app, caller, slug, id).await?;
            let by = sessions::by(caller, visitor);
            audit::viewed(app, &by, Some(help.community.id), format!("household {id}"), String::new()).await?;
            let frame = desk_frame(app, visitor).await?;
            let once = app.random.id(app.now()).to_string();
            Ok(refused(visitor, &problems, || pages::page(&frame, &help, (&once, false), fields, &problems)))
        }
        Err(other) => Err(other),
    }
}

/// `POST /desk/households/{slug}/{household}/lost`: its code is taken back.
pub async fn lost(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let result = assist::lost(&app, &by, &caller, &slug, id, fields.text("purpose")).await;
    answer(&app, &visitor, &caller, (&slug, id), &fields, result).await
}

/// `POST /desk/households/{slug}/{household}/letter`: a new one; its code is shown this once.
pub async fn letter(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let help = assist::look(&app, &caller, &slug, id).await?;
    let text = |name| fields.text(name).to_owned();
    let choice = Choice {
        whom: Whom::Household.to_string(),
        building: help.household.building_id.to_string(),
        room: help.household.room_key.clone(),
        purpose: text("purpose"),
        until: text("until"),
        sure: fields.has("sure"),
        once: text("once"),
    };
    match make(&app, &caller, &by, &slug, &choice).await {
        Ok(sheaf) => {
            let frame = desk_frame(&app, &visitor).await?;
            let from = (format!("/desk/households/{slug}/{id}"), flat(visitor.lang, &help.household));
            let document = sheets::sheets(&frame, &sheaf, &app.config, (sheets::Form::read(&fields), &from));
            Ok(html(StatusCode::OK, document))
        }
        // What this form was to make is made: the page comes back with a form of its own.
        Err(fail) if fail.first() == Some(&Problem::LettersMade) => {
            answer(&app, &visitor, &caller, (&slug, id), &Fields::default(), Err(fail)).await
        }
        Err(fail) => answer(&app, &visitor, &caller, (&slug, id), &fields, Err(fail)).await,
    }
}

/// `POST /desk/households/{slug}/{household}/owner`: the owner was seen in person.
pub async fn owner_seen(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let result = assist::owner_seen(&app, &by, &caller, &slug, id, fields.text("paper")).await;
    answer(&app, &visitor, &caller, (&slug, id), &fields, result).await
}

/// `POST /desk/households/{slug}/{household}/owner/end`: that is taken back.
pub async fn owner_unseen(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let result = assist::owner_unseen(&app, &by, &caller, &slug, id).await;
    answer(&app, &visitor, &caller, (&slug, id), &fields, result).await
}

/// `POST /desk/households/{slug}/{household}/phones/{phone}/in`
pub async fn let_in(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id, phone)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let result = assist::phone(&app, &by, &caller, (&slug, id), &phone, Change::LetIn).await;
    answer(&app, &visitor, &caller, (&slug, id), &fields, result).await
}

/// `POST /desk/households/{slug}/{household}/phones/{phone}/out`
pub async fn put_out(
    State(app): State<Linli>,
    visitor: Visitor,
    Path((slug, id, phone)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let (caller, by, id) = about(&app, &visitor, &id).await?;
    let result = assist::phone(&app, &by, &caller, (&slug, id), &phone, Change::PutOut).await;
    answer(&app, &visitor, &caller, (&slug, id), &fields, result).await
}
