//! Two published conversations: the groups that Polis found in them, and what all groups agree on.

use linli::domain::files::polis::{Parts, read};
use linli::domain::opinion::agreement::adjusted_rand;
use linli::domain::opinion::consensus::agreed;
use linli::domain::opinion::counts::by_part;
use linli::domain::opinion::groups::Standing;
use linli::domain::opinion::marks::marks;
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

/// Statement, agrees, said, seen, times.
type Mark = (&'static str, bool, u32, u32, f64);

/// What red-dwarf 0.4.0 (`select_representative_statements`, 5, 90 %) gives on the published groups, in its order.
const MARKS: [(&str, [[Mark; 5]; 2]); 2] = [
    (
        "vtaiwan.uberx",
        [
            [
                ("44", true, 195, 220, 7.292),
                ("18", true, 227, 256, 5.0814),
                ("20", true, 205, 259, 5.0198),
                ("19", true, 220, 263, 4.0771),
                ("38", false, 164, 230, 7.2069),
            ],
            [
                ("38", true, 378, 454, 5.6713),
                ("84", true, 336, 366, 3.33),
                ("18", false, 321, 458, 20.0667),
                ("44", false, 319, 444, 9.3696),
                ("19", false, 302, 482, 15.0817),
            ],
        ],
    ),
    (
        "scoop-hivemind.taxes",
        [
            [
                ("21", true, 30, 37, 9.9593),
                ("35", false, 32, 39, 13.8068),
                ("32", false, 28, 39, 22.1289),
                ("28", false, 27, 39, 18.8659),
                ("44", false, 33, 37, 7.1085),
            ],
            [
                ("35", true, 185, 221, 6.8395),
                ("32", true, 192, 217, 4.0147),
                ("66", true, 157, 165, 3.406),
                ("37", true, 206, 218, 2.8227),
                ("21", false, 185, 211, 4.8652),
            ],
        ],
    ),
];

#[test]
fn on_the_published_groups_the_marks_are_those_of_red_dwarf() {
    for (name, theirs) in MARKS {
        let Some((conversation, published, _)) = reference(name) else { return };
        let table = Table::of(&conversation);
        let part: Vec<Option<usize>> = table.people.iter().map(|person| published.get(&person.id).copied()).collect();
        let found = marks(&by_part(&table, &part, 2), &table.open());
        for (ours, theirs) in found.iter().zip(theirs) {
            assert_eq!(ours.len(), theirs.len());
            for (mark, (id, agrees, said, seen, times)) in ours.iter().zip(theirs) {
                assert_eq!(table.statements[mark.statement].id, id, "{name}");
                assert_eq!((mark.vote == Vote::Agree, mark.said, mark.seen), (agrees, said, seen), "{name} {id}");
                assert!((mark.times - times).abs() < 1e-4, "{name} {id}: {}", mark.times);
            }
        }
    }
}
