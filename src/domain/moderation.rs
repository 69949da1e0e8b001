//! What a moderator did and by which rule.
//!
//! For: the words of the public moderation log and the time for undoing.
//! Must not know: who may moderate (`policy`), or the text itself (`mask`).
//! To add: a word, and its sentence in every language.

use crate::domain::mask::COVER;
use crate::domain::moment::{DAY, Moment};
use crate::domain::problem::Problem;

crate::words! {
    /// What was done.
    Act {
        /// Shown to all.
        Publish = "publish",
        /// No longer shown; the rule is named.
        Hide = "hide",
        /// Private data covered further.
        Mask = "mask",
        /// Shown again, after an appeal or an error.
        Restore = "restore",
        /// Given to whom it concerns.
        PassOn = "pass_on",
    }
}

crate::words! {
    /// Why something is hidden. Mere criticism is on no list.
    Rule {
        /// Data of a person.
        PrivateData = "private_data",
        /// Insults a person.
        Insult = "insult",
        /// Not about the renovation.
        OffTopic = "off_topic",
        /// Advertises.
        Advert = "advert",
        /// Forbidden by law (Internet Information Services rules, art. 15).
        Illegal = "illegal",
        /// The same person said it already.
        Duplicate = "duplicate",
    }
}

impl Act {
    /// Whether the act must name a [`Rule`].
    pub const fn needs_rule(self) -> bool {
        matches!(self, Self::Hide)
    }
}

/// How long an act can be undone, in milliseconds.
pub const UNDO: i64 = DAY;

/// Whether an act done at `done` can still be undone at `now`.
pub const fn can_undo(done: Moment, now: Moment) -> bool {
    now.since(done) < UNDO
}

/// What a moderator made of a text, if only covering was done: nobody puts other words into an
/// author's mouth. A run of `*`, `＊`, `■` or `█` (at least two) stands for what is covered.
///
/// # Errors
/// [`Problem::OnlyCover`] if anything else was changed or nothing is covered further.
pub fn covered(before: &str, typed: &str) -> Result<String, Problem> {
    let after = with_covers(&typed.replace("\r\n", "\n"));
    let mut pieces: Vec<&str> = after.split(COVER).collect();
    let last = pieces.pop().unwrap_or_default();
    let (first, middle) = pieces.split_first().map_or(("", pieces.as_slice()), |(first, rest)| (*first, rest));
    let rest = before.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)).ok_or(Problem::OnlyCover)?;
    let left = middle.iter().try_fold(rest, |rest, piece| rest.split_once(piece).map(|(_, rest)| rest));
    if after == before || left.is_none() || !after.contains(COVER) {
        return Err(Problem::OnlyCover);
    }
    Ok(after)
}

fn with_covers(typed: &str) -> String {
    let covers = |c: char| matches!(c, '*' | '＊' | '■' | '█');
    let (mut out, mut run) = (String::with_capacity(typed.len()), String::new());
    for c in typed.chars() {
        if covers(c) {
            run.push(c);
            continue;
        }
        end_run(&mut out, &mut run);
        out.push(c);
    }
    end_run(&mut out, &mut run);
    out
}

fn end_run(out: &mut String, run: &mut String) {
    out.push_str(if run.chars().nth(1).is_some() { COVER } else { run.as_str() });
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moderator_can_cover_words_but_not_write_others() {
        let before = "三栋老王 13800138000 说灯坏了 5*3";
        assert_eq!(
            covered(before, "三栋** 13800138000 说灯坏了 5*3"),
            Ok(format!("三栋{COVER} 13800138000 说灯坏了 5*3"))
        );
        assert_eq!(covered(before, "■■■说灯坏了 5*3"), Ok(format!("{COVER}说灯坏了 5*3")));
        assert_eq!(covered("a████b", "██b"), Ok(format!("{COVER}b")));
        assert_eq!(covered("甲乙丙丁戊", "甲**丙**戊"), Ok(format!("甲{COVER}丙{COVER}戊")));
        for bad in [
            before,
            "",
            "三栋** 13800138000 说灯好了 5*3",
            "好**",
            "三栋老王 13800138000 说灯坏了",
            "三栋**不说灯坏了 5*3",
        ] {
            assert_eq!(covered(before, bad), Err(Problem::OnlyCover), "{bad}");
        }
        assert_eq!(covered("ab", "ab**b"), Err(Problem::OnlyCover));
        assert_eq!(covered("甲乙丙", "甲**丙**乙**"), Err(Problem::OnlyCover));
    }

    #[test]
    fn an_act_can_be_undone_for_one_day() {
        assert!(can_undo(Moment(5), Moment(5 + DAY - 1)));
        assert!(!can_undo(Moment(5), Moment(5 + DAY)));
    }

    #[test]
    fn only_hiding_asks_for_a_rule() {
        let asks: Vec<&Act> = Act::ALL.iter().filter(|act| act.needs_rule()).collect();
        assert_eq!(asks, [&Act::Hide]);
    }
}
