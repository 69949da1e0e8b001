//! The rules of `linli tally` by name, and why one cannot count an election.
//!
//! For: [`Rule`], [`Refusal`], and which ballots and money a rule needs.
//! Must not know: how a rule counts, or its words in any language.
//! To add: a row in [`Rule`], its family, its counting in `tally`, its words in `i18n`, its ten lines
//! in docs/counting.md.

use crate::domain::voting::election::{Election, Kind};
use serde::{Deserialize, Serialize};

crate::words! {
    /// A rule by its name. See docs/counting.md for each.
    Rule {
        /// Most votes first; what no longer fits is skipped.
        Greedy = "greedy",
        /// Most votes first; ends at the first that no longer fits.
        GreedyStop = "greedy-stop",
        /// Most votes first, among those that reach the least number.
        GreedyThreshold = "greedy-threshold",
        /// Most points first; what no longer fits is skipped.
        GreedyPoints = "greedy-points",
        /// Most points first; ends at the first that no longer fits.
        GreedyStopPoints = "greedy-stop-points",
        /// Most points first, among those that reach the least number.
        GreedyThresholdPoints = "greedy-threshold-points",
        /// Most Borda points (n … 1) first; what no longer fits is skipped.
        GreedyBorda = "greedy-borda",
        /// Most Borda points (n … 1) first; ends at the first that no longer fits.
        GreedyStopBorda = "greedy-stop-borda",
        /// Most Borda points (n … 1) first, among those that reach the least number.
        GreedyThresholdBorda = "greedy-threshold-borda",
        /// Most votes for the money first.
        GreedyPerCost = "greedy-per-cost",
        /// Most points for the money first.
        GreedyPointsPerCost = "greedy-points-per-cost",
        /// Most Borda points (n − 1 … 0) for the money first.
        GreedyBorda0PerCost = "greedy-borda0-per-cost",
        /// Equal Shares, cost utilities, not completed.
        MesCost = "mes-cost",
        /// … with 'add one'.
        MesCostAdd1 = "mes-cost-add1",
        /// … with 'add one' until nothing more fits.
        MesCostAdd1Exhaustive = "mes-cost-add1-exhaustive",
        /// … with 'add one', then most votes first.
        MesCostAdd1Greedy = "mes-cost-add1-greedy",
        /// … then most votes first.
        MesCostGreedy = "mes-cost-greedy",
        /// Equal Shares, each project worth the same.
        MesCard = "mes-card",
        /// … with 'add one'.
        MesCardAdd1 = "mes-card-add1",
        /// … with 'add one' until nothing more fits.
        MesCardAdd1Exhaustive = "mes-card-add1-exhaustive",
        /// … with 'add one', then most votes first.
        MesCardAdd1Greedy = "mes-card-add1-greedy",
        /// … then most votes first.
        MesCardGreedy = "mes-card-greedy",
        /// Equal Shares, worth the points.
        MesPoints = "mes-points",
        /// … with 'add one'.
        MesPointsAdd1 = "mes-points-add1",
        /// … with 'add one' until nothing more fits.
        MesPointsAdd1Exhaustive = "mes-points-add1-exhaustive",
        /// … with 'add one', then most points first.
        MesPointsAdd1Greedy = "mes-points-add1-greedy",
        /// … then most points first.
        MesPointsGreedy = "mes-points-greedy",
        /// Equal Shares, worth Borda points (n − 1 … 0).
        MesBorda = "mes-borda",
        /// … with 'add one'.
        MesBordaAdd1 = "mes-borda-add1",
        /// … with 'add one' until nothing more fits.
        MesBordaAdd1Exhaustive = "mes-borda-add1-exhaustive",
        /// … with 'add one', then most Borda points first.
        MesBordaAdd1Greedy = "mes-borda-add1-greedy",
        /// … then most Borda points first.
        MesBordaGreedy = "mes-borda-greedy",
        /// Beat paths by margins.
        SchulzeMargins = "schulze-margins",
        /// Beat paths by winning votes.
        SchulzeWv = "schulze-wv",
        /// Pairs won less pairs lost.
        Copeland = "copeland",
        /// Least worst defeat by margins.
        Minimax = "minimax",
        /// Borda; unranked options share the points that are left.
        BordaAverage = "borda-average",
        /// Borda; unranked options get nothing.
        BordaZero = "borda-zero",
        /// Instant runoff.
        Irv = "irv",
        /// Most ticks.
        Approval = "approval",
        /// Most first choices.
        Plurality = "plurality",
        /// Most points on average over all voters: points given each option by itself.
        Score = "score",
        /// Most points out of a sum that everybody has.
        Points = "points",
        /// Yes, no and abstain on each option by itself.
        Items = "items",
    }
}

/// What a voter gains from an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Utility {
    /// Its cost.
    Cost,
    /// 1 each.
    Cardinality,
    /// The points given.
    Points,
    /// n − 1 for the first of n options on a ranking, n − 2 for the second …
    Borda,
}

/// What follows when Equal Shares leaves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completion {
    /// Nothing.
    None,
    /// More money for everybody, a unit at a time, as long as the winners fit the real budget.
    AddOne,
    /// The same, and it also ends when no further option fits the real budget.
    AddOneExhaustive,
    /// Add one, then greedily.
    AddOneGreedy,
    /// Greedily at once.
    Greedy,
}

/// Which of the counting rooms a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Option by option while the money lasts.
    Turns,
    /// The Method of Equal Shares.
    Shares(Utility, Completion),
    /// One winner from comparisons of pairs, rankings or totals.
    Single,
    /// Each option by itself.
    Items,
}

impl Rule {
    /// Where it is counted.
    pub fn family(self) -> Family {
        use Completion as C;
        let name = self.as_str();
        if let Some(rest) = name.strip_prefix("mes-") {
            let (utility, rest) = rest.split_once('-').unwrap_or((rest, ""));
            let utility = match utility {
                "card" => Utility::Cardinality,
                "points" => Utility::Points,
                "borda" => Utility::Borda,
                _ => Utility::Cost,
            };
            let completion = match rest {
                "add1" => C::AddOne,
                "add1-exhaustive" => C::AddOneExhaustive,
                "add1-greedy" => C::AddOneGreedy,
                "greedy" => C::Greedy,
                _ => C::None,
            };
            return Family::Shares(utility, completion);
        }
        match self {
            Self::Items => Family::Items,
            _ if name.starts_with("greedy") => Family::Turns,
            _ => Family::Single,
        }
    }

    /// Whether it shares out money.
    pub fn needs_money(self) -> bool {
        matches!(self.family(), Family::Turns | Family::Shares(..))
    }
}

/// Why a rule cannot count an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// The election has no options.
    NoOptions,
    /// The rule shares out money and the election has none.
    NoMoney,
    /// The ballots do not say what the rule counts.
    WrongBallots {
        /// What they are.
        kind: Kind,
    },
    /// More options than the rule can compare in memory.
    TooManyOptions {
        /// How many there are.
        options: usize,
        /// How many it can take.
        most: usize,
    },
    /// Numbers beyond what can be added up.
    TooLarge,
}

/// The checks that every rule begins with.
///
/// # Errors
/// [`Refusal::NoOptions`], [`Refusal::NoMoney`].
pub fn ready(election: &Election, rule: Rule) -> Result<(), Refusal> {
    if election.options.is_empty() {
        return Err(Refusal::NoOptions);
    }
    if rule.needs_money() && election.budget.is_none() {
        return Err(Refusal::NoMoney);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_its_rule_and_its_family() {
        for rule in Rule::ALL.iter().copied() {
            assert_eq!(Rule::parse(rule.as_str()), Some(rule));
        }
        let add1u = Family::Shares(Utility::Points, Completion::AddOneGreedy);
        assert_eq!(Rule::MesPointsAdd1Greedy.family(), add1u);
        assert_eq!(Rule::MesCost.family(), Family::Shares(Utility::Cost, Completion::None));
        assert_eq!(Rule::MesBordaAdd1Exhaustive.family(), Family::Shares(Utility::Borda, Completion::AddOneExhaustive));
        assert_eq!(Rule::MesCardGreedy.family(), Family::Shares(Utility::Cardinality, Completion::Greedy));
        assert_eq!(Rule::GreedyBorda.family(), Family::Turns);
        assert!(Rule::Greedy.needs_money() && Rule::MesCard.needs_money());
        assert!(!Rule::Irv.needs_money() && !Rule::Items.needs_money());
    }
}
