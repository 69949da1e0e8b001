//! A count for machines.
//!
//! For: one JSON object; ids as in the file, money as in the file.
//! Must not know: how anything was counted.
//! To add: a field of [`Answer`].

use super::Counted;
use crate::domain::files::Fault;
use crate::domain::voting::election::{Kind, Ties};
use crate::domain::voting::rule::Rule;
use crate::domain::voting::shares::Change;
use crate::domain::voting::tally::Outcome;
use crate::i18n::locales::files::warning;
use crate::i18n::locales::tally::{Explanation, change as sentence, explain};
use serde::ser::{Serialize, Serializer};

/// Positions in `proof` are places in `options`, from 0; money there is in the smallest unit, of which
/// `unit` are one.
#[derive(serde::Serialize)]
struct Answer<'a> {
    rule: Rule,
    ties: Ties,
    least: Option<Amount>,
    title: &'a str,
    kind: Kind,
    voters: i64,
    budget: Option<Amount>,
    winners: Vec<&'a str>,
    tied: Vec<&'a str>,
    cost: Amount,
    left: Option<Amount>,
    explanation: Explanation,
    changes: Option<Vec<Changed<'a>>>,
    warnings: Vec<Warning<'a>>,
    unit: i64,
    weight_unit: i64,
    points_unit: i64,
    options: Vec<Choice<'a>>,
    proof: &'a Outcome,
}

#[derive(serde::Serialize)]
struct Choice<'a> {
    id: &'a str,
    name: &'a str,
    cost: Amount,
}

/// What would have made a loser win; see `domain::voting::shares::Change`.
#[derive(serde::Serialize)]
struct Changed<'a> {
    id: &'a str,
    cost: Option<Amount>,
    singletons: Option<i64>,
    sentence: String,
}

#[derive(serde::Serialize)]
struct Warning<'a> {
    #[serde(flatten)]
    fault: &'a Fault,
    sentence: String,
}

/// So many units, of which `unit` are one: a whole number where it is one, else a decimal.
struct Amount {
    value: i128,
    unit: i64,
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unit = i128::from(self.unit.max(1));
        if self.value % unit == 0 {
            return serializer.serialize_i128(self.value / unit);
        }
        // As a number of JSON; exact to 15 digits.
        let text = crate::i18n::locales::tally::decimal(self.value, unit).replace(',', "");
        serializer.serialize_f64(text.parse().unwrap_or(0.0))
    }
}

/// The answer.
///
/// # Errors
/// It cannot be written as JSON.
pub(super) fn json(counted: &Counted) -> anyhow::Result<String> {
    let Counted { source, rule, terms, outcome, lang, .. } = counted;
    let election = &source.election;
    let money = |value: i128| Amount { value, unit: election.unit };
    let ids =
        |all: &[usize]| all.iter().filter_map(|at| election.options.get(*at)).map(|own| own.id.as_str()).collect();
    let cost = outcome.cost(election);
    let budget = election.budget.map(i128::from);
    let in_money = rule.needs_money();
    let answer = Answer {
        rule: *rule,
        ties: terms.ties,
        least: terms.least.map(|least| Amount { value: least.into(), unit: source.in_units(*rule, 1) }),
        title: &source.title,
        kind: election.kind,
        voters: election.ballots.voters(),
        budget: budget.map(money),
        winners: ids(outcome.winners()),
        tied: ids(&outcome.tied(election)),
        cost: money(cost),
        left: budget.filter(|_| in_money).map(|budget| money(budget - cost)),
        explanation: explain(&counted.teller(), *rule, terms.ties, outcome),
        changes: counted.changes.as_ref().map(|found| found.all.iter().map(|own| changed(counted, own)).collect()),
        warnings: source.warnings.iter().map(|own| Warning { fault: own, sentence: warning(*lang, own) }).collect(),
        unit: election.unit,
        weight_unit: source.weight_unit,
        points_unit: source.points_unit,
        options: election.options.iter().map(|own| choice(own, election.unit)).collect(),
        proof: outcome,
    };
    Ok(serde_json::to_string(&answer)? + "\n")
}

fn choice(own: &crate::domain::voting::election::Choice, unit: i64) -> Choice<'_> {
    Choice { id: &own.id, name: &own.name, cost: Amount { value: own.cost.into(), unit } }
}

fn changed<'a>(counted: &'a Counted, own: &Change) -> Changed<'a> {
    let election = &counted.source.election;
    Changed {
        id: election.options.get(own.option).map_or("", |option| option.id.as_str()),
        cost: own.cost.map(|cost| Amount { value: cost.into(), unit: election.unit }),
        singletons: own.singletons,
        sentence: sentence(&counted.teller(), own),
    }
}
