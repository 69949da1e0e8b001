//! The audit log as a file.

use crate::http::answer::Answer;
use crate::http::fields::Fields;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::audit as words;
use crate::service::audit::{self, Form, Table, Wanted};
use crate::service::{Linli, sessions};
use crate::store::audit::Entry;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// The words of the table in the reader's language.
pub fn table(lang: Lang) -> Table {
    let told: fn(&Entry) -> [String; 2] = match lang {
        Lang::Zh => |entry| in_words(Lang::Zh, entry),
        Lang::En => |entry| in_words(Lang::En, entry),
    };
    Table { heads: words::heads(lang), told }
}

fn in_words(lang: Lang, entry: &Entry) -> [String; 2] {
    [words::verb(lang, &entry.verb, &entry.object), words::outcome(lang, &entry.result).to_owned()]
}

/// `POST /admin/audit/export`: it writes that it was taken, so it is no GET.
pub async fn export(State(app): State<Linli>, visitor: Visitor, fields: Fields) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let by = sessions::by(&caller, &visitor);
    let sent = |name: &str| fields.text(name).trim().chars().take(60).collect::<String>();
    let wanted = Wanted {
        who: sent("who"),
        verb: sent("verb"),
        community: sent("community"),
        object: sent("object"),
        from: sent("from"),
        to: sent("to"),
        result: sent("result"),
        address: sent("address"),
        before: None,
    };
    let (form, kind, name) = match fields.text("as") {
        "jsonl" => (Form::Lines, "application/x-ndjson", "attachment; filename=\"audit.jsonl\""),
        _ => (Form::Csv(table(visitor.lang)), "text/csv; charset=utf-8", "attachment; filename=\"audit.csv\""),
    };
    let text = audit::export(&app, &by, &caller, &wanted, form).await?;
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}
