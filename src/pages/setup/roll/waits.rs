//! The files that wait, on `/setup/{slug}/roll`.
//!
//! For: one more look at each, or giving it up.
//! Must not know: what a file changes.
//! To add: what is told of one is a part of its line.

use crate::i18n::dates;
use crate::i18n::locales::households as words;
use crate::pages::setup::Sheet;
use crate::service::roll::Waits;
use leptos::prelude::*;

/// Those that wait; nothing where none does.
pub fn list(sheet: &Sheet, waiting: &[Waits]) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let rows: Vec<_> = waiting.iter().map(|one| line(sheet, one)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <h2>{words::files_wait(lang)}</h2>
                <p class="hint">{words::files_wait_hint(lang)}</p>
                {rows}
            </section>
        }
        .into_any()
    })
}

fn line(sheet: &Sheet, one: &Waits) -> impl IntoView + use<> {
    let lang = sheet.lang();
    let rows = one.rows.map_or_else(String::new, |rows| words::file_rows(lang, rows));
    let columns = if one.unmapped { words::file_unmapped(lang) } else { "" };
    let about = [dates::minute(lang, one.at), one.who.clone(), rows, columns.to_owned()];
    let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let to = sheet.path(&format!("/roll/{}", one.id));
    let action = format!("{to}/discard");
    let discard = sheet.community.is_open().then(|| {
        view! { <form method="post" action=action>{sheet.frame.token_field()}<button class="btn line">{words::file_discard(lang)}</button></form> }
    });
    view! {
        <div class="row"><span>{about.join(" · ")}</span>
            <span class="row left"><a class="btn line" href=to>{words::file_look(lang)}</a>{discard}</span></div>
    }
    .into_any()
}
