//! The receipt: number, who answers, by when, who sees it, the way back.

use crate::components::{icon, qr};
use crate::domain::calendar::Term;
use crate::domain::feedback::{FeedbackState, Visibility, due};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::dates;
use crate::i18n::locales::{feedback as words, words as names};
use crate::service::Linli;
use crate::service::feedback::{Own, own};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/f/{secret}/receipt`
pub async fn show(State(app): State<Linli>, Path(secret): Path<String>, visitor: Visitor) -> Answer {
    let lang = visitor.lang;
    let own = own(&app, &secret).await?;
    let home = format!("/c/{}", own.community.slug);
    let frame = crate::pages::frame(&app, &visitor).await?.named(words::brand(lang));
    let link = format!("{}/f/{secret}", app.config.url);
    let number = own.number.clone();
    // With large letters what must be kept would lie below the first screen.
    let elder = frame.elder;
    let page = view! {
        <section class="card receipt">
            {icon("check")}
            <h1>{words::received(lang)}</h1>
            <p>{words::number(lang)}" "<strong class="num">{number}</strong></p>
        </section>
        {elder.then(|| way_back(lang, &link, &format!("/f/{secret}")))}
        {match own.feedback.state {
            FeedbackState::Withdrawn => view! { <p class="banner">{words::own_withdrawn(lang)}</p> }.into_any(),
            _ => facts(lang, &own).into_any(),
        }}
        {(!elder).then(|| way_back(lang, &link, &format!("/f/{secret}")))}
        <div class="bar">
            <a class="btn wide" href=home>{words::fine(lang)}</a>
            <p class="small muted">{words::kept_it(lang)}</p>
        </div>
    };
    Ok(html(StatusCode::OK, frame.document(words::received(lang), page)))
}

/// The secret link, as a picture to photograph and as a link to keep.
pub fn way_back(lang: Lang, link: &str, path: &str) -> impl IntoView + use<> {
    let path = path.to_owned();
    view! {
        <section class="card receipt">
            <h2>{words::come_back(lang)}</h2>
            <p><a href=path>{words::come_back(lang)}</a></p>
            {qr(link, words::qr(lang))}
            <p class="small muted">{words::keep_qr(lang)}</p>
        </section>
    }
}

/// Who answers, by when, who sees it. What cannot be answered any more has no dates.
pub fn facts(lang: Lang, own: &Own) -> impl IntoView + use<> {
    let who = if own.community.answers_by.is_empty() {
        words::nobody_named(lang).to_owned()
    } else {
        own.community.answers_by.clone()
    };
    let terms = due(own.feedback.kind);
    let sent = own.feedback.created_at;
    let say = |term: Term| match term {
        Term::WorkingDays(n) => {
            let day = dates::until(lang, term.due(sent));
            words::with_term(lang, &day, &words::working_days(lang, n))
        }
        Term::Hours(n) => words::with_term(lang, &dates::minute(lang, term.due(sent)), &words::hours(lang, n)),
    };
    let (reply, close) = (say(terms.first_reply), say(terms.close));
    let handled = own.feedback.is_handled();
    let days = handled.then(|| {
        view! {
            <dt>{words::first_reply(lang)}</dt><dd>{reply}</dd>
            <dt>{words::close_by(lang)}</dt><dd>{close}</dd>
        }
    });
    let seen = match own.feedback.visibility {
        _ if !handled => words::seen_handlers(lang).to_owned(),
        Visibility::Handlers => words::seen_handlers(lang).to_owned(),
        Visibility::Public => words::seen_public(lang, &author(lang, &own.feedback.building)),
    };
    view! {
        <section class="card">
            <dl class="facts">
                <dt>{words::who_answers(lang)}</dt><dd>{who}</dd>
                {days}
                <dt>{words::seen_by(lang)}</dt><dd>{seen}</dd>
            </dl>
        </section>
    }
}

/// How the author appears to neighbours.
pub fn author(lang: Lang, building: &str) -> String {
    if building.is_empty() {
        return words::resident(lang).to_owned();
    }
    words::resident_of(lang, &names::building(lang, building))
}
