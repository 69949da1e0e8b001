//! The rules of counting in words: what each is called, how it counts, for whom, its strengths and
//! weaknesses, and who wrote it down first.
//!
//! For: `linli rules`, `linli tally --explain`, and every page that names a rule.
//! Must not know: how a rule is counted, or a count.
//! To add: a rule's words stand in the file of its family; a missing rule fails a test here.

mod shares;
mod single;
mod turns;

use crate::domain::voting::rule::{Family, Rule};
use crate::i18n::Lang;

/// A rule in words, in one language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Told {
    /// What it is called.
    pub title: String,
    /// How it counts, in three sentences.
    pub how: [String; 3],
    /// For whom it is made.
    pub whom: String,
    /// What speaks for it.
    pub strong: String,
    /// What speaks against it.
    pub weak: String,
    /// Law, paper or program.
    pub source: String,
}

impl Told {
    /// How it counts, as one text.
    pub fn how(&self, lang: Lang) -> String {
        self.how.join(lang.pick("", " "))
    }
}

/// A rule in words.
pub fn rule(lang: Lang, rule: Rule) -> Told {
    match rule.family() {
        Family::Turns => turns::told(lang, rule),
        Family::Shares(utility, completion) => shares::told(lang, utility, completion),
        Family::Single | Family::Items => single::told(lang, rule),
    }
}

/// What all rules of a family have in common, as a heading.
pub fn family(lang: Lang, rule: Rule) -> &'static str {
    match rule.family() {
        Family::Turns => lang.pick("一项一项排队，钱用到哪里算哪里", "In turn, while the money lasts"),
        Family::Shares(..) => {
            lang.pick("等份额法：每个投票人一份钱", "Method of Equal Shares: everybody has an equal part of the money")
        }
        Family::Single => lang.pick("从几样里选一样", "One winner out of several"),
        Family::Items => lang.pick("一项一项单独表决", "Each by itself"),
    }
}

/// The words of the two languages.
type Both = (&'static str, &'static str);

const fn picked(lang: Lang, both: Both) -> &'static str {
    match lang {
        Lang::Zh => both.0,
        Lang::En => both.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_told_whole_in_both_languages_and_no_two_alike() {
        for lang in Lang::ALL {
            let mut titles = Vec::new();
            for name in Rule::ALL {
                let told = rule(lang, *name);
                let [first, second, third] = &told.how;
                let parts = [&told.title, first, second, third, &told.whom, &told.strong, &told.weak, &told.source];
                assert!(parts.iter().all(|part| !part.is_empty()), "{name} {lang:?}");
                let end = lang.pick("。", ".");
                assert!(told.how.iter().all(|sentence| sentence.ends_with(end)), "{name} {told:?}");
                titles.push(told.title);
            }
            let all = titles.len();
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), all, "two rules have one name");
        }
    }
}
