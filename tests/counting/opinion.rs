//! Two published conversations: the groups that Polis found in them, and what all groups agree on.

use linli::domain::files::polis::{Parts, read};
use linli::domain::opinion::agreement::adjusted_rand;
use linli::domain::opinion::consensus::agreed;
use linli::domain::opinion::counts::by_part;
use linli::domain::opinion::groups::Standing;
use linli::domain::opinion::survey::{Survey, survey};
use linli::domain::opinion::table::Table;
use linli::domain::opinion::votes::{Conversation, Vote};
use serde_json::Value;
use std::collections::BTreeMap;

/// An export with its published groups, and what the reference says of it.
fn reference(name: &str) -> Option<(Conversation, BTreeMap<String, usize>, Value)> {
    let folder = crate::data("polis")?;
    let file = |name: String| std::fs::read(folder.join(name)).unwrap();
    let [comments, votes, matrix] =
        ["comments", "votes", "participants-votes"].map(|part| file(format!("{name}/{part}.csv")));
    let parts = Parts { comments: Some(&comments), votes: Some(&votes), matrix: Some(&matrix) };
    let export = read(parts).unwrap();
    let groups = export.participants.iter().cloned().zip(&export.groups);
    let published = groups.filter_map(|(id, group)| Some((id, usize::try_from((*group)?).unwrap()))).collect();
    Some((export.opinions(), published, serde_json::from_slice(&file(format!("{name}.json"))).unwrap()))
}

fn rand_to_published(found: &Survey, published: &BTreeMap<String, usize>) -> f64 {
    let ours = &found.report.groups_by_participant;
    let both: Vec<(usize, usize)> = published.iter().filter_map(|(id, group)| Some((*ours.get(id)?, *group))).collect();
    assert!(both.len() * 100 >= published.len() * 99, "{} of {}", both.len(), published.len());
    let (one, other): (Vec<usize>, Vec<usize>) = both.into_iter().unzip();
    adjusted_rand(&one, &other)
}

fn top(told: &Value) -> Vec<(String, f64)> {
    let list = told["top_group_aware_consensus"].as_array().unwrap();
    list.iter().map(|pair| (pair[0].to_string(), pair[1].as_f64().unwrap())).collect()
}

fn ours(found: &Survey, many: usize) -> Vec<String> {
    found.report.consensus.iter().take(many).map(|ranked| ranked.id.clone()).collect()
}

#[test]
fn people_statements_and_last_votes_are_those_of_the_reference() {
    for name in ["vtaiwan.uberx", "scoop-hivemind.taxes"] {
        let Some((conversation, _, told)) = reference(name) else { return };
        let report = survey(&conversation, &Standing::default()).report;
        for (key, ours) in [
            ("participants", report.participants),
            ("statements", report.statements),
            ("votes", report.votes),
            ("statements_not_moderated_out", report.statements - report.moderated_out),
            ("participants_with_ge7_votes", report.counted),
            ("agree", report.cast.agree as usize),
            ("disagree", report.cast.disagree as usize),
            ("passes", report.cast.pass as usize),
        ] {
            assert_eq!(told[key].as_u64(), Some(ours as u64), "{name} {key}");
        }
        for line in &report.counts {
            let detail = &told["statements_detail"][&line.id];
            let counts = [line.all.agree, line.all.disagree, line.all.pass];
            let theirs = ["agree", "disagree", "pas"].map(|key| detail[key].as_u64());
            assert_eq!(theirs, counts.map(|count| Some(u64::from(count))), "{name} {}", line.id);
        }
    }
}

#[test]
fn groups_are_those_that_polis_published() {
    for (name, least) in [("vtaiwan.uberx", 0.80), ("scoop-hivemind.taxes", 0.85)] {
        let Some((conversation, published, _)) = reference(name) else { return };
        let found = survey(&conversation, &Standing::default());
        let rand = rand_to_published(&found, &published);
        eprintln!("{name}: adjusted Rand {rand:.4}");
        assert!(rand >= least, "{name}: {rand}");
        assert_eq!(found.report.groups, 2, "{name}");
    }
}

#[test]
fn on_the_published_groups_the_consensus_is_that_of_the_reference() {
    for name in ["vtaiwan.uberx", "scoop-hivemind.taxes"] {
        let Some((conversation, published, told)) = reference(name) else { return };
        let table = Table::of(&conversation);
        let part: Vec<Option<usize>> = table.people.iter().map(|person| published.get(&person.id).copied()).collect();
        let found = agreed(&by_part(&table, &part, 2), &table.open(), Vote::Agree);
        for ((id, value), common) in top(&told).iter().zip(&found) {
            assert_eq!(*id, table.statements[common.statement].id, "{name}");
            assert!((value - common.value).abs() < 1e-6, "{name} {id}: {value} {}", common.value);
        }
    }
}

#[test]
fn on_our_own_groups_the_consensus_is_ranked_as_in_the_reference() {
    let Some((conversation, _, told)) = reference("vtaiwan.uberx") else { return };
    let found = survey(&conversation, &Standing::default());
    let theirs: Vec<String> = top(&told).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ours(&found, theirs.len()), theirs);
    // In the second conversation the groups differ in a few people; the first five are the same.
    let Some((conversation, _, told)) = reference("scoop-hivemind.taxes") else { return };
    let found = survey(&conversation, &Standing::default());
    let theirs: Vec<String> = top(&told).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ours(&found, 5), theirs[..5]);
}
