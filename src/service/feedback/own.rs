//! What its author can do with a feedback, by the secret link alone.

use crate::domain::feedback::{AnswerState, FeedbackState, MOST_TEXT, due};
use crate::domain::ids::FeedbackId;
use crate::domain::moderation::Rule;
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::domain::text::required;
use crate::keys::sha256;
use crate::service::allowance::{self, Act, Whose};
use crate::service::feedback::number_of;
use crate::service::{Fail, Linli, Outcome};
use crate::store::Conn;
use crate::store::communities::{self, Community};
use crate::store::decisions::{self, Decision};
use crate::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use crate::store::uploads::{self, Upload};
use futures::FutureExt;
use uuid::Uuid;

/// Most lines that an author may add.
const MOST_LINES: usize = 20;
/// How often an author may say whether it is solved: each stands on the public page.
const MOST_OUTCOMES: usize = 10;

/// A feedback as its author sees it.
#[derive(Clone, Debug)]
pub struct Own {
    /// Where.
    pub community: Community,
    /// The feedback.
    pub feedback: Feedback,
    /// Its number.
    pub number: String,
    /// Its photos and recording.
    pub uploads: Vec<Upload>,
    /// Replies, oldest first.
    pub answers: Vec<Answer>,
    /// What the author added.
    pub notes: Vec<Note>,
    /// The rule by which it is hidden, and since when.
    pub hidden_by: Option<(Rule, Moment)>,
}

impl Own {
    /// Whether a line can still be added.
    pub fn takes_lines(&self) -> bool {
        self.feedback.state != FeedbackState::Withdrawn && lines(&self.notes) < MOST_LINES
    }
    /// Why its author cannot say any more whether it is solved.
    pub fn outcomes_over(&self) -> Option<Problem> {
        (outcomes(&self.notes) >= MOST_OUTCOMES).then(too_many_outcomes)
    }
}

fn lines(notes: &[Note]) -> usize {
    notes.iter().filter(|note| note.kind == NoteKind::Line).count()
}

fn outcomes(notes: &[Note]) -> usize {
    notes.len() - lines(notes)
}

fn too_many_lines() -> Fail {
    Fail::at("text", Problem::TooManyLines(u32::try_from(MOST_LINES).unwrap_or(u32::MAX)))
}

fn too_many_outcomes() -> Problem {
    Problem::TooManyOutcomes(u32::try_from(MOST_OUTCOMES).unwrap_or(u32::MAX))
}

/// The feedback of this secret.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn own(app: &Linli, secret: &str) -> Outcome<Own> {
    let mut c = app.store.read().await?;
    let feedback = feedback::by_secret(&mut c, sha256(secret.as_bytes())).await?.ok_or(Problem::NotFound)?;
    let community = communities::by_id(&mut c, feedback.community_id).await?.ok_or(Problem::NotFound)?;
    let hidden = feedback.state == FeedbackState::Hidden;
    Ok(Own {
        number: number_of(&community, &feedback),
        uploads: uploads::list(&mut c, feedback.id).await?,
        answers: feedback::answers(&mut c, feedback.id).await?,
        notes: feedback::notes(&mut c, feedback.id).await?,
        hidden_by: if hidden { feedback::hidden_by(&mut c, feedback.id).await? } else { None },
        community,
        feedback,
    })
}

/// What was decided of it, the oldest first.
///
/// # Errors
/// The store did not answer.
pub async fn decided(app: &Linli, own: &Own) -> Outcome<Vec<Decision>> {
    let mut c = app.store.read().await?;
    Ok(decisions::list(&mut c, own.feedback.id).await?)
}

/// The same, if its author may still change something.
async fn open_for(app: &Linli, caller: &Caller, verb: Verb, secret: &str) -> Outcome<Own> {
    let own = own(app, secret).await?;
    can(caller, verb, &own.community.place().ok_or(Problem::NotFound)?)?;
    if own.feedback.state == FeedbackState::Withdrawn {
        return Err(Problem::ChangedMeanwhile.into());
    }
    if !own.community.is_open() {
        return Err(Problem::CommunityClosed.into());
    }
    Ok(own)
}

/// Adds a line for those who handle it. The same `once` with the same words changes nothing; with
/// other words it is another line.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::TooLong`], [`Problem::TooManyLines`] or [`Problem::TooMuchOfHome`]
/// beside `text`.
pub async fn add_line(app: &Linli, caller: &Caller, secret: &str, (once, text): (&str, &str)) -> Outcome<()> {
    let now = app.now();
    let own = open_for(app, caller, Verb::WithdrawFeedback, secret).await?;
    let text = required(text, MOST_TEXT).map_err(|problem| Fail::at("text", problem))?;
    let id = Uuid::try_parse(once).map_or_else(|_| app.random.id(now), |once| line_id(app, &own.feedback, once, &text));
    let note = note(&own.feedback, id, NoteKind::Line, text, now);
    // The link alone says nobody's household; then the feedback's own bound is enough.
    let (within, home) = (app.clone(), own.feedback.household_id);
    app.store
        .write(move |c| {
            async move {
                takes_still(c, note.feedback_id).await?;
                let notes = feedback::notes(c, note.feedback_id).await?;
                if notes.iter().any(|before| before.id == note.id) {
                    return Ok(());
                }
                if lines(&notes) >= MOST_LINES {
                    return Err(too_many_lines());
                }
                if let Some(home) = home {
                    let taken = allowance::take(c, &within, Act::Line, &Whose::Home(home), now).await;
                    taken.map_err(|fail| fail.first().map_or(fail.clone(), |told| Fail::at("text", told.clone())))?;
                }
                Ok::<_, Fail>(feedback::record_note(c, &note).await?)
            }
            .boxed()
        })
        .await
}

/// Whether its author may still change something, as a unit of work sees it: others wait for its end.
async fn takes_still(c: &mut Conn, id: FeedbackId) -> Outcome<()> {
    let found = feedback::find_locked(c, id).await?.ok_or(Problem::NotFound)?;
    if found.state == FeedbackState::Withdrawn { Err(Problem::ChangedMeanwhile.into()) } else { Ok(()) }
}

/// What a line is known by when its form comes twice.
fn line_id(app: &Linli, feedback: &Feedback, once: Uuid, text: &str) -> Uuid {
    let mac = app.keys.mac("line-once", &[feedback.id.0.as_bytes(), once.as_bytes(), text.as_bytes()].concat());
    Uuid::from_bytes(mac.first_chunk().copied().unwrap_or_default())
}

fn note(feedback: &Feedback, id: Uuid, kind: NoteKind, text: String, now: Moment) -> Note {
    Note { id, community_id: feedback.community_id, feedback_id: feedback.id, kind, text, created_at: now }
}

/// The author says whether the matter is solved. 'Not solved' makes a reply due again.
///
/// # Errors
/// [`Problem::ChangedMeanwhile`] if it does not follow from where the matter stands;
/// [`Problem::TooManyOutcomes`].
pub async fn say_outcome(app: &Linli, caller: &Caller, secret: &str, solved: bool) -> Outcome<()> {
    let now = app.now();
    let mut own = open_for(app, caller, Verb::WithdrawFeedback, secret).await?;
    let (next, kind) =
        if solved { (AnswerState::Solved, NoteKind::Solved) } else { (AnswerState::Disputed, NoteKind::Disputed) };
    if own.feedback.answer_state == next {
        return Ok(());
    }
    if !own.feedback.answer_state.can_become(next) {
        return Err(Problem::ChangedMeanwhile.into());
    }
    let before = std::mem::replace(&mut own.feedback.answer_state, next);
    if next.is_owed() {
        own.feedback.due_at = due(own.feedback.kind).first_reply.due(now);
    }
    let note = note(&own.feedback, app.random.id(now), kind, String::new(), now);
    app.store
        .write(move |c| {
            async move {
                takes_still(c, own.feedback.id).await?;
                if outcomes(&feedback::notes(c, own.feedback.id).await?) >= MOST_OUTCOMES {
                    return Err(Fail::from(too_many_outcomes()));
                }
                if !feedback::revise_answer_state(c, before, &own.feedback).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                feedback::record_note(c, &note).await?;
                c.touch(own.community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Takes the feedback back: nobody sees it any more. A second time changes nothing.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn withdraw(app: &Linli, caller: &Caller, secret: &str) -> Outcome<()> {
    let mut own = own(app, secret).await?;
    can(caller, Verb::WithdrawFeedback, &own.community.place().ok_or(Problem::NotFound)?)?;
    if own.feedback.state == FeedbackState::Withdrawn {
        return Ok(());
    }
    own.feedback.state = FeedbackState::Withdrawn;
    own.feedback.published_at = None;
    app.store
        .write(move |c| {
            async move {
                feedback::revise_state(c, &own.feedback).await?;
                c.touch(own.community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
