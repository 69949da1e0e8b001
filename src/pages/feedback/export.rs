//! One feedback as a file to take along, by the secret link.
//!
//! For: `/f/{secret}/export`. It changes nothing.
//! Must not know: the household that it may be joined to, the names of staff.
//! To add: a field of `service::feedback::Own` is a key here.

use crate::domain::moderation::Rule;
use crate::http::answer::Answer;
use crate::pages::own::export::file;
use crate::service::Linli;
use crate::service::feedback::{Own, decided, own};
use crate::store::decisions::Decision;
use axum::extract::{Path, State};
use serde_json::{Value, json};

/// `/f/{secret}/export`
pub async fn show(State(app): State<Linli>, Path(secret): Path<String>) -> Answer {
    let own = own(&app, &secret).await?;
    let decisions = decided(&app, &own).await?;
    Ok(file(
        &format!("linli-{}.json", own.number.to_lowercase()),
        machine(&own, &decisions, (&app.config.url, &secret)),
    ))
}

fn machine(own: &Own, decisions: &[Decision], (site, secret): (&str, &str)) -> Value {
    let said = &own.feedback;
    json!({
        "community": own.community.slug, "number": own.number, "link": format!("{site}/f/{secret}"),
        "tile": said.tile.as_str(), "kind": said.kind.as_str(), "building": said.building, "language": said.lang,
        "channel": said.channel.as_str(), "visibility": said.visibility.as_str(), "state": said.state.as_str(),
        "answer_state": said.answer_state.as_str(), "at": said.created_at.0, "due_at": said.due_at.0,
        "published_at": said.published_at.map(|at| at.0), "answered_at": said.answered_at.map(|at| at.0),
        "people": said.people, "households": said.households, "joined_to_a_flat": said.household_id.is_some(),
        "text": said.text, "shown_text": said.shown_text,
        "lines": own.notes.iter().map(|note| json!({
            "kind": note.kind.as_str(), "text": note.text, "at": note.created_at.0,
        })).collect::<Value>(),
        "files": own.uploads.iter().map(|upload| json!({
            "id": upload.id.0, "kind": upload.kind.as_str(), "mime": upload.mime, "bytes": upload.bytes,
            "width": upload.width, "height": upload.height, "at": upload.created_at.0,
            "link": format!("{site}/p/{}?f={secret}", upload.id),
        })).collect::<Value>(),
        "decisions": decisions.iter().map(decision).collect::<Value>(),
        "answers": own.answers.iter().map(|answer| json!({
            "outcome": answer.outcome.as_str(), "text": answer.text, "at": answer.created_at.0,
        })).collect::<Value>(),
    })
}

/// By which rule and when; not by whom.
fn decision(one: &Decision) -> Value {
    json!({
        "act": one.act.as_str(), "rule": one.rule.map(Rule::as_str), "before_state": one.before_state.as_str(),
        "before_visibility": one.before_visibility.as_str(), "before_text": one.before_text,
        "at": one.created_at.0, "undone_at": one.undone_at.map(|at| at.0),
    })
}
