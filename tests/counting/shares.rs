//! Equal Shares over the city files: the winners that pabutools 1.2.3, the equalshares.net tool and the
//! cities' own notices name.

use crate::data;
use linli::domain::files::pabulib;
use linli::domain::voting::election::{Election, Ties};
use linli::domain::voting::rule::{Completion, Utility};
use linli::domain::voting::shares::{Plan, Terms, count, count_by};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn election(folder: &Path, file: &str) -> Election {
    pabulib::read(&std::fs::read(folder.join(file)).unwrap()).unwrap().election
}

fn ids(election: &Election, winners: &[usize]) -> BTreeSet<String> {
    winners.iter().map(|at| election.options[*at].id.clone()).collect()
}

fn named(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Name of the file, its election, what is expected of it.
fn cases() -> Vec<(String, Election, Value)> {
    let (Some(pb), Some(expected)) = (data("pb"), data("pb-expected")) else { return Vec::new() };
    let mut files: Vec<_> = std::fs::read_dir(expected).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let file = value["file"].as_str().unwrap().to_owned();
        (file.clone(), election(&pb, &file), value)
    };
    files.iter().map(read).collect()
}

fn utility(name: &str) -> Utility {
    match name {
        "cost" => Utility::Cost,
        "card" => Utility::Cardinality,
        "points" => Utility::Points,
        "borda" => Utility::Borda,
        other => panic!("no utility {other}"),
    }
}

/// `add1u` is 'add one until nothing more fits, then greedily': no named rule, but a plan.
fn plan(name: &str) -> Plan {
    match name {
        "none" => Completion::None.into(),
        "add1" => Completion::AddOneExhaustive.into(),
        "greedy" => Completion::Greedy.into(),
        "add1u" => Plan { greedy: true, ..Completion::AddOneExhaustive.into() },
        other => panic!("no completion {other}"),
    }
}

#[test]
fn the_winners_are_those_of_pabutools_on_every_city_file() {
    let mut checked = 0;
    for (file, election, expected) in cases() {
        for (key, value) in expected["rules"].as_object().unwrap() {
            let parts: Vec<&str> = key.split(':').collect();
            if parts[0] != "mes" || value["winners"].is_null() {
                continue;
            }
            let outcome = count_by(&election, utility(parts[1]), plan(parts[2]), Terms::default()).unwrap();
            assert_eq!(ids(&election, &outcome.winners), named(&value["winners"]), "{file} {key}");
            checked += 1;
        }
    }
    assert!(checked == 0 || checked == 113, "{checked}");
}

#[test]
fn the_winners_are_those_of_the_equal_shares_tool() {
    for (file, election, expected) in cases() {
        let Some(tool) = expected["equal_shares_tool_cost_utility"].as_object() else { continue };
        for (key, value) in tool.iter().filter(|(key, _)| !key.ends_with("cmp")) {
            let plan = match key.as_str() {
                "none" => Completion::None.into(),
                "utilitarian" => Completion::Greedy.into(),
                "add1" => Completion::AddOne.into(),
                "add1u" => Completion::AddOneGreedy.into(),
                "add1+exhaustive" => Completion::AddOneExhaustive.into(),
                "add1u+exhaustive" => Plan { greedy: true, ..Completion::AddOneExhaustive.into() },
                other => panic!("no completion {other}"),
            };
            let outcome = count_by(&election, Utility::Cost, plan, Terms::default()).unwrap();
            assert_eq!(ids(&election, &outcome.winners), named(&value["winners"]), "{file} {key}");
        }
    }
}

#[test]
fn the_published_winners_of_the_cities_that_use_it() {
    let Some(pb) = data("pb") else { return };
    for (file, number) in
        [("Netherlands_Assen_2024", 9), ("Poland_Swiecie_2023", 17), ("Poland_Wieliczka_2023_Green_Budget", 30)]
    {
        let read = pabulib::read(&std::fs::read(pb.join(format!("{file}.pb"))).unwrap()).unwrap();
        let outcome = count(&read.election, Utility::Cost, Completion::AddOne, Ties::Id).unwrap();
        assert_eq!(ids(&read.election, &outcome.winners), ids(&read.election, &read.selected()), "{file}");
        assert_eq!(outcome.winners.len(), number, "{file}");
    }
}

#[test]
fn fractions_alone_give_the_same_on_the_city_files() {
    // Without optimisation only the small ones: fractions are slow there.
    let small = |election: &Election| !cfg!(debug_assertions) || election.ballots.voters() < 200;
    for (file, election, _) in cases().into_iter().filter(|(_, election, _)| small(election)) {
        for utility in [Utility::Cost, Utility::Cardinality, Utility::Points, Utility::Borda] {
            let plan =
                Plan::from(if cfg!(debug_assertions) { Completion::Greedy } else { Completion::AddOneExhaustive });
            let run = |exact| count_by(&election, utility, plan, Terms { ties: Ties::Id, exact });
            let (Ok(fast), Ok(exact)) = (run(false), run(true)) else { continue };
            assert_eq!(
                (&fast.winners, &fast.endowment, fast.steps),
                (&exact.winners, &exact.endowment, exact.steps),
                "{file}"
            );
        }
    }
}
