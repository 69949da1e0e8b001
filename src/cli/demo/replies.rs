//! What the office replies, and what the authors say to it.
//!
//! For: [`reply`], over the feedback of one community.
//! Must not know: who moderates; the words come from `words/answers.tsv`.
//! To add: words that say 'done' or 'will not be done' stand in [`outcome`].

use crate::cli::demo::dice::Dice;
use crate::cli::demo::voices::{Here, Said};
use crate::cli::demo::words::Reply;
use crate::domain::feedback::{AnswerState, FeedbackState, due};
use crate::domain::moment::{DAY, HOUR, MINUTE, Moment};
use crate::domain::similar::similarity;
use crate::store::feedback::{Answer, Note, NoteKind};

/// How many that are due have no reply yet.
const OVERDUE: [(&str, usize); 5] =
    [("yangguang", 4), ("yuzhong-xincun", 4), ("qianjin-xincun", 4), ("gangyuan-xiaoqu", 2), ("mianfang-xincun", 2)];

/// From how many per mille in common a reply is about what was said.
const CLOSE: u32 = 40;
/// The same in English, where pairs of letters meet more often.
const CLOSE_EN: u32 = 220;

/// Replies with how often each was given.
#[derive(Debug)]
pub struct Replies<'a>(Vec<(&'a Reply, u32)>);

impl<'a> Replies<'a> {
    /// None given yet.
    pub fn new(replies: &'a [Reply]) -> Self {
        Self(replies.iter().map(|reply| (reply, 0)).collect())
    }

    /// The reply to this tile that has most to do with the text and was given least; if none has
    /// much to do with it, one that fits anything.
    fn take(&mut self, one: &Said) -> Option<&'a Reply> {
        let english = one.feedback.lang == "en";
        let least = if english { CLOSE_EN } else { CLOSE };
        let close = |reply: &Reply| similarity(&one.feedback.text, if english { reply.en } else { reply.zh });
        let tile = Some(one.feedback.tile);
        let own = |reply: &Reply| reply.tile == tile && close(reply) >= least;
        let about = self.0.iter().any(|(reply, _)| own(reply));
        let fits = |reply: &Reply| if about { own(reply) } else { reply.tile.is_none() };
        let worth = |reply: &Reply, given: u32| i64::from(close(reply)) - 25 * i64::from(given);
        let fitting = self.0.iter_mut().filter(|(reply, _)| fits(reply));
        let (reply, given) = fitting.max_by_key(|(reply, given)| worth(reply, *given))?;
        *given += 1;
        Some(reply)
    }
}

/// Gives replies to what is due and to some that is not, and lets authors say what came of it.
pub fn reply(here: Here<'_>, said: &mut [Said], replies: &mut Replies<'_>, dice: &Dice) {
    let mut overdue = OVERDUE.iter().find(|row| row.0 == here.community.slug).map_or(0, |row| row.1);
    let grace = here.now.plus(-30 * DAY);
    // The newest of those that are due stay without a reply.
    for one in said.iter_mut().rev().filter(|one| one.feedback.state == FeedbackState::Published) {
        let late = one.feedback.due_at <= here.now;
        if late && overdue > 0 && one.feedback.created_at > grace.min(here.now.plus(-45 * DAY)) {
            overdue -= 1;
            continue;
        }
        if !late && dice.chance(70) {
            continue;
        }
        if let Some(reply) = replies.take(one) {
            answer(here, one, reply, dice);
            react(here, one, dice);
        }
    }
}

/// What a reply says became of the matter, by its own words.
fn outcome(reply: &Reply) -> AnswerState {
    const NO: [&str; 9] =
        ["装不了", "做不了", "不做", "不能用", "范围内", "做不到", "暂时不能", "不考虑", "不能替大家"];
    const DONE: [&str; 4] = ["今天已", "昨天已", "读数正常", "更换完毕"];
    let has = |words: &[&str]| words.iter().any(|word| reply.zh.contains(word));
    match () {
        () if has(&NO) => AnswerState::Declined,
        () if has(&DONE) => AnswerState::Done,
        () => AnswerState::Answered,
    }
}

fn answer(here: Here<'_>, one: &mut Said, reply: &Reply, dice: &Dice) {
    let published = one.feedback.published_at.unwrap_or(one.feedback.created_at);
    // Of ten, one comes late.
    let last = if dice.chance(10) { one.feedback.due_at.plus(3 * DAY) } else { one.feedback.due_at };
    let from = published.plus(20 * MINUTE);
    let at = dice.moment(from, last.max(from)).min(here.now.plus(-2 * MINUTE)).max(published);
    let outcome = outcome(reply);
    one.answers.push(Answer {
        id: dice.id(at),
        community_id: here.community.id,
        feedback_id: one.feedback.id,
        staff_id: here.official,
        outcome,
        text: if one.feedback.lang == "en" { reply.en } else { reply.zh }.to_owned(),
        created_at: at,
    });
    one.feedback.answer_state = outcome;
    one.feedback.answered_at = Some(at);
}

/// Some authors come back and say whether it is solved.
fn react(here: Here<'_>, one: &mut Said, dice: &Dice) {
    let answered = one.feedback.answered_at.unwrap_or(here.now);
    let declined = one.feedback.answer_state == AnswerState::Declined;
    let choices = if declined {
        [(None, 88), (Some(NoteKind::Disputed), 12), (None, 0)]
    } else {
        [(None, 68), (Some(NoteKind::Solved), 28), (Some(NoteKind::Disputed), 4)]
    };
    let Some(kind) = dice.weighted(&choices, None) else { return };
    let at = if kind == NoteKind::Disputed {
        // What is disputed is owed again, so it happened of late.
        dice.moment(answered.max(here.now.plus(-26 * HOUR)), here.now.plus(-MINUTE))
    } else {
        dice.moment(answered, answered.plus(30 * DAY).min(here.now.plus(-MINUTE)))
    };
    if at <= answered {
        return;
    }
    note(one, kind, at, dice);
}

fn note(one: &mut Said, kind: NoteKind, at: Moment, dice: &Dice) {
    one.notes.push(Note {
        id: dice.id(at),
        community_id: one.feedback.community_id,
        feedback_id: one.feedback.id,
        kind,
        text: String::new(),
        created_at: at,
    });
    if kind == NoteKind::Disputed {
        one.feedback.answer_state = AnswerState::Disputed;
        one.feedback.due_at = due(one.feedback.kind).first_reply.due(at);
    } else {
        one.feedback.answer_state = AnswerState::Solved;
    }
}
