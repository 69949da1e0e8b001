//! What people see: one file a page, a handler (service → data) and a component (data → HTML).
//!
//! For: GET routes. A handler asks the service, hands the answer to a function that makes the
//! view, and answers with the right status. No rules, no SQL.
//! Must not know: how things are stored or decided.
//! To add: a file, its line in `http::routes`, its sentences in `i18n::locales`.

#![expect(clippy::missing_errors_doc, reason = "handlers fail with Fail, as the service they call says")]

pub mod account;
pub mod admin;
pub mod audit;
pub mod code;
pub mod community;
pub mod confirm;
pub mod desk;
pub mod feedback;
pub mod help;
pub mod home;
pub mod letters;
pub mod login;
pub mod office;
pub mod own;
pub mod own_entry;
pub mod permissions;
pub mod phone;
pub mod phones;
pub mod privacy;
pub mod problem;
pub mod prove;
pub mod rate;
pub mod receipt;
pub mod record;
pub mod regions;
pub mod repairs;
pub mod result;
pub mod setup;
pub mod vote;
pub mod work;

use crate::components::{Frame, Look};
use crate::domain::policy::Caller;
use crate::http::visitor::Visitor;
use crate::i18n::{Lang, locales};
use crate::service::{Linli, Outcome, instance, sessions, staff};
use crate::store::roll::Household;

/// The frame of a page for this visitor.
///
/// # Errors
/// The store did not answer.
pub async fn frame(app: &Linli, visitor: &Visitor) -> Outcome<Frame> {
    Ok(Frame::new(visitor, instance::find(app).await?))
}

/// The same for a page with a form that is not kept: with the form's token, and the script by which the
/// switches keep what is filled in.
///
/// # Errors
/// The store did not answer.
pub async fn form_frame(app: &Linli, visitor: &Visitor) -> Outcome<Frame> {
    let mut frame = frame(app, visitor).await?.script("keep.js");
    if let Some(device) = visitor.device {
        frame.token = crate::http::origin::token_for(app, &device.to_string());
    }
    Ok(frame)
}

/// The same for a page for staff: with the name of who is signed in and the way out.
///
/// # Errors
/// The store did not answer.
pub async fn staff_frame(app: &Linli, visitor: &Visitor) -> Outcome<Frame> {
    let mut frame = form_frame(app, visitor).await?.look(Look::Staff);
    let caller = sessions::caller(app, visitor).await?;
    if let Caller::Staff { .. } = caller {
        frame.who = staff::describe(app, &caller).await?.name;
        if let Some(held) = staff::own::acting(app, visitor).await? {
            frame.acting = account::duty_words(frame.lang, &held);
        }
    }
    Ok(frame)
}

/// A household's flat as people say it.
pub fn flat(lang: Lang, household: &Household) -> String {
    locales::words::flat(lang, &household.building, &household.entrance, &household.room)
}
