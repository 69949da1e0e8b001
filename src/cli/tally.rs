//! `linli tally FILE --rule RULE`: counts a file of ballots by a rule.
//!
//! For: results that anybody can count anew: winners in order, what they cost, what the tie rule did;
//! told to a layman with `--explain`, for machines with `--json`.
//! Must not know: how a rule counts (`domain::voting`), a format (`domain::files`), the words
//! (`i18n::locales::tally`).
//! To add: a format is an arm of [`source`], a part of the answer stands in [`page`] and [`machine`].

mod changes;
mod machine;
mod page;
mod source;

use crate::cli::progress::Progress;
use crate::cli::{reading, say};
use crate::domain::quantity::grouped;
use crate::domain::voting::election::Ties;
use crate::domain::voting::rule::{Family, Rule};
use crate::domain::voting::tally::{self, Outcome, Terms};
use crate::domain::voting::turns::Plan;
use crate::i18n::Lang;
use crate::i18n::locales::tally as words;
use anyhow::{Context, anyhow, bail};
use source::Source;
use std::path::PathBuf;

/// What to count, and how.
#[derive(clap::Args, Debug)]
pub struct Tally {
    /// The ballots: Pabulib .pb, `PrefLib` .soc .soi .toc .toi, or a closed poll as .csv.
    file: PathBuf,
    /// The rule by its name; 'linli rules' lists and explains all.
    #[arg(long, value_name = "RULE")]
    rule: String,
    /// How equals are put in order: smaller id as text, the cheaper, or as in the file.
    #[arg(long, value_parser = ties, default_value = "id", value_name = "id|cost|file")]
    ties: Ties,
    /// The least score that a threshold or stopping rule asks for; without it what the file says.
    #[arg(long, value_name = "N")]
    least: Option<String>,
    /// Also what would have made losers win.
    #[arg(long)]
    changes: bool,
    /// Tells the count to a layman, in Chinese or English.
    #[arg(long, value_parser = lang, value_name = "zh|en")]
    explain: Option<Lang>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Reads a language of `--lang` or `--explain`.
///
/// # Errors
/// It is neither of the two.
pub fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "take zh or en".to_owned())
}

fn ties(text: &str) -> Result<Ties, String> {
    match text {
        "id" => Ok(Ties::Id),
        "cost" => Ok(Ties::Cost),
        "file" => Ok(Ties::File),
        _ => Err("take id, cost or file".to_owned()),
    }
}

/// What was counted, ready to be told.
struct Counted {
    source: Source,
    rule: Rule,
    terms: Terms,
    outcome: Outcome,
    lang: Lang,
    changes: Option<changes::Changes>,
}

impl Counted {
    fn teller(&self) -> words::Teller<'_> {
        words::Teller {
            lang: self.lang,
            election: &self.source.election,
            currency: &self.source.currency,
            weight_unit: self.source.weight_unit,
            points_unit: self.source.points_unit,
        }
    }
}

/// Counts and prints.
///
/// # Errors
/// One sentence: what is wrong with the file, where, and what to do; or why the rule cannot count it.
pub fn run(asked: &Tally) -> anyhow::Result<()> {
    let rule = rule(&asked.rule)?;
    let lang = asked.explain.unwrap_or(Lang::En);
    let named = asked.file.display();
    let source = {
        let _progress = Progress::begin(format!("reading {named}"));
        let bytes = reading::read(&asked.file)?;
        Source::read(&asked.file, &bytes, lang).with_context(|| named.to_string())?
    };
    if asked.changes && !matches!(rule.family(), Family::Shares(..)) {
        bail!("--changes is for the rules mes-…; with {rule} --explain says why the first loser lost");
    }
    let terms = Terms { ties: asked.ties, least: least(asked, rule, &source)?, ..Terms::default() };
    let outcome = {
        let ballots = grouped(source.election.ballots.voters());
        let options = source.election.options.len();
        let _progress = Progress::begin(format!("counting {ballots} ballots, {options} options by {rule}"));
        tally::tally(&source.election, rule, terms)
            .map_err(|refusal| anyhow!("{named}: {}", words::refusal(lang, rule, &source.election, &refusal)))?
    };
    let changes = if asked.changes { Some(changes::find(&source.election, rule, terms, &outcome)?) } else { None };
    let counted = Counted { source, rule, terms, outcome, lang, changes };
    say::print(&if asked.json { machine::json(&counted)? } else { page::page(&counted, asked.explain.is_some()) })
}

/// The rule of this name.
fn rule(name: &str) -> anyhow::Result<Rule> {
    let Some(rule) = Rule::parse(name) else {
        let near = nearest(name);
        bail!("there is no rule '{name}'; did you mean {}? 'linli rules' lists all", near.join(", "));
    };
    Ok(rule)
}

/// The names nearest to what was typed.
fn nearest(name: &str) -> Vec<&'static str> {
    let mut all: Vec<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    let wanted = name.to_lowercase().replace('_', "-");
    all.sort_by_key(|known| (!known.starts_with(&wanted), distance(&wanted, known), *known));
    all.into_iter().take(4).collect()
}

/// How many letters must be changed, put in or taken out (Levenshtein 1966).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.chars().count()).collect();
    for (at, letter) in one.chars().take(MOST_TYPED).enumerate() {
        let mut corner = at;
        let mut left = at + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, against) in row.iter_mut().skip(1).zip(other.chars()) {
            let next = (corner + usize::from(letter != against)).min(*cell + 1).min(left + 1);
            corner = *cell;
            *cell = next;
            left = next;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Beyond it nobody meant the name of a rule.
const MOST_TYPED: usize = 40;

/// The least score, in the rule's own units.
fn least(asked: &Tally, rule: Rule, source: &Source) -> anyhow::Result<Option<i64>> {
    let takes = rule.needs_money() && Plan::of(rule).asks_least && rule.as_str().starts_with("greedy");
    let Some(text) = &asked.least else {
        if takes && source.least.is_none() && rule.as_str().starts_with("greedy-threshold") {
            bail!("the rule {rule} needs the least number that a project must reach: add --least N");
        }
        return Ok(source.least.filter(|_| takes).map(|least| source.in_units(rule, least)));
    };
    if !takes {
        bail!("--least is only for the rules greedy-threshold… and greedy-stop…; leave it out with {rule}");
    }
    let whole: Option<i64> = text.parse().ok().filter(|least| *least >= 0);
    let whole = whole.ok_or_else(|| anyhow!("--least needs a whole number from 0, not '{text}'"))?;
    Ok(Some(source.in_units(rule, whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_rule_is_answered_with_the_nearest_names() {
        assert_eq!(nearest("schulz-margins").first(), Some(&"schulze-margins"));
        assert_eq!(nearest("mes_cost_add1").first(), Some(&"mes-cost-add1"));
        assert_eq!(nearest("GREEDY").first(), Some(&"greedy"));
        assert_eq!(nearest("mes").first(), Some(&"mes-card"));
        let said = rule("irw").unwrap_err().to_string();
        assert!(said.contains("irv") && said.contains("linli rules"), "{said}");
        assert!(nearest(&"x".repeat(100_000)).len() == 4);
    }
}
