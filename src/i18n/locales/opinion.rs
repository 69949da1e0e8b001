//! What people think of statements, in sentences.
//!
//! For: [`finding`], [`enough`]: one sentence for each thing that `domain::opinion` finds; the heads of
//! the table that `linli opinion` prints.
//! Must not know: how anything was found, or where it is shown.
//! To add: a variant of `Finding` or `Enough` is an arm here with both languages.

use crate::domain::opinion::enough::Enough;
use crate::domain::opinion::summary::Finding;
use crate::domain::opinion::votes::Vote;
use crate::i18n::Lang;

crate::messages! {
    head(people: &str, votes: &str, statements: &str) { "{people} 人对 {statements} 条看法表了 {votes} 次态", "{people} people voted {votes} times on {statements} statements" }
    counted(people: &str) { "其中 {people} 人答得够多，可以分组", "{people} of them answered enough to be grouped" }
    taken_out(n: usize) { "{n} 条看法已被撤下，不参与分组", "{n} statement‹s› taken out by moderators and left aside" }
    group(name: &str, people: &str) { "第 {name} 组，{people} 人：", "Group {name}, {people} people:" }
    findings { "看出了什么", "What was found" }
    common { "各组都认同的看法（越靠前越认同）", "What all groups agree on, most first" }
    plain { "大家认同的看法（越靠前越认同）", "What people agree on, most first" }
    counts_line(agree: &str, disagree: &str, pass: &str) { "同意 {agree}，不同意 {disagree}，跳过 {pass}", "{agree} agree, {disagree} disagree, {pass} pass" }
    one_of(all: &str) { "共 {all} 条，用 --json 看全部", "{all} in all; --json lists them" }
    nothing { "没有特别突出的看法。", "Nothing stands out." }
    statement(id: &str, text: &str) { "第 {id} 号「{text}」", "no. {id} '{text}'" }
    statement_bare(id: &str) { "第 {id} 号看法", "statement no. {id}" }

    few_people(people: usize, needed: usize) { "答得够多的只有 {people} 人，满 {needed} 人才分组；下面只是人数。", "Too few answered enough for groups ({people}; it takes {needed}): what follows are plain counts." }
    few_statements(statements: usize, needed: usize) { "有人表态的看法只有 {statements} 条，满 {needed} 条才分组；下面只是人数。", "Too few statements have votes for groups ({statements}; it takes {needed}): what follows are plain counts." }
    no_pattern { "各条看法之间看不出规律：在这一条上同意的人，在别的看法上并不更一致。所以不分组，下面只是人数。", "Answers to one statement tell nothing about those to another, so there are no groups: what follows are plain counts." }
    no_groups { "大家的看法有不同，但没有聚成几群，也可能有的群小到不能公布。所以不分组，下面只是人数。", "People differ, but do not stand in groups, or only in groups too small to be shown: what follows are plain counts." }
    some_groups { "看法相近的人可以分成几组。", "The numbers carry groups." }

    most_agree(what: &str, share: &str, groups: &str) { "大多数人同意{what}（{share}）{groups}。", "Most agree with {what}: {share}{groups}." }
    most_disagree(what: &str, share: &str, groups: &str) { "大多数人不同意{what}（{share}）{groups}。", "Most disagree with {what}: {share}{groups}." }
    in_hundredths(percent: u32) { "{percent}%", "{percent} %" }
    two_thirds { "至少三分之二", "at least two thirds" }
    a_quarter { "四分之一以上", "a quarter or more" }
    every_group { "，各组都过半", ", and more than half of every group" }
    split_groups(what: &str, agree: &str, disagree: &str) { "各组看法相反：{what}，第 {agree} 组多数同意，第 {disagree} 组多数不同意。", "Groups are split on {what}: most of group {agree} agree, most of group {disagree} disagree." }
    building_agrees(label: &str, what: &str, answers: u32) { "按楼看不一样：{label} 多数同意{what}，其他楼多数不同意（{label} 有 {answers} 人表态）。", "Split by building: most of {label} agree with {what}, most others disagree ({answers} of {label} took a side)." }
    building_disagrees(label: &str, what: &str, answers: u32) { "按楼看不一样：{label} 多数不同意{what}，其他楼多数同意（{label} 有 {answers} 人表态）。", "Split by building: most of {label} disagree with {what}, most others agree ({answers} of {label} took a side)." }
    minority_agrees(what: &str, share: &str) { "少数人坚持同意{what}（{share}）。", "A strong minority agrees with {what}: {share}." }
    minority_disagrees(what: &str, share: &str) { "少数人坚持不同意{what}（{share}）。", "A strong minority disagrees with {what}: {share}." }
    minority_home(group: usize) { "他们多在第 {group} 组。", "Most of them are in group {group}." }
    unsure(what: &str) { "对{what}，很多人选了跳过：可能没说清楚，也可能跟多数人关系不大。", "Many passed on {what}: it may be unclear, or concern few." }

    says_agree { "同意", "agrees with" }
    says_disagree { "不同意", "disagrees with" }
    says_pass { "跳过", "passes on" }
}

/// What a group or building says, as a verb.
pub const fn says(lang: Lang, vote: Vote) -> &'static str {
    match vote {
        Vote::Agree => says_agree(lang),
        Vote::Disagree => says_disagree(lang),
        Vote::Pass => says_pass(lang),
    }
}

/// A statement in a sentence: its number and words, long ones shortened.
pub fn named(lang: Lang, id: &str, text: &str) -> String {
    /// Characters of a statement that a sentence can bear.
    const MOST: usize = 60;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return statement_bare(lang, id);
    }
    let mut short: String = words.chars().take(MOST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    statement(lang, id, &short)
}

/// Whether there are groups, and why not.
pub fn enough(lang: Lang, state: Enough) -> String {
    match state {
        Enough::Groups => some_groups(lang).to_owned(),
        Enough::FewPeople { people, needed } => few_people(lang, people, needed),
        Enough::FewStatements { statements, needed } => few_statements(lang, statements, needed),
        Enough::NoPattern { .. } => no_pattern(lang).to_owned(),
        Enough::NoGroups { .. } => no_groups(lang).to_owned(),
    }
}

/// One finding as a sentence. `text` gives the words of a statement by its id.
pub fn finding<'a>(lang: Lang, found: &Finding, text: impl Fn(&str) -> &'a str) -> String {
    let what = |id: &str| named(lang, id, text(id));
    match found {
        Finding::NoGroups { why } => enough(lang, *why),
        Finding::Most { statement, vote, percent, in_groups, .. } => {
            let share = percent.map_or_else(|| two_thirds(lang).to_owned(), |percent| in_hundredths(lang, percent));
            let groups = if *in_groups { every_group(lang) } else { "" };
            let said = if *vote == Vote::Disagree { most_disagree } else { most_agree };
            said(lang, &what(statement), &share, groups)
        }
        Finding::SplitByGroup { statement, agree, disagree } => {
            split_groups(lang, &what(statement), &names(lang, agree), &names(lang, disagree))
        }
        Finding::SplitByLabel { statement, label, vote: Vote::Agree, answers } => {
            building_agrees(lang, label, &what(statement), *answers)
        }
        Finding::SplitByLabel { statement, label, answers, .. } => {
            building_disagrees(lang, label, &what(statement), *answers)
        }
        Finding::StrongMinority { statement, vote, percent, group, .. } => {
            let share = percent.map_or_else(|| a_quarter(lang).to_owned(), |percent| in_hundredths(lang, percent));
            let said = if *vote == Vote::Disagree { minority_disagrees } else { minority_agrees };
            let said = said(lang, &what(statement), &share);
            let home = group.map(|group| minority_home(lang, group)).unwrap_or_default();
            let space = if lang == Lang::En && !home.is_empty() { " " } else { "" };
            format!("{said}{space}{home}")
        }
        Finding::Unsure { statement, .. } => unsure(lang, &what(statement)),
    }
}

fn names(lang: Lang, groups: &[usize]) -> String {
    groups.iter().map(usize::to_string).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_is_a_sentence_in_both_languages() {
        let (statement, text) = ("7".to_owned(), |_: &str| "屋面要先修");
        let share =
            |vote, percent| Finding::Most { statement: statement.clone(), vote, percent, seen: 60, in_groups: true };
        let minority = Finding::StrongMinority {
            statement: statement.clone(),
            vote: Vote::Disagree,
            percent: Some(33),
            seen: 60,
            group: Some(1),
        };
        let split = Finding::SplitByLabel {
            statement: statement.clone(),
            label: "3 号楼".into(),
            vote: Vote::Agree,
            answers: 9,
        };
        let zh = |found: &Finding| finding(Lang::Zh, found, text);
        assert_eq!(zh(&share(Vote::Agree, Some(91))), "大多数人同意第 7 号「屋面要先修」（91%），各组都过半。");
        assert_eq!(zh(&minority), "少数人坚持不同意第 7 号「屋面要先修」（33%）。他们多在第 1 组。");
        assert!(zh(&split).starts_with("按楼看不一样：3 号楼 多数同意第 7 号"));
        assert_eq!(
            finding(Lang::En, &minority, text),
            "A strong minority disagrees with no. 7 '屋面要先修': 33 %. Most of them are in group 1."
        );
        let why = Enough::FewPeople { people: 12, needed: 20 };
        assert_eq!(
            finding(Lang::En, &Finding::NoGroups { why }, text),
            "Too few answered enough for groups (12; it takes 20): what follows are plain counts."
        );
        for vote in [Vote::Agree, Vote::Disagree] {
            assert!(Lang::ALL.iter().all(|lang| finding(*lang, &share(vote, None), text).contains('7')));
        }
    }

    #[test]
    fn a_long_statement_is_shortened_and_one_without_words_has_its_number() {
        assert_eq!(named(Lang::En, "3", " \n "), "statement no. 3");
        assert!(named(Lang::Zh, "3", &"楼".repeat(200)).ends_with("…」"));
    }
}
