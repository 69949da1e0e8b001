//! A problem's status and its JSON form (RFC 9457).
//!
//! For: [`status`], [`json`]; a panic becomes an incident.
//! Must not know: which page it happened on.
//! To add: a variant of `Problem` needs its status here.

use crate::domain::problem::Problem;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::Fail;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::any::Any;

/// The status that fits.
pub fn status(problem: &Problem) -> StatusCode {
    use Problem as P;
    match problem {
        P::NotFound | P::NothingIsSent => StatusCode::NOT_FOUND,
        P::SignInFirst | P::SignInAgain | P::ProveAgain | P::CodeNeeded | P::PhoneNeeded | P::WhoseData => {
            StatusCode::UNAUTHORIZED
        }
        P::NotAllowed | P::OwnerNeeded | P::OwnerUnseen | P::OtherSite | P::ConfirmOrigin | P::SecondPersonNeeded => {
            StatusCode::FORBIDDEN
        }
        P::TooManyTries
        | P::TooManyMessages
        | P::TooManyTriesToday
        | P::SignInPaused
        | P::DutyTooOften
        | P::SecondUsedUp
        | P::FiguresUsedUpToday
        | P::TooMuchFeedback
        | P::TooManySupports
        | P::TooManyUploads
        | P::TooManyChanges(_)
        | P::TooManyRatings(_)
        | P::TooMuchOfHome(_) => StatusCode::TOO_MANY_REQUESTS,
        P::Unreadable => StatusCode::BAD_REQUEST,
        P::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        P::WrongWay => StatusCode::METHOD_NOT_ALLOWED,
        P::BodyTooLarge { .. } | P::FormTooLarge { .. } | P::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        P::PhaseClosed
        | P::PhaseNotOpen { .. }
        | P::PhaseOver { .. }
        | P::CommunityClosed
        | P::PollNotOver { .. }
        | P::PollNotOpen { .. }
        | P::PollClosed { .. }
        | P::PollCancelled
        | P::PollAlreadyOpen
        | P::BallotStands
        | P::SoldSince(_)
        | P::LettersMade
        | P::SlipMade
        | P::SlipWaits
        | P::SlipDiffers
        | P::TooLateToUndo
        | P::Merged
        | P::ChangedMeanwhile
        | P::RollInUse
        | P::RollOvertaken
        | P::StandsAlready
        | P::RequestWaits
        | P::RollWaits
        | P::FixedByPoll { .. }
        | P::WorkInUse
        | P::NameTaken
        | P::LoginTaken => StatusCode::CONFLICT,
        P::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        P::Busy | P::TooManyHeld => StatusCode::SERVICE_UNAVAILABLE,
        P::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The code of a problem: its variant's name in the API's spelling.
pub fn code(problem: &Problem) -> String {
    let debug = format!("{problem:?}");
    let name = debug.split([' ', '(', '{']).next().unwrap_or_default();
    name.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        out
    })
}

/// `application/problem+json`, with the sentence in the caller's language.
pub fn json(lang: Lang, fields: &[(&str, Problem)]) -> Value {
    let first = fields.first().map(|(_, problem)| problem);
    json!({
        "type": first.map(|p| format!("urn:linli:problem:{}", code(p))),
        "status": first.map(|p| status(p).as_u16()),
        "title": first.map(|p| problems::sentence(lang, p)),
        "fields": fields.iter().map(|(field, p)| json!({
            "field": field, "code": code(p), "sentence": problems::sentence(lang, p),
        })).collect::<Vec<_>>(),
    })
}

/// A panic is an incident like any other.
#[expect(clippy::needless_pass_by_value, reason = "the shape the layer takes")]
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()))
        .unwrap_or_default();
    Fail::incident(&format!("panic: {text}")).into_response()
}
