//! What is stored about whoever asks, as a file to take along.
//!
//! For: `/own/export`. It changes nothing.
//! Must not know: what the store holds of others.
//! To add: a list of `service::own::Own` or `store::own::stored` is a key here; a test looks for each table.

use super::{number_in, shown};
use crate::domain::feedback::FeedbackState;
use crate::http::answer::Answer;
use crate::http::visitor::Visitor;
use crate::i18n::Lang;
use crate::i18n::locales::own as words;
use crate::pages::phone;
use crate::service::own::{self, Own};
use crate::service::{Linli, phones, sessions};
use crate::store::own::stored::{File, Stored};
use crate::store::own::{Fault, Said};
use crate::store::uploads::UploadKind;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// `/own/export`
pub async fn show(State(app): State<Linli>, visitor: Visitor) -> Answer {
    let caller = sessions::caller(&app, &visitor).await?;
    let body = match own::household_of(&caller)? {
        Some(household) => machine(&own::find(&app, household).await?, &own::stored(&app, household).await?),
        None => phone::machine(&phones::own(&app, &caller).await?),
    };
    Ok(file("linli.json", body))
}

/// JSON to be saved and kept in no cache.
pub fn file(name: &str, body: Value) -> Response {
    let saved = (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""));
    ([saved, (header::CACHE_CONTROL, "no-store".to_owned())], Json(body)).into_response()
}

/// Rows as a list.
fn list<'r, T: 'r>(rows: impl IntoIterator<Item = &'r T>, told: impl Fn(&T) -> Value) -> Value {
    rows.into_iter().map(told).collect()
}

fn machine(own: &Own, stored: &Stored) -> Value {
    let both = |text: fn(Lang) -> &'static str| json!({ "zh": text(Lang::Zh), "en": text(Lang::En) });
    let head = json!({
        "community": own.community.slug,
        "not_here": { "own_link": both(words::by_own_link), "receipt": both(words::by_receipt) },
    });
    let mut all = Map::new();
    for part in [head, acts(own, stored), proofs(own, stored), roll(own, stored)] {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    Value::Object(all)
}

/// What it said, voted and judged.
fn acts(own: &Own, stored: &Stored) -> Value {
    json!({
        "feedback": list(&own.said, |one| said(one, stored)),
        "supports": list(&own.supported, |one| json!({
            "community": one.slug, "number": number_in(&one.slug, one.serial), "at": one.created_at,
        })),
        "votes": list(&own.cast, |one| json!({
            "poll": one.poll_id, "title": one.title_zh, "channel": one.channel, "at": one.cast_at,
            "receipt": one.receipt, "replaced_at": one.replaced_at, "choices": "receipt",
            "link": format!("/c/{}/polls/{}/receipt", one.slug, one.poll_id),
        })),
        "slips": list(&own.slips, |one| json!({
            "title": one.title_zh, "state": one.state, "received_at": one.received_at, "entered_at": one.entered_at,
            "decided_at": one.decided_at, "reason": one.reason, "choices": "receipt",
        })),
        "ratings": list(&own.rated, |one| json!({
            "work": one.zh, "level": one.level, "reason": one.reason, "text": one.text, "at": one.created_at,
            "changed_at": one.changed_at,
        })),
        "faults": list(&own.faults, |one| fault(one, stored)),
    })
}

/// By what it is known here.
fn proofs(own: &Own, stored: &Stored) -> Value {
    let purpose = own.purpose.as_str();
    json!({
        "phones": list(&stored.signed_in, |one| json!({
            "browser": one.agent, "address": one.address, "purpose": purpose, "waits": one.waits,
            "only_reads": one.reads_only, "since": one.created_at, "seen_at": one.seen_at,
            "expires_at": one.expires_at,
        })),
        "letters": list(&stored.letters, |one| json!({
            "purpose": purpose, "made_at": one.created_at, "expires_at": one.expires_at, "used_at": one.used_at,
            "revoked_at": one.revoked_at, "wrong_tries": one.wrong,
        })),
        "owner_seen": own.proof.as_ref().map(|one| json!({ "paper": one.paper.as_str(), "at": one.seen_at.0 })),
        "owner_seen_all": list(&stored.seen, |one| json!({
            "paper": one.paper, "at": one.seen_at, "ended_at": one.ended_at,
        })),
    })
}

/// Its entry on the roll, before and in polls. Of the owner's key only that there is one: it is a hash.
fn roll(own: &Own, stored: &Stored) -> Value {
    let flat = &own.household;
    json!({
        "roll": {
            "building": flat.building, "entrance": flat.entrance, "floor": flat.floor, "room": flat.room,
            "area_0_01_m2": flat.area, "area_source": flat.area_source, "relation": flat.relation,
            "owners": flat.owners, "on_the_roll": !flat.gone, "owner_hash": flat.owner_key.is_some(),
            "sold_at": own.sold.map(|at| at.0),
        },
        "roll_before": list(&stored.was, |one| json!({
            "floor": one.floor, "area_0_01_m2": one.area, "area_source": one.area_source, "relation": one.relation,
            "owners": one.owners, "owner_hash": one.owner_key.is_some(), "until": one.until_at,
        })),
        "poll_rolls": list(&stored.on_rolls, |one| json!({
            "poll": one.poll_id, "title": one.title_zh, "area_0_01_m2": one.area,
            "owner_hash": one.owner_key.is_some(), "opens": one.opens,
        })),
        "requests": list(&own.requests, |one| json!({
            "wants": one.wants, "text": one.text, "state": one.state, "answer": one.answer, "at": one.created_at.0,
        })),
    })
}

const fn words_by(is_here: bool) -> &'static str {
    if is_here { "here" } else { "own_link" }
}

/// A feedback. Words and files that are not for everybody are named and not given: its own link does that.
fn said(one: &Said, stored: &Stored) -> Value {
    let text = shown(one);
    let is_public = text.is_some() && one.state == FeedbackState::Published.as_str();
    let of = |about: Uuid| about == one.id;
    json!({
        "community": one.slug, "number": number_in(&one.slug, one.serial), "tile": one.tile, "state": one.state,
        "answer_state": one.answer_state, "visibility": one.visibility, "at": one.created_at,
        "published_at": one.published_at, "text": text, "words": words_by(text.is_some()),
        "lines": list(stored.lines.iter().filter(|line| of(line.feedback_id)), |line| json!({
            "kind": line.kind, "at": line.created_at, "words": "own_link",
        })),
        "files": list(stored.files.iter().filter(|file| of(file.about)), |file| {
            told(file, is_public && file.kind == UploadKind::Photo.as_str())
        }),
        "decisions": list(stored.decided.iter().filter(|act| of(act.feedback_id)), |act| json!({
            "act": act.act, "rule": act.rule, "at": act.created_at, "undone_at": act.undone_at,
        })),
        "answers": list(stored.answered.iter().filter(|answer| of(answer.feedback_id)), |answer| json!({
            "outcome": answer.outcome, "at": answer.created_at, "words": words_by(is_public),
            "text": is_public.then_some(answer.text.as_str()),
        })),
    })
}

fn fault(one: &Fault, stored: &Stored) -> Value {
    json!({
        "work": one.zh, "state": one.state, "severity": one.severity, "text": one.text, "note": one.note,
        "at": one.created_at, "due_at": one.due_at, "changed_at": one.changed_at,
        "looked_right_at": one.looked_right_at, "withdrawn_at": one.withdrawn_at,
        "files": list(stored.fault_files.iter().filter(|file| file.about == one.id), |file| told(file, true)),
    })
}

/// A file, with the address that opens it in this browser if one does.
fn told(file: &File, opens: bool) -> Value {
    json!({
        "id": file.id, "kind": file.kind, "mime": file.mime, "bytes": file.bytes, "width": file.width,
        "height": file.height, "at": file.created_at, "opens_by": if opens { "link" } else { "own_link" },
        "link": opens.then(|| format!("/p/{}", file.id.simple())),
    })
}
