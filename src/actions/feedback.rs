//! The doors of journey 1: send, same for us, and what the author does later.

use crate::domain::ids::DraftId;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, done, refused};
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::pages::feedback::form::{self, Filled};
use crate::pages::feedback::{device, own as own_page, with_device};
use crate::service::feedback::draft::Draft;
use crate::service::feedback::{self, Next, Refused, Sender, Typed};
use crate::service::{Fail, Linli, sessions};
use axum::extract::{Path, State};
use uuid::Uuid;

fn read(fields: &Fields, visitor: &Visitor) -> Typed {
    Typed {
        tile: fields.text("tile").to_owned(),
        text: fields.text("text").to_owned(),
        building: fields.text("building").to_owned(),
        visibility: fields.text("visibility").to_owned(),
        once: fields.text("once").to_owned(),
        draft: fields.text("draft").to_owned(),
        photos: fields.files("photos").map(|file| file.bytes.clone()).collect(),
        recording: fields.files("recording").next().map(|file| file.bytes.clone()),
        dropped: fields.all("drop").map(str::to_owned).collect(),
        lang: visitor.lang.as_str().to_owned(),
    }
}

fn sender((device, is_new): (Uuid, bool), visitor: &Visitor) -> Sender {
    Sender { device, is_new, address: visitor.address.clone() }
}

/// `POST /c/{slug}/feedback`
pub async fn send(State(app): State<Linli>, Path(slug): Path<String>, mut visitor: Visitor, fields: Fields) -> Answer {
    let device = device(&app, &visitor);
    visitor.device = Some(device.0);
    let caller = sessions::caller(&app, &visitor).await?;
    let response = match feedback::send(&app, &caller, &sender(device, &visitor), &slug, read(&fields, &visitor)).await
    {
        Ok(Next::Similar(draft)) => done(&visitor, &format!("/c/{slug}/feedback/similar/{draft}")),
        Ok(Next::Receipt(secret)) => done(&visitor, &format!("/f/{secret}/receipt")),
        Err(refused) => again(&app, &visitor, &slug, &fields, refused).await?,
    };
    Ok(with_device(&app, response, device))
}

/// The form once more, with everything typed and every photo still there.
async fn again(app: &Linli, visitor: &Visitor, slug: &str, fields: &Fields, failed: Refused) -> Answer {
    let Fail::Fields(problems) = failed.fail else { return Err(failed.fail) };
    let caller = sessions::caller(app, visitor).await?;
    let page = feedback::form(app, &caller, slug, fields.text("building")).await?;
    let (draft, kept) = failed.kept.map_or_else(Default::default, |(id, kept)| (Some(id), kept));
    let once = match Uuid::try_parse(fields.text("once")) {
        Ok(once) => once.to_string(),
        Err(_) => app.random.id(app.now()).to_string(),
    };
    let kept = form::as_typed(kept, fields);
    let filled = Filled {
        draft,
        kept,
        text: fields.text("text").to_owned(),
        building: fields.text("building").to_owned(),
        once,
        problems: problems.clone(),
    };
    let here = form::at_draft(visitor.clone(), slug, filled.draft);
    let document = form::document(app, &here, &page, &filled).await?;
    Ok(refused(visitor, &problems, || document))
}

/// The form of a draft that could not be sent just now, with what it holds.
async fn waiting(app: &Linli, visitor: &Visitor, slug: &str, kept: (DraftId, Draft), fail: Fail) -> Answer {
    let Fail::Fields(problems) = fail else { return Err(fail) };
    let caller = sessions::caller(app, visitor).await?;
    let building = kept.1.building.map(|id| id.to_string()).unwrap_or_default();
    let page = feedback::form(app, &caller, slug, &building).await?;
    let once = app.random.id(app.now()).to_string();
    let filled = Filled { problems: problems.clone(), ..Filled::of_draft(kept, once) };
    let document = form::document(app, &form::at_draft(visitor.clone(), slug, filled.draft), &page, &filled).await?;
    Ok(refused(visitor, &problems, || document))
}

/// `POST /c/{slug}/feedback/similar/{draft}`: none of these, send mine.
pub async fn send_mine(
    State(app): State<Linli>,
    Path((slug, draft)): Path<(String, String)>,
    visitor: Visitor,
    fields: Fields,
) -> Answer {
    let device = device(&app, &visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    let id = DraftId::parse(&draft).ok_or(Problem::NotFound)?;
    let from = sender(device, &visitor);
    let response = match feedback::record(&app, &caller, &from, &slug, (id, fields.text("once"))).await {
        Ok(secret) => done(&visitor, &format!("/f/{secret}/receipt")),
        Err(fail) => match feedback::kept(&app, &slug, &draft, visitor.device).await? {
            Some(kept) => waiting(&app, &visitor, &slug, kept, fail).await?,
            None => return Err(fail),
        },
    };
    Ok(with_device(&app, response, device))
}

/// `POST /c/{slug}/feedback/{number}/support`
pub async fn support(
    State(app): State<Linli>,
    Path((slug, number)): Path<(String, String)>,
    visitor: Visitor,
    _: Fields,
) -> Answer {
    let device = device(&app, &visitor);
    let caller = sessions::caller(&app, &visitor).await?;
    feedback::support(&app, &caller, &sender(device, &visitor), &slug, &number).await?;
    Ok(with_device(&app, done(&visitor, &format!("/c/{slug}/feedback/{number}/thanks")), device))
}

/// `POST /f/{secret}/lines`
pub async fn add_line(
    State(app): State<Linli>,
    Path(secret): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let typed = fields.text("text");
    match feedback::add_line(&app, &caller, &secret, (fields.text("once"), typed)).await {
        Ok(()) => Ok(done(&visitor, &format!("/f/{secret}"))),
        Err(Fail::Fields(problems)) => own_again(&app, &visitor, (&secret, typed), &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /f/{secret}/outcome`
pub async fn say_outcome(
    State(app): State<Linli>,
    Path(secret): Path<String>,
    visitor: Visitor,
    fields: Fields,
) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let solved = match fields.text("outcome") {
        "solved" => true,
        "disputed" => false,
        _ => return Err(Problem::UnknownWord.into()),
    };
    match feedback::say_outcome(&app, &caller, &secret, solved).await {
        Ok(()) => Ok(done(&visitor, &format!("/f/{secret}"))),
        Err(Fail::Fields(problems)) => own_again(&app, &visitor, (&secret, ""), &problems).await,
        Err(other) => Err(other),
    }
}

/// `POST /f/{secret}/withdraw`
pub async fn withdraw(State(app): State<Linli>, Path(secret): Path<String>, visitor: Visitor, _: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    feedback::withdraw(&app, &caller, &secret).await?;
    Ok(done(&visitor, &format!("/f/{secret}")))
}

async fn own_again(app: &Linli, visitor: &Visitor, (secret, typed): (&str, &str), problems: &FieldProblems) -> Answer {
    let own = feedback::own(app, secret).await?;
    let document = own_page::document(app, visitor, &own, (secret, typed), problems).await?;
    Ok(refused(visitor, problems, || document))
}
