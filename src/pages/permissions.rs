//! Who may do what, as the one table of permissions says it.
//!
//! For: `/permissions`. A section for each kind of resident and each duty of staff, so that it
//! reads on a phone.
//! Must not know: who may what: it reads `domain::policy::TABLE`.
//! To add: nothing for a new row; its sentence is in `i18n::locales::permissions`.

use crate::domain::policy::{Level, Reach, Role, Row, TABLE, Who};
use crate::http::answer::{Answer, html};
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::permissions as words;
use crate::i18n::locales::staff;
use crate::service::Linli;
use axum::extract::State;
use axum::http::StatusCode;
use leptos::prelude::*;

/// `/permissions`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let frame = super::frame(&app, &visitor).await?;
    let lang = frame.lang;
    let frame = frame.under("/help", words::back(lang));
    Ok(html(StatusCode::OK, frame.document(words::title(lang), page(lang))))
}

fn page(lang: Lang) -> impl IntoView {
    let residents: Vec<_> = Level::ALL.iter().map(|level| of_level(lang, *level)).collect();
    let duties: Vec<_> = Role::ALL.iter().map(|role| of_role(lang, *role)).collect();
    view! {
        <h1>{words::title(lang)}</h1>
        <p class="sub">{words::lead(lang)}</p>
        <h2>{words::residents(lang)}</h2>
        {residents}
        {section(lang, words::reader(lang), rows(|row| matches!(row.who, Who::Reader | Who::Own)), None)}
        <h2>{words::workers(lang)}</h2>
        <p>{words::workers_lead(lang)}</p>
        <p>{words::apart(lang)}</p>
        {section(lang, words::any_staff(lang), rows(|row| row.who == Who::Staff), None)}
        {duties}
    }
}

fn rows(fits: impl Fn(&Row) -> bool) -> Vec<Row> {
    TABLE.iter().copied().filter(|row| fits(row)).collect()
}

fn of_level(lang: Lang, level: Level) -> impl IntoView {
    let also = match level {
        Level::Visitor => None,
        Level::Phone => Some(words::also(lang)),
        Level::Household | Level::Owner => Some(words::also_by_code(lang)),
    };
    let of_it =
        |row: &Row| row.who == Who::From(level) || (level == Level::Phone && matches!(row.who, Who::Number | Who::Own));
    section(lang, words::level(lang, level), rows(of_it), also)
}

fn of_role(lang: Lang, role: Role) -> impl IntoView {
    let holds = |row: &Row| matches!(row.who, Who::Duty(roles) if roles.contains(&role));
    section(lang, staff::role(lang, role), rows(holds), None)
}

fn section(lang: Lang, title: &'static str, all: Vec<Row>, also: Option<&'static str>) -> impl IntoView {
    let none = all.is_empty() && also.is_none();
    let lines = all.into_iter().map(|row| line(lang, row)).collect_view();
    view! {
        <section class="card">
            <h3>{title}</h3>
            {none.then(|| view! { <p>{words::nothing(lang)}</p> })}
            <ul>{lines}</ul>
            {also.map(|also| view! { <p>{also}</p> })}
        </section>
    }
}

/// One thing, with its window and reach where they are not the common ones.
fn line(lang: Lang, row: Row) -> impl IntoView {
    let window = (row.phase.is_some() || row.by_poll).then(|| words::window(lang, &row));
    let reach = (row.reach == Reach::Everywhere).then(|| words::reach(lang, row.reach));
    let bounds: Vec<&str> = window.into_iter().chain(reach).collect();
    let (open, close) = match lang {
        Lang::Zh => ("（", "）"),
        Lang::En => (" (", ")"),
    };
    let bounds = (!bounds.is_empty()).then(|| format!("{open}{}{close}", bounds.join(" · ")));
    view! { <li>{words::verb(lang, row.verb)}{bounds}</li> }
}
