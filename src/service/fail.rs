//! What a use case answers when it cannot do what was asked.
//!
//! For: [`Fail`]: problems beside their fields, or a form that must be confirmed. Failures that
//! nobody can act on become an incident: a number for the person, the words in the log.
//! Must not know: sentences, statuses.
//! To add: nothing for a new problem.

use crate::domain::problem::{FieldProblems, Problem};
use crate::store::StoreError;
use uuid::Uuid;

/// A use case's failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fail {
    /// Problems beside their fields; `""` is the form as a whole.
    Fields(FieldProblems),
    /// The form's origin is not proven: show it once more.
    Confirm(Box<Unproven>),
    /// Its sender must give the password once more: keep the form meanwhile.
    Prove(Box<Unproven>),
}

/// A form whose origin is not proven.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unproven {
    /// What was filled in; empty if a password is among it.
    pub pairs: Vec<(String, String)>,
    /// The field of each file that the server holds meanwhile.
    pub files: Vec<String>,
    /// Under which number they are held.
    pub held: Option<Uuid>,
    /// True if files came that are never held: they must be chosen once more.
    pub again: bool,
    /// Why files could not be held.
    pub problem: Option<Problem>,
    /// True if the session it came with is over: its sender signs in first.
    pub over: bool,
    /// True if a password was sent: it goes into no page, so it must be typed once more.
    pub secret: bool,
}

impl Fail {
    /// One problem beside a field.
    pub fn at(field: &'static str, problem: Problem) -> Self {
        Self::Fields(vec![(field, problem)])
    }

    /// The first problem.
    pub fn first(&self) -> Option<&Problem> {
        match self {
            Self::Fields(fields) => fields.first().map(|(_, problem)| problem),
            Self::Confirm(_) | Self::Prove(_) => None,
        }
    }

    /// A failure nobody can act on: its words go to the log, its number to the person.
    pub fn incident(words: &str) -> Self {
        let seed = crate::keys::sha256(format!("{words}{:?}", std::time::Instant::now()).as_bytes());
        let incident = crate::keys::hex(seed.first_chunk::<4>().unwrap_or(&[0; 4]));
        tracing::error!(%incident, "{}", one_line(words));
        Self::from(Problem::Internal { incident })
    }
}

/// Words as one line of the log: what was typed may be among them and must not look like a line of ours.
fn one_line(words: &str) -> String {
    words.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}

impl From<Problem> for Fail {
    fn from(problem: Problem) -> Self {
        Self::Fields(vec![("", problem)])
    }
}

impl From<StoreError> for Fail {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full(words) => {
                tracing::error!("storage: {}", one_line(&words));
                Self::from(Problem::StorageFull)
            }
            StoreError::Busy(words) => {
                tracing::warn!("busy: {}", one_line(&words));
                Self::from(Problem::Busy)
            }
            StoreError::Broken(words) => Self::incident(&words),
        }
    }
}

/// Gathers problems beside fields, so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct Checks(FieldProblems);

impl Checks {
    /// The value, or its problem noted beside `field`.
    pub fn take<T>(&mut self, field: &'static str, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.0.push((field, problem))).ok()
    }
    /// The same for what failed as a use case: its problems are noted beside `field`.
    pub fn take_from<T>(&mut self, field: &'static str, result: Result<T, Fail>) -> Option<T> {
        let noted = |fail: Fail| match fail {
            Fail::Fields(fields) => self.0.extend(fields.into_iter().map(|(_, problem)| (field, problem))),
            Fail::Confirm(_) | Fail::Prove(_) => {}
        };
        result.map_err(noted).ok()
    }
    /// Notes a problem.
    pub fn note(&mut self, field: &'static str, problem: Problem) {
        self.0.push((field, problem));
    }
    /// Ends the gathering.
    ///
    /// # Errors
    /// Every problem noted.
    pub fn end(self) -> Result<(), Fail> {
        if self.0.is_empty() { Ok(()) } else { Err(Fail::Fields(self.0)) }
    }
}
