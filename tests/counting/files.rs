//! Every real file is read with the numbers that the file and the references state.

use super::data;
use linli::domain::files::{pabulib, polis, preflib};
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
        assert_eq!(pabulib::read(pabulib::write(&file).unwrap().as_bytes()).as_ref(), Ok(&file), "{}", path.display());
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

#[test]
fn every_real_preflib_file_is_read_with_the_numbers_it_states() {
    let (Some(folder), Some(expected)) = (data("ranked"), data("ranked-expected")) else { return };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let file = preflib::read(&bytes).unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
        assert_eq!(file.warnings, [], "{}", path.display());
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(file.data_type.unwrap().as_str(), path.extension().unwrap().to_str().unwrap());
        let expected = json(&expected.join(format!("{name}.json")));
        assert_eq!(expected["title"], file.title);
        assert_eq!(expected["num_voters"], file.election.ballots.voters());
        assert_eq!(expected["num_unique"], file.election.ballots.len());
        assert_eq!(expected["num_alternatives"], file.election.options.len());
        for option in &file.election.options {
            assert_eq!(expected["names"][&option.id], option.name, "{name}");
        }
        assert_eq!(preflib::read(preflib::write(&file).unwrap().as_bytes()).unwrap().election, file.election);
        count += 1;
    }
    assert_eq!(count, 56);
}

#[test]
fn every_real_conversation_is_read_with_the_numbers_of_its_reference() {
    let Some(folder) = data("polis") else { return };
    for (name, taken_out) in [("vtaiwan.uberx", 78), ("scoop-hivemind.taxes", 57)] {
        let expected = json(&folder.join(format!("{name}.json")));
        let files = ["comments.csv", "votes.csv", "participants-votes.csv"];
        let [comments, votes, matrix] = files.map(|file| std::fs::read(folder.join(name).join(file)).unwrap());
        let (comments, votes, matrix) = (Some(&comments[..]), Some(&votes[..]), Some(&matrix[..]));
        let found = polis::read(polis::Parts { comments, votes, matrix }).unwrap();
        // A warning would say that the last votes are not those of the published matrix.
        assert_eq!(found.warnings, [], "{name}");
        assert_eq!(expected["participants"], found.participants.len());
        assert_eq!(expected["statements"], found.statements.len());
        assert_eq!(expected["votes"], found.votes.len());
        for (key, value) in [("agree", 1), ("disagree", -1), ("passes", 0)] {
            assert_eq!(expected[key], found.votes.iter().filter(|vote| vote.value == value).count());
        }
        assert_eq!(found.statements.iter().filter(|statement| statement.moderated < 0).count(), taken_out);
        for (group, count) in expected["published_groups"].as_object().unwrap() {
            let group = group.parse().ok();
            assert_eq!(*count, found.groups.iter().filter(|own| **own == group).count());
        }
        let alone = polis::read(polis::Parts { comments, votes: None, matrix }).unwrap();
        assert_eq!(alone, found);
        let written = [polis::write_comments(&found), polis::write_votes(&found), polis::write_matrix(&found)];
        let [comments, votes, matrix] = written.each_ref().map(|text| Some(text.as_bytes()));
        assert_eq!(polis::read(polis::Parts { comments, votes, matrix }).as_ref(), Ok(&found));
    }
}
