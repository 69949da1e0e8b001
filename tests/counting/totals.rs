//! First choices over real rankings.
//!
//! For: `plurality` on every file of `ranked`, against the counts of `ranked-expected`.
//! Must not know: the rules that compare pairs.
//! To add: another total that a reference states is a test here.

use crate::data;
use linli::domain::files::preflib;
use linli::domain::voting::election::Ties;
use linli::domain::voting::rule::Rule;
use linli::domain::voting::totals;
use serde_json::Value;
use std::fs;

#[test]
fn first_choices_are_those_of_the_reference_and_shared_ones_are_shared() {
    let (Some(files), Some(expected)) = (data("ranked"), data("ranked-expected")) else { return };
    let (mut compared, mut shared) = (0, 0);
    for entry in fs::read_dir(files).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Ok(text) = fs::read(expected.join(format!("{name}.json"))) else { continue };
        let counts = serde_json::from_slice::<Value>(&text).unwrap()["own"]["plurality_counts"].clone();
        let election = preflib::read(&fs::read(&path).unwrap()).unwrap().election;
        let outcome = totals::count(&election, Rule::Plurality, Ties::Id).unwrap();
        for each in &outcome.totals {
            let stated = counts[&election.options[each.option].id].as_f64().unwrap();
            let votes = each.total as f64 / outcome.parts as f64;
            // The reference adds thirds as decimal numbers.
            assert!((votes - stated).abs() < 1e-6, "{name} {}: {votes} {stated}", each.option);
        }
        let sum: i128 = outcome.totals.iter().map(|each| each.total).sum();
        let marked = election.ballots.iter().filter(|entry| !entry.marks.is_empty()).map(|entry| entry.voters);
        assert_eq!(sum, outcome.parts * i128::from(marked.sum::<i64>()), "{name}");
        compared += 1;
        shared += usize::from(outcome.parts > 1);
    }
    assert_eq!((compared, shared), (56, 28));
}
