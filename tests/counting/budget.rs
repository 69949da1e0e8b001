//! The greedy rules over real budgets.
//!
//! For: every file of `pb` by every greedy key of `pb-expected`, and the lists that cities published.
//! Must not know: Equal Shares.
//! To add: a key of a reference is a row of [`KEYS`]; a city's own rule, a row of [`CITIES`].

use crate::data;
use linli::domain::files::pabulib::{self, File};
use linli::domain::voting::election::Ties;
use linli::domain::voting::rule::Rule;
use linli::domain::voting::turns::{self, Outcome, Plan, Terms, measure::Measure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::OnceLock;

/// What pabutools calls it, and what we do.
const KEYS: [(&str, Rule); 4] = [
    ("greedy:cost", Rule::Greedy),
    ("greedy:card", Rule::GreedyPerCost),
    ("greedy:points", Rule::GreedyPointsPerCost),
    ("greedy:borda", Rule::GreedyBorda0PerCost),
];

/// Files whose city published a list that a greedy rule gave, by META's `rule` and `vote_type`.
const CITIES: [(&str, Rule); 8] = [
    ("Poland_Gdynia_2020", Rule::GreedyStop),
    ("Poland_Krakow_2021_Bienczyce", Rule::GreedyBorda),
    ("Poland_Krakow_2021_Podgorze_Duchackie", Rule::GreedyBorda),
    ("Poland_Lodz_2022", Rule::GreedyThreshold),
    ("Poland_Lodz_2022_Stare_Polesie", Rule::GreedyThreshold),
    ("Poland_Warszawa_2017_Zielony_Ursynow", Rule::Greedy),
    ("Poland_Warszawa_2023_Rembertow", Rule::Greedy),
    ("Poland_Wroclaw_2016_Rejon_nr_13_250", Rule::GreedyStop),
];

/// Read once for all tests.
fn files() -> &'static BTreeMap<String, File> {
    static FILES: OnceLock<BTreeMap<String, File>> = OnceLock::new();
    FILES.get_or_init(read_files)
}

fn read_files() -> BTreeMap<String, File> {
    let Some(folder) = data("pb") else { return BTreeMap::new() };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pb") {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let file = pabulib::read(&fs::read(&path).unwrap()).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
            files.insert(name, file);
        }
    }
    assert!(files.len() >= 14, "{}", files.len());
    files
}

fn counted(file: &File, rule: Rule) -> Outcome {
    let units = file.weight_unit * if Plan::of(rule).measure == Measure::Points { file.points_unit } else { 1 };
    let terms = Terms { least: file.least.map(|least| least * units), first_place: None };
    turns::count(&file.election, rule, terms, Ties::Id).unwrap()
}

fn ids(file: &File, options: &[usize]) -> BTreeSet<String> {
    options.iter().map(|option| file.election.options[*option].id.clone()).collect()
}

#[test]
fn every_file_has_the_winners_of_the_reference_by_every_greedy_key() {
    let Some(folder) = data("pb-expected") else { return };
    let mut compared = 0;
    for (name, file) in files() {
        let Ok(text) = fs::read(folder.join(format!("{name}.json"))) else { continue };
        let expected: Value = serde_json::from_slice(&text).unwrap();
        for (key, rule) in KEYS {
            let Some(winners) = expected["rules"][key]["winners"].as_array() else { continue };
            let winners: BTreeSet<String> = winners.iter().map(|id| id.as_str().unwrap().to_owned()).collect();
            let outcome = counted(file, rule);
            assert_eq!(ids(file, &outcome.winners), winners, "{name} {key}");
            let spent = outcome.spent as f64 / file.election.unit as f64;
            assert_eq!(expected["rules"][key]["cost"].as_f64(), Some(spent), "{name} {key}");
            compared += 1;
        }
    }
    assert_eq!(compared, 31);
}

#[test]
fn greedy_chooses_what_the_cities_published() {
    let files = files();
    for (name, rule) in CITIES.into_iter().filter(|_| !files.is_empty()) {
        let file = &files[name];
        assert!(!file.selected().is_empty(), "{name}");
        assert_eq!(ids(file, &counted(file, rule).winners), ids(file, &file.selected()), "{name} {rule}");
    }
}

/// The points of a first place are the length of the ballot, not the number of projects: with 24 points
/// for a first place in Bieńczyce four projects would have fared otherwise.
#[test]
fn another_first_place_than_the_citys_or_another_rule_chooses_something_else() {
    let files = files();
    let Some(file) = files.get("Poland_Krakow_2021_Bienczyce") else { return };
    let terms = Terms { least: None, first_place: Some(24) };
    let all = turns::count(&file.election, Rule::GreedyBorda, terms, Ties::Id).unwrap();
    let differs: Vec<String> =
        ids(file, &all.winners).symmetric_difference(&ids(file, &file.selected())).cloned().collect();
    assert_eq!(differs, ["11", "25", "27", "7"]);
    let gdynia = &files["Poland_Gdynia_2020"];
    assert_eq!(counted(gdynia, Rule::GreedyStop).winners.len(), 1);
    assert_eq!(counted(gdynia, Rule::GreedyThreshold).winners.len(), 2);
    assert_eq!(counted(gdynia, Rule::Greedy).winners.len(), 3);
}

#[test]
fn votes_and_points_are_those_that_the_files_state() {
    let mut compared = 0;
    for (name, file) in files() {
        let rule = match file.value("vote_type") {
            Some("ordinal") => Rule::GreedyBorda,
            Some("cumulative") => Rule::GreedyPoints,
            _ => Rule::Greedy,
        };
        for step in counted(file, rule).order {
            let stated = |list: &[Option<i64>]| list.get(step.option).copied().flatten().map(i128::from);
            if let Some(votes) = stated(&file.votes) {
                assert_eq!(step.votes, votes, "{name} {}", step.option);
                compared += 1;
            }
            if let Some(score) = stated(&file.scores) {
                assert_eq!(step.score, score, "{name} {}", step.option);
                compared += 1;
            }
        }
    }
    assert!(compared == 0 || compared > 500, "{compared}");
}
