//! Showing a phone number, and what is stored about its holder.
//!
//! For: `/phone`, `/phone/{id}`, `/own` for the holder of a number, and the form on an author's own page.
//! Must not know: how figures are sent or checked.
//! To add: see `pages`.

use crate::actions::prefs::{local_path, onward};
use crate::components::Frame;
use crate::components::field::{Field, line, sentence_for, summary};
use crate::domain::moment::Moment;
use crate::domain::phone::{CONSENT_VERSION, Number};
use crate::domain::policy::Caller;
use crate::domain::problem::{FieldProblems, Problem};
use crate::http::answer::{Answer, html, with_cookie};
use crate::http::fields::{Fields, decode};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::phone as words;
use crate::i18n::locales::problems::sentence;
use crate::pages::login::with_device;
use crate::pages::own::{number_in, sure};
use crate::service::phones::{self, Own};
use crate::service::{Linli, Outcome, sessions};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use uuid::Uuid;

/// A path that comes back to `next`.
pub fn path(to: &str, next: &str) -> String {
    if next.is_empty() {
        return to.to_owned();
    }
    format!("{to}?{}", serde_urlencoded::to_string([("next", next)]).unwrap_or_default())
}

fn answered(document: String, cookie: Option<String>) -> Response {
    answered_as(StatusCode::OK, document, cookie)
}

fn answered_as(status: StatusCode, document: String, cookie: Option<String>) -> Response {
    let response = html(status, document);
    match cookie {
        Some(cookie) => with_cookie(response, &cookie),
        None => response,
    }
}

/// `/phone`
pub async fn show(State(app): State<Linli>, mut visitor: Visitor) -> Answer {
    phones::sends(&app)?;
    let cookie = with_device(&app, &mut visitor);
    let asked = Fields::new(decode(visitor.query.as_bytes()));
    let caller = sessions::caller(&app, &visitor).await?;
    let document = if matches!(caller, Caller::Phone { .. }) && !asked.has("change") {
        verified_document(&app, &visitor, &caller, onward(asked.text("next"))).await?
    } else {
        number_document(&app, &visitor, &asked, &FieldProblems::new()).await?
    };
    Ok(answered(document, cookie))
}

/// Where the number is typed in, also by who has shown one.
fn anew(next: &str) -> String {
    let pairs = [("change", "1"), ("next", next)];
    let kept = if next.is_empty() { pairs.get(..1) } else { pairs.get(..) };
    format!("/phone?{}", serde_urlencoded::to_string(kept.unwrap_or_default()).unwrap_or_default())
}

/// What a browser sees that has shown a number: which, and where it leads.
async fn verified_document(app: &Linli, visitor: &Visitor, caller: &Caller, next: &str) -> Outcome<String> {
    let lang = visitor.lang;
    let own = phones::own(app, caller).await?;
    let frame = super::form_frame(app, visitor).await?.under("/", words::title(lang));
    let number = own.number.as_ref().map_or(words::own_unknown(lang).to_owned(), Number::covered);
    let to = Some(local_path(next)).filter(|to| !matches!(*to, "/" | "/own")).map(str::to_owned);
    let page = view! {
        <h1>{words::title(lang)}</h1>
        <div class="card main stack">
            <h2>{words::verified(lang, &number)}</h2>
            <p>{words::verified_text(lang)}</p>
            {to.map(|to| view! { <a class="btn wide" href=to>{words::verified_on(lang)}</a> })}
            <a class="btn line wide" href="/own">{words::verified_own(lang)}</a>
        </div>
        <p><a href=anew(next)>{words::change(lang)}</a></p>
    };
    Ok(frame.document(words::title(lang), page))
}

/// The form for the number, filled in as typed; the box is never ticked beforehand.
///
/// # Errors
/// The store did not answer.
pub async fn number_document(
    app: &Linli,
    visitor: &Visitor,
    typed: &Fields,
    problems: &FieldProblems,
) -> Outcome<String> {
    let lang = visitor.lang;
    let mut frame = super::form_frame(app, visitor).await?.under("/", words::title(lang));
    frame.here = anew(onward(typed.text("next")));
    let by_code = matches!(sessions::caller(app, visitor).await?, Caller::Household { .. });
    let number = Field::new("phone", words::number(lang), typed.text("phone"))
        .hint(words::number_hint(lang))
        .kind("tel")
        .autocomplete("tel")
        .check(lang, problems);
    let next = onward(typed.text("next")).to_owned();
    let ticked = typed.has("consent");
    let unticked = sentence_for(lang, problems, "consent");
    let page = view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}</p>
        {by_code.then(|| view! { <p class="banner">{words::leaves_code(lang)}</p> })}
        <form method="post" action="/phone">
            {frame.token_field()}
            <input type="hidden" name="next" value=next/>
            {summary(lang, problems)}
            <div class="card stack">
                {line(number)}
                <p class="small">{words::kept(lang)}</p>
                <label class="tick"><input type="checkbox" id="consent" name="consent" value=CONSENT_VERSION checked=ticked/><span>{words::consent(lang)}</span></label>
                {unticked.map(|text| view! { <p class="problem" role="alert">{text}</p> })}
            </div>
            <div class="bar"><button class="btn wide">{words::ask(lang)}</button></div>
        </form>
    };
    Ok(frame.document(words::title(lang), page))
}

/// `/phone/{id}`
pub async fn figures(State(app): State<Linli>, Path(id): Path<Uuid>, mut visitor: Visitor) -> Answer {
    phones::sends(&app)?;
    let cookie = with_device(&app, &mut visitor);
    let asked = Fields::new(decode(visitor.query.as_bytes()));
    Ok(answered(figures_document(&app, &visitor, id, &asked, &FieldProblems::new()).await?, cookie))
}

/// The form for the six figures; the same for every id.
///
/// # Errors
/// The store did not answer.
pub async fn figures_document(
    app: &Linli,
    visitor: &Visitor,
    id: Uuid,
    typed: &Fields,
    problems: &FieldProblems,
) -> Outcome<String> {
    let lang = visitor.lang;
    let next = onward(typed.text("next")).to_owned();
    let back = anew(&next);
    let mut frame = super::form_frame(app, visitor).await?.under(&back, words::title(lang));
    let action = format!("/phone/{id}");
    frame.here = path(&action, &next);
    if let Some((_, spent @ (Problem::FiguresUsedUp | Problem::FiguresUsedUpToday))) = problems.first() {
        return Ok(frame.document(words::figures_title(lang), spent_view(lang, spent, back)));
    }
    let field = Field::new("figures", words::figures(lang), typed.text("figures"))
        .digits()
        .autocomplete("one-time-code")
        .check(lang, problems);
    let page = view! {
        <h1>{words::figures_title(lang)}</h1>
        <p class="sub">{words::figures_lead(lang)}</p>
        <form method="post" action=action>
            {frame.token_field()}
            <input type="hidden" name="next" value=next/>
            {summary(lang, problems)}
            <div class="card">{line(field)}</div>
            <div class="bar"><button class="btn wide">{words::go_on(lang)}</button></div>
        </form>
        <p><a href=back>{words::another(lang)}</a></p>
    };
    Ok(frame.document(words::figures_title(lang), page))
}

/// In place of the form, once figures are void: another message, unless none goes out today.
fn spent_view(lang: Lang, spent: &Problem, again: String) -> impl IntoView + use<> {
    let another = (*spent == Problem::FiguresUsedUp)
        .then(|| view! { <div class="bar"><a class="btn wide" href=again>{words::another_now(lang)}</a></div> });
    view! {
        <h1>{words::figures_title(lang)}</h1>
        <p class="banner bad" role="alert">{sentence(lang, spent)}</p>
        {another}
    }
}

/// 'Tell me when it is answered' on an author's own page; offered to a browser without a phone only
/// where messages leave the house.
pub fn follow_form(frame: &Frame, (secret, sends): (&str, bool), follows: Option<bool>) -> impl IntoView + use<> {
    let lang = frame.lang;
    let token = frame.token_field();
    let action = format!("/f/{secret}/follow");
    let to = path("/phone", &format!("/f/{secret}"));
    match follows {
        None if !sends => ().into_any(),
        None => view! {
            <section class="card stack"><h2>{words::follow_title(lang)}</h2>
            <a class="btn line wide" href=to>{words::follow_phone(lang)}</a></section>
        }
        .into_any(),
        Some(on) => view! {
            <form class="card stack" method="post" action=action>
                <h2>{words::follow_title(lang)}</h2>
                {token}
                {on.then(|| view! { <p>{words::following(lang)}</p> })}
                <button class="btn line wide" name="follow" value=if on { "no" } else { "yes" }>
                    {if on { words::unfollow(lang) } else { words::follow(lang) }}
                </button>
            </form>
        }
        .into_any(),
    }
}

/// `/own` for the holder of a number; also when its form comes back.
///
/// # Errors
/// `Problem::PhoneNeeded`; the store did not answer.
pub async fn own(
    app: &Linli,
    mut visitor: Visitor,
    status: StatusCode,
    caller: &Caller,
    problems: &FieldProblems,
) -> Answer {
    let cookie = with_device(app, &mut visitor);
    let own = phones::own(app, caller).await?;
    let lang = visitor.lang;
    let mut frame = super::form_frame(app, &visitor).await?.under("/", words::own_title(lang));
    "/own".clone_into(&mut frame.here);
    let sends = app.config.sends();
    let page = own_view(&frame, &own, sends, problems);
    Ok(answered_as(status, frame.document(words::own_title(lang), page), cookie))
}

fn own_view(frame: &Frame, own: &Own, sends: bool, problems: &FieldProblems) -> impl IntoView + use<> {
    let lang = frame.lang;
    let day = |at: Moment| dates::day(lang, at, true);
    let number = own.number.as_ref().map_or(words::own_unknown(lang).to_owned(), |number| number.plain().to_owned());
    let consents: Vec<String> =
        own.consents.iter().map(|one| words::own_consent(lang, &one.version, &day(Moment(one.at)))).collect();
    let followed: Vec<String> = own.followed.iter().map(|one| number_in(&one.slug, one.serial)).collect();
    view! {
        <h1>{words::own_title(lang)}</h1>
        {summary(lang, problems)}
        <section class="card stack">
            <h2>{words::own_number(lang)}</h2><p>{number}</p>
            <p>{words::own_since(lang)}" "{day(own.since)}</p>
            <p>{words::own_seen(lang)}" "{day(own.seen)}</p>
            {sends.then(|| view! { <a href=anew("/own")>{words::change(lang)}</a> })}
        </section>
        <section class="card stack"><h2>{words::own_consents(lang)}</h2>{lines(lang, consents)}</section>
        <section class="card stack"><h2>{words::own_followed(lang)}</h2>{lines(lang, followed)}</section>
        <p>{words::own_rest(lang)}</p>
        <p><a class="btn line wide" href="/own/export" download="linli.json">{words::export(lang)}</a></p>
        <form class="card stack" method="post" action="/own/delete">
            {frame.token_field()}
            <h2>{words::delete_title(lang)}</h2>
            <p>{words::delete_text(lang)}</p>
            {sure(words::delete_sure(lang), sentence_for(lang, problems, "sure"))}
            <button class="btn danger wide">{words::delete(lang)}</button>
        </form>
    }
}

fn lines(lang: Lang, lines: Vec<String>) -> impl IntoView {
    let lines = if lines.is_empty() { vec![words::own_none(lang).to_owned()] } else { lines };
    view! { <ul class="list">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }
}

/// The same for machines.
pub fn machine(own: &Own) -> serde_json::Value {
    serde_json::json!({
        "phone": own.number.as_ref().map(|number| number.plain().to_owned()),
        "first_shown_at": own.since.0,
        "last_shown_at": own.seen.0,
        "consents": own.consents.iter().map(|one| serde_json::json!({
            "version": one.version, "at": one.at, "withdrawn_at": one.withdrawn_at,
        })).collect::<Vec<_>>(),
        "follows": own.followed.iter().map(|one| serde_json::json!({
            "community": one.slug, "number": number_in(&one.slug, one.serial), "feedback": one.serial, "since": one.created_at,
        })).collect::<Vec<_>>(),
    })
}
