//! Every file of ranked ballots: the winners, tables and rounds of the references.

use crate::data;
use linli::domain::files::preflib;
use linli::domain::voting::election::{Election, Ties};
use linli::domain::voting::ranked::borda::{self, Unranked};
use linli::domain::voting::ranked::irv::{self, Round};
use linli::domain::voting::ranked::schulze::{self, Measure};
use linli::domain::voting::ranked::{copeland, minimax, pairwise};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Who wins by `pref_voting` and does not by us, or the other way round, each with its reason.
///
/// 00032-00000002.soc, instant runoff: `pref_voting` takes out all with the least at once; one at a
/// time, option 1 can win as well.
const ELSEWHERE: [(&str, &str); 1] = [("00032-00000002.soc", "irv")];

struct Case {
    file: String,
    election: Election,
    expected: Value,
}

impl Case {
    /// The options by their ids.
    fn ids(&self, options: &[usize]) -> Vec<String> {
        options.iter().map(|at| self.election.options[*at].id.clone()).collect()
    }

    /// Equal as sets, and not empty.
    fn same(&self, rule: &str, tied: &[usize], expected: &Value) {
        let ours: BTreeSet<String> = self.ids(tied).into_iter().collect();
        let theirs: BTreeSet<String> = expected.as_array().unwrap().iter().map(Value::to_string).collect();
        let differs = ELSEWHERE.contains(&(self.file.as_str(), rule));
        assert!(!ours.is_empty(), "{} {rule}", self.file);
        assert_eq!(ours == theirs, !differs, "{} {rule}: {ours:?}, the reference {theirs:?}", self.file);
    }

    /// By both references.
    fn tied(&self, rule: &str, tied: &[usize], own: &str, pref_voting: Option<&str>) {
        self.same(rule, tied, &self.expected["own"][own]);
        if let Some(name) = pref_voting {
            self.same(rule, tied, &self.expected["pref_voting"][name]["winners"]);
        }
    }

    /// A table by the names of the options.
    fn scores(&self, own: &str, ours: impl IntoIterator<Item = (usize, i128)>) {
        let theirs = self.expected["own"][own].as_object().unwrap();
        let mut met = 0;
        for (option, score) in ours {
            let id = &self.election.options[option].id;
            assert_eq!(json!(i64::try_from(score).unwrap()), theirs[id], "{} {own} of {id}", self.file);
            met += 1;
        }
        assert_eq!(met, theirs.len(), "{} {own}", self.file);
    }
}

/// All files that the references counted; `None` where the files are not on this machine.
fn cases() -> Option<Vec<Case>> {
    let (ranked, expected) = (data("ranked")?, data("ranked-expected")?);
    let mut files: Vec<String> = std::fs::read_dir(ranked.clone())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files.len(), 56);
    let case = |file: String| Case {
        election: preflib::read(&std::fs::read(ranked.join(&file)).unwrap()).unwrap().election,
        expected: serde_json::from_slice(&std::fs::read(expected.join(format!("{file}.json"))).unwrap()).unwrap(),
        file,
    };
    Some(files.into_iter().map(case).collect())
}

#[test]
fn pairs_are_as_the_reference_counts_them() {
    for case in cases().unwrap_or_default() {
        let pairwise = pairwise::compare(&case.election).unwrap();
        let theirs = case.expected["own"]["pairwise"].as_object().unwrap();
        let options = pairwise.options();
        assert_eq!(theirs.len(), options * (options - 1), "{}", case.file);
        for (pair, votes) in theirs {
            let (one, other) = pair.split_once('>').unwrap();
            let at = |id: &str| case.election.options.iter().position(|option| option.id == id).unwrap();
            assert_eq!(json!(pairwise.preferred.at(at(one), at(other))), *votes, "{} {pair}", case.file);
        }
        let condorcet: Vec<usize> = pairwise.condorcet_winner().into_iter().collect();
        let theirs: Vec<String> =
            case.expected["own"]["condorcet_winner"].as_array().unwrap().iter().map(Value::to_string).collect();
        assert_eq!(case.ids(&condorcet), theirs, "{}", case.file);
    }
}

#[test]
fn schulze_elects_as_the_references() {
    for case in cases().unwrap_or_default() {
        let margins = schulze::schulze(&case.election, Measure::Margins, Ties::Id).unwrap();
        case.tied("schulze-margins", &margins.tied, "schulze_margins", Some("schulze_margins(beat_path)"));
        let votes = schulze::schulze(&case.election, Measure::WinningVotes, Ties::Id).unwrap();
        case.tied("schulze-wv", &votes.tied, "schulze_wv", None);
    }
}

#[test]
fn copeland_elects_and_scores_as_the_references() {
    for case in cases().unwrap_or_default() {
        let outcome = copeland::copeland(&case.election, Ties::Id).unwrap();
        case.tied("copeland", &outcome.tied, "copeland", Some("copeland"));
        case.scores("copeland_scores", outcome.standings.iter().map(|one| (one.option, i128::from(one.score))));
    }
}

#[test]
fn minimax_elects_as_the_references() {
    for case in cases().unwrap_or_default() {
        let outcome = minimax::minimax(&case.election, Ties::Id).unwrap();
        case.tied("minimax", &outcome.tied, "minimax_margins", Some("minimax_margins"));
    }
}

#[test]
fn borda_elects_and_scores_as_the_references() {
    for case in cases().unwrap_or_default() {
        let average = borda::borda(&case.election, Unranked::Average, Ties::Id).unwrap();
        case.tied("borda-average", &average.tied, "borda_average", Some("borda_average"));
        case.scores("borda_average_x2", average.points.iter().map(|points| (points.option, points.twice)));
        let zero = borda::borda(&case.election, Unranked::Zero, Ties::Id).unwrap();
        case.tied("borda-zero", &zero.tied, "borda_unranked_zero", None);
        case.scores("borda_unranked_zero_scores", zero.points.iter().map(|points| (points.option, points.twice / 2)));
        assert!(zero.points.iter().all(|points| points.twice % 2 == 0));
    }
}

/// A round as the reference writes it.
fn as_written(case: &Case, round: &Round) -> Value {
    let counts = round.counts.iter().map(|count| (case.election.options[count.option].id.clone(), json!(count.votes)));
    assert!(round.shared.is_empty() && !round.left_out);
    json!({ "counts": counts.collect::<serde_json::Map<_, _>>(), "exhausted": round.exhausted })
}

#[test]
fn instant_runoff_elects_by_the_rounds_of_the_reference() {
    let mut counted = 0;
    for case in cases().unwrap_or_default() {
        let outcome = irv::irv(&case.election, Ties::Id).unwrap();
        let own = &case.expected["own"];
        if own["irv_winner"].is_null() {
            // The references do not count ballots with level options.
            assert!(own.get("irv_rounds").is_none() && case.file.contains(".to"), "{}", case.file);
            continue;
        }
        counted += 1;
        assert!(outcome.all_looked_at);
        case.same("irv", &outcome.tied, &case.expected["pref_voting"]["irv"]["winners"]);
        // One winner by the tie rule, also where the order of ids as text is not that of numbers.
        case.same("irv-winner", &outcome.winners, &own["irv_winner"]);
        // The reference breaks ties by number: that is the order of the file.
        let outcome = irv::irv(&case.election, Ties::File).unwrap();
        case.same("irv-winner", &outcome.winners, &own["irv_winner"]);
        let rounds: Vec<Value> = outcome.rounds.iter().map(|round| as_written(&case, round)).collect();
        assert_eq!(json!(rounds), own["irv_rounds"], "{}", case.file);
        let gone: Vec<usize> = outcome.rounds.iter().filter_map(|round| round.eliminated).collect();
        let theirs: Vec<String> =
            own["irv_elimination_order"].as_array().unwrap().iter().map(Value::to_string).collect();
        assert_eq!(case.ids(&gone), theirs, "{}", case.file);
        let tie = outcome.rounds.iter().any(|round| !round.equally_low.is_empty());
        assert_eq!(json!(tie), own["irv_tie_met"], "{}", case.file);
    }
    assert!(counted == 18 || data("ranked").is_none());
}

#[test]
fn instant_runoff_shares_first_choices_as_the_reference_counts_plurality() {
    for case in cases().unwrap_or_default() {
        let outcome = irv::irv(&case.election, Ties::Id).unwrap();
        let first = &outcome.rounds[0];
        for count in &first.counts {
            let shares = first.shared.iter().filter(|part| part.option == count.option);
            let shares: f64 = shares.map(|part| part.votes as f64 / f64::from(part.among)).sum();
            let id = &case.election.options[count.option].id;
            let theirs = case.expected["own"]["plurality_counts"][id].as_f64().unwrap();
            assert!((count.votes as f64 + shares - theirs).abs() < 1e-6, "{} {id}", case.file);
        }
        assert!(outcome.all_looked_at, "{}", case.file);
    }
}
