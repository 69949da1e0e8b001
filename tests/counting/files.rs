//! Every real file is read with the numbers that the file and the references state.

use super::data;
use linli::domain::files::pabulib;
use serde_json::Value;
use std::path::Path;

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_real_pabulib_file_is_read_with_the_numbers_it_states() {
    let (Some(folder), Some(expected)) = (data("pb"), data("pb-expected")) else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = pabulib::read(&std::fs::read(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        let election = &file.election;
        // Every warning would say that a number differs from what the file states.
        assert_eq!(file.warnings, [], "{}", path.display());
        assert_eq!(file.value("num_projects").unwrap(), election.options.len().to_string());
        assert_eq!(file.value("num_votes").unwrap(), election.ballots.voters().to_string());
        assert!(file.votes.iter().all(Option::is_some));
        count += 1;
        let expected = expected.join(path.with_extension("json").file_name().unwrap());
        if !expected.is_file() {
            continue;
        }
        let expected = json(&expected);
        let budget = i64::try_from(election.budget.unwrap() / election.unit).unwrap();
        assert_eq!(expected["budget"].as_f64().unwrap().to_string(), budget.to_string());
        assert_eq!(expected["num_votes"], election.ballots.len());
        let mut selected: Vec<&str> = file.selected().into_iter().map(|at| election.options[at].id.as_str()).collect();
        selected.sort_unstable();
        let mut published: Vec<&str> =
            expected["published_selected"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        published.sort_unstable();
        assert_eq!(selected, published, "{}", path.display());
    }
    assert_eq!(count, 14);
}
