//! Official answers to feedback.
//!
//! For: [`answer`].
//! Must not know: the standing openings (sentences of the page).
//! To add: an outcome is a word of `domain::feedback::Says` and its state.

use crate::domain::feedback::{FeedbackState, MOST_TEXT, Says};
use crate::domain::notice::Wording;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::text::required;
use crate::service::{By, Checks, Fail, Linli, Outcome, communities, phones};
use crate::store::feedback::{self, Answer, Feedback};
use futures::FutureExt;

/// Gives the official answer to the feedback with this number; `words` says it to its followers.
///
/// # Errors
/// What `policy` says; [`Problem::NotFound`] unless it was published; [`Problem::OutcomeNeeded`] or
/// [`Problem::UnknownWord`] beside `outcome`, [`Problem::AnswerNeeded`] or [`Problem::TooLong`] beside `text`; [`Problem::MatterSettled`] if the
/// matter is settled already; [`Problem::ChangedMeanwhile`] if its author says something of it now.
pub async fn answer(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    serial: i64,
    (outcome, text): (&str, &str),
    words: Wording,
) -> Outcome<()> {
    let community = communities::find_for(app, caller, Verb::AnswerFeedback, slug).await?;
    let Some(staff) = by.staff else { return Err(Fail::from(Problem::SignInFirst)) };
    let mut checks = Checks::default();
    let unread = if outcome.is_empty() { Problem::OutcomeNeeded } else { Problem::UnknownWord };
    let says = checks.take("outcome", Says::parse(outcome).ok_or(unread));
    let named = |problem| if problem == Problem::Missing { Problem::AnswerNeeded } else { problem };
    let text = checks.take("text", required(text, MOST_TEXT).map_err(named));
    checks.end()?;
    let (Some(says), Some(text)) = (says, text) else { return Err(Fail::from(Problem::NothingGiven)) };
    let now = app.now();
    let id = app.random.id(now);
    let entry = app.entry(now, by, Verb::AnswerFeedback.as_str(), Some(community.id), format!("feedback {serial}"));
    let digest = crate::keys::hex(&crate::keys::sha256(text.as_bytes()));
    let body = serde_json::json!({ "feedback": serial, "outcome": says.as_str(), "text_sha256": digest }).to_string();
    let leaf = app.leaf(now, community.id, "answer", body);
    let within = app.clone();
    app.store
        .write(move |c| {
            async move {
                let found = feedback::by_serial(c, community.id, serial).await?.ok_or(Problem::NotFound)?;
                let before = found.answer_state;
                let revised = answered(found, says, now)?;
                if !feedback::revise_answer_state(c, before, &revised).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                let answer = Answer {
                    id,
                    community_id: community.id,
                    feedback_id: revised.id,
                    staff_id: staff,
                    outcome: says.state(),
                    text,
                    created_at: now,
                };
                feedback::record_answer(c, &answer).await?;
                phones::tell_followers(c, &within, &community, &revised, (now, words)).await?;
                c.audit(entry);
                c.append(leaf);
                c.touch(community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// The feedback after an answer. A further answer of the same kind adds words and changes nothing
/// else; when it was first answered stays.
fn answered(mut found: Feedback, says: Says, now: crate::domain::moment::Moment) -> Outcome<Feedback> {
    if found.state != FeedbackState::Published {
        return Err(Fail::from(Problem::NotFound));
    }
    let next = says.state();
    if found.answer_state != next && !found.answer_state.can_become(next) {
        return Err(Fail::at("outcome", Problem::MatterSettled));
    }
    found.answer_state = next;
    found.answered_at = found.answered_at.or(Some(now));
    Ok(found)
}
