//! What needs somebody: one pure rule over five sources.
//!
//! For: [`needs`].
//! Must not know: the store's queries, sentences.
//! To add: a source is a field of [`Sources`] and its rule a function here.

use crate::domain::defect::DefectState;
use crate::domain::feedback::Tile;
use crate::domain::ids::{PollId, WorkId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::small_numbers::DEFAULT_K;
use crate::domain::threshold::{Counts, Rule, Standing, find_preset, missing, quorum};
use crate::store::duties::{self, At, Corrections, Fault, Owed, Running};

/// An answer shows up this long before it is due.
pub(super) const SOON: i64 = 2 * DAY;
/// A poll short of its quorum shows up this long before it closes.
pub(super) const WEEK: i64 = 7 * DAY;
/// Everything that may need somebody.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Feedback without the reply it is owed.
    pub answers: Vec<Owed>,
    /// Running polls.
    pub polls: Vec<Running>,
    /// Rated works.
    pub works: Vec<duties::Judged>,
    /// Faults.
    pub faults: Vec<Fault>,
    /// Entries of the roll that households say are wrong.
    pub corrections: Vec<Corrections>,
}

/// What is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A reply.
    Answer {
        /// Number of the feedback.
        serial: i64,
        /// Its picture.
        tile: Tile,
        /// What may be shown of it.
        text: String,
        /// Households that say the same.
        households: i64,
        /// True if it must be moderated before.
        waiting: bool,
    },
    /// People at the poll.
    Poll {
        /// The poll.
        id: PollId,
        /// Households on the roll.
        roll: i64,
        /// Households that voted.
        voted: i64,
        /// Households still missing to the quorum; 0 if only area is missing.
        missing: i64,
    },
    /// A look at why a work is judged badly.
    Rating {
        /// The work.
        id: WorkId,
        /// Its Chinese name.
        zh: String,
        /// Its English name.
        en: String,
        /// Households that answered.
        answers: i64,
        /// Of these, satisfied.
        satisfied: i64,
        /// Per cent that the project asks for.
        percent: i64,
    },
    /// A repair.
    Defect {
        /// The work, in Chinese.
        zh: String,
        /// The work, in English.
        en: String,
        /// How far the one is that is due soonest.
        state: DefectState,
        /// Faults of this work.
        number: usize,
        /// Of these, overdue.
        late: usize,
    },
    /// A decision on entries of the roll.
    Corrections {
        /// Households that wait.
        number: i64,
        /// Of these, overdue.
        late: i64,
    },
}

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where.
    pub at: At,
    /// By when; none where nothing sets a day.
    pub due: Option<Moment>,
    /// What.
    pub what: What,
}

/// What needs somebody at `now`, most pressing first: what is overdue, then by day; what has no
/// day stands after what is overdue.
pub fn needs(now: Moment, sources: Sources) -> Vec<Need> {
    let answers = sources.answers.into_iter().filter(|owed| owed.due_at <= now.plus(SOON)).map(answer_need);
    let polls = sources.polls.into_iter().filter_map(|poll| poll_need(now, poll));
    let works = sources.works.into_iter().filter_map(rating_need);
    let faults = fault_needs(now, sources.faults);
    let corrections = sources.corrections.into_iter().map(correction_need);
    let mut all: Vec<Need> = answers.chain(polls).chain(works).chain(faults).chain(corrections).collect();
    all.sort_by_key(|need| need.due.unwrap_or(now));
    all
}

fn answer_need(owed: Owed) -> Need {
    let Owed { at, serial, tile, text, households, due_at, waiting } = owed;
    Need { at, due: Some(due_at), what: What::Answer { serial, tile, text, households, waiting } }
}

fn poll_need(now: Moment, poll: Running) -> Option<Need> {
    let rule = find_preset(&poll.preset)?.quorum?;
    let near = poll.closes > now && poll.closes <= now.plus(WEEK);
    let (roll, voted) = poll.households;
    let short = quorum(voted, roll, 0, rule) != Standing::Passes;
    let needs_area = find_preset(&poll.preset).is_some_and(|preset| preset.counts == Counts::HeadsAndArea);
    let short_area = needs_area && !rule.is_met(poll.area.1, poll.area.0);
    (near && (short || short_area)).then(|| Need {
        at: poll.at,
        due: Some(poll.closes),
        what: What::Poll { id: poll.id, roll, voted, missing: missing(voted, roll, rule) },
    })
}

fn rating_need(work: duties::Judged) -> Option<Need> {
    let duties::Judged { at, id, work_zh, work_en, answers, satisfied, percent } = work;
    let low = answers >= DEFAULT_K && !Rule::at_least(percent, 100).is_met(satisfied, answers);
    low.then_some(Need {
        at,
        due: None,
        what: What::Rating { id, zh: work_zh, en: work_en, answers, satisfied, percent },
    })
}

/// One need a community: they are decided on one page.
fn correction_need(asked: Corrections) -> Need {
    let Corrections { at, number, late, due_at } = asked;
    Need { at, due: Some(due_at), what: What::Corrections { number, late } }
}

/// One need a work: many households report the same fault of the same work.
fn fault_needs(now: Moment, mut faults: Vec<Fault>) -> Vec<Need> {
    faults.retain(|fault| fault.state.is_running());
    faults.sort_by_key(|fault| fault.due_at);
    let mut found: Vec<(WorkId, Need)> = Vec::new();
    for fault in faults {
        let Fault { at, work, work_zh: zh, work_en: en, state, due_at, .. } = fault;
        let overdue = usize::from(due_at <= now);
        let known = found.iter_mut().find(|(known, _)| *known == work);
        if let Some((_, Need { what: What::Defect { number, late, .. }, .. })) = known {
            *number += 1;
            *late += overdue;
        } else {
            let what = What::Defect { zh, en, state, number: 1, late: overdue };
            found.push((work, Need { at, due: Some(due_at), what }));
        }
    }
    found.into_iter().map(|(_, need)| need).collect()
}
