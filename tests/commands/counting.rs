//! What `linli tally` and `linli rules` promise: the result as scripts and laymen read it, one
//! sentence for whatever is wrong, and no panic when nobody reads on.

use crate::linli;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

/// Three projects with decimals, five ballots; a and b stand level.
const BUDGET: &str = "\
META
key;value
description;A yard
num_projects;3
num_votes;5
budget;100.50
vote_type;approval
rule;greedy
min_project_score_threshold;3
currency;EUR
PROJECTS
project_id;cost;name;selected
b;60.25;Lamps;0
a;50.25;Bench;1
c;50.25;Tree;1
VOTES
voter_id;vote
1;a,b
2;a,b
3;a,b
4;c
5;c
";

const RANKED: &str = "\
# FILE NAME: t.soi
# TITLE: Where the bench stands
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 9
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Gate
# ALTERNATIVE NAME 2: Yard
# ALTERNATIVE NAME 3: Road
4: 1,2
3: 2,1
2: 3,2
";

struct Room(tempfile::TempDir);

impl Room {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn run(&self, arguments: &[&str]) -> Output {
        linli(self.0.path()).args(arguments).output().unwrap()
    }

    fn tally(&self, file: &Path, more: &[&str]) -> Output {
        self.run(&[&["tally", file.to_str().unwrap()], more].concat())
    }

    /// What is said on stdout by a count that must succeed.
    fn said(&self, file: &Path, more: &[&str]) -> String {
        let out = self.tally(file, more);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    fn json(&self, file: &Path, more: &[&str]) -> Value {
        serde_json::from_str(&self.said(file, &[more, &["--json"]].concat())).unwrap()
    }

    /// The one sentence of a count that must fail, with exit status 1.
    fn complaint(&self, file: &Path, more: &[&str]) -> String {
        let out = self.tally(file, more);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        assert!(out.stdout.is_empty() && said.starts_with("linli: ") && !said.contains("panicked"), "{said}");
        said
    }
}

#[test]
fn machines_get_ids_as_in_the_file_and_its_own_money() {
    let room = Room::new();
    let file = room.file("yard.pb", BUDGET);
    let answer = room.json(&file, &["--rule", "greedy"]);
    assert_eq!(answer["rule"], "greedy");
    assert_eq!(answer["winners"], serde_json::json!(["a", "c"]));
    assert_eq!(answer["cost"], serde_json::json!(100.5));
    assert_eq!(answer["left"], serde_json::json!(0));
    assert!(answer["explanation"]["rounds"].as_array().is_some_and(|rounds| rounds.len() == 3));
    assert!(answer["proof"]["turns"]["order"].is_array());
    // a and b have three votes each and only one of them fits.
    assert_eq!(answer["tied"], serde_json::json!(["b", "a", "c"]));
    assert_eq!(room.json(&file, &["--rule", "greedy", "--ties", "file"])["winners"], serde_json::json!(["b"]));
    assert_eq!(room.json(&file, &["--rule", "greedy", "--ties", "cost"])["cost"], serde_json::json!(100.5));
    assert_eq!(room.json(&file, &["--rule", "greedy-threshold"])["winners"], serde_json::json!(["a"]));
    assert_eq!(room.json(&file, &["--rule", "greedy-threshold", "--least", "2"])["cost"], serde_json::json!(100.5));
}

#[test]
fn every_rule_counts_the_ballots_it_is_made_for_and_refuses_others_with_better_ones() {
    let room = Room::new();
    let (budget, ranked) = (room.file("yard.pb", BUDGET), room.file("bench.soi", RANKED));
    let rules: Value = serde_json::from_slice(&room.run(&["rules", "--json"]).stdout).unwrap();
    // Of the ticks: 4 in turn, 10 Equal Shares, 4 by pairs, approval. Of the ranks: 4 by pairs, 2 Borda, irv, plurality.
    let mut counted = 0;
    for rule in rules.as_array().unwrap() {
        let rule = rule["rule"].as_str().unwrap();
        for file in [&budget, &ranked] {
            let out = room.tally(file, &["--rule", rule, "--json"]);
            let said = String::from_utf8_lossy(&out.stderr);
            match out.status.code() {
                Some(0) => counted += 1,
                code => assert!(code == Some(1) && said.contains(rule), "{rule}: {said}"),
            }
        }
    }
    assert_eq!((rules.as_array().unwrap().len(), counted), (44, 27));
    let said = room.complaint(&ranked, &["--rule", "approval"]);
    assert!(said.contains("rankings") && said.contains("irv"), "{said}");
}

#[test]
fn co_winners_stand_beside_the_one_that_the_tie_rule_took() {
    let room = Room::new();
    let file = room.file("bench.soi", RANKED.replace("4: 1,2", "3: 1,2").replace("2: 3,2\n", ""));
    let answer = room.json(&file, &["--rule", "schulze-margins"]);
    assert_eq!(answer["winners"], serde_json::json!(["1"]));
    assert_eq!(answer["tied"], serde_json::json!(["1", "2"]));
    assert!(room.said(&file, &["--rule", "irv"]).contains("smaller id as text first"));
}

#[test]
fn people_are_told_the_winners_the_money_and_what_the_tie_rule_did() {
    let room = Room::new();
    let file = room.file("yard.pb", BUDGET);
    let said = room.said(&file, &["--rule", "greedy"]);
    for part in
        ["A yard", "5 ballots, 3 projects, 100.50 EUR", "Bench", "Cost: 100.50 EUR", "Left: 0 EUR", "The tie rule ("]
    {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert!(said.contains("the same 2 were chosen then"), "{said}");
    let none = room.said(&room.file("bench.soi", RANKED), &["--rule", "irv"]);
    assert!(none.contains("The winner is 'Yard' (2)") && none.contains("No tie"), "{none}");
}

#[test]
fn a_layman_is_told_the_whole_story_in_either_language() {
    let room = Room::new();
    let file = room.file("yard.pb", BUDGET);
    let en = room.said(&file, &["--rule", "mes-cost-add1", "--explain", "en", "--changes"]);
    for part in [
        "How the rule counts",
        "Round 1:",
        "Why the best loser lost",
        "Ties",
        "What would have changed it",
        "does not mean",
    ] {
        assert!(en.contains(part), "{part} is not in\n{en}");
    }
    let zh = room.said(&file, &["--rule", "greedy", "--explain", "zh"]);
    for part in ["规则怎么算", "为什么没选上", "平票", "不说明什么", "5 张票"] {
        assert!(zh.contains(part), "{part} is not in\n{zh}");
    }
    assert!(!zh.contains("votes") && !en.contains('票'), "{zh}{en}");
}

#[test]
fn a_closed_poll_saved_by_a_chinese_office_program_is_counted() {
    let room = Room::new();
    let text = "标题,先修什么\n方式,多选\n预算,300000\n选票,面积,A,B\n名称,,电梯,路灯\n费用,,200000,80000.50\n1,89.5,√,√\n2,60,,√\n";
    let gb = encoding_rs::GB18030.encode(text).0;
    let answer = room.json(&room.file("poll.csv", gb), &["--rule", "greedy"]);
    assert_eq!(answer["winners"], serde_json::json!(["B", "A"]));
    assert_eq!(answer["cost"], serde_json::json!(280_000.5));
    assert_eq!(answer["options"][0]["name"], "电梯");
}

#[test]
fn what_is_wrong_is_one_sentence_with_its_place_and_what_to_do() {
    let room = Room::new();
    let file = room.file("yard.pb", BUDGET);
    let cases: [(PathBuf, &[&str], &str); 11] = [
        (room.0.path().join("nowhere.pb"), &["--rule", "greedy"], "check its name"),
        (room.0.path().to_path_buf(), &["--rule", "greedy"], "is a folder"),
        (room.file("empty.pb", ""), &["--rule", "greedy"], "nothing in it"),
        (room.file("bytes.pb", [0, 159, 146, 150]), &["--rule", "greedy"], "UTF-8"),
        (
            room.file("unknown.pb", BUDGET.replace("4;c", "4;x")),
            &["--rule", "greedy"],
            "line 21, column 3: there is no option",
        ),
        (
            room.file("cost.pb", BUDGET.replace("60.25", "cheap")),
            &["--rule", "greedy"],
            "line 13, column 3: 'cheap' is not a number",
        ),
        (file.clone(), &["--rule", "gredy"], "did you mean greedy"),
        (file.clone(), &["--rule", "greedy", "--least", "3"], "leave it out"),
        (file.clone(), &["--rule", "greedy-threshold", "--least", "many"], "whole number"),
        (file.clone(), &["--rule", "irv"], "greedy, mes-cost-add1"),
        (room.file("bench.soi", RANKED), &["--rule", "greedy"], "has none"),
    ];
    for (file, arguments, part) in cases {
        let said = room.complaint(&file, arguments);
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let without = room.file("free.pb", BUDGET.replace("min_project_score_threshold;3\n", ""));
    assert!(room.complaint(&without, &["--rule", "greedy-threshold"]).contains("--least N"));
    assert!(room.complaint(&file, &["--rule", "greedy", "--changes"]).contains("--changes"));
}

#[test]
fn nobody_reading_on_is_no_failure() {
    let room = Room::new();
    let mut child = linli(room.0.path()).arg("rules").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn every_rule_is_explained_in_the_language_asked_for() {
    let room = Room::new();
    let zh = String::from_utf8(room.run(&["rules", "--lang", "zh"]).stdout).unwrap();
    assert!(zh.contains("等份额法") && zh.contains("mes-borda-add1-exhaustive") && zh.contains("短处："));
    let en: Value = serde_json::from_slice(&room.run(&["rules", "--json"]).stdout).unwrap();
    assert!(en.as_array().unwrap().iter().all(|rule| rule["source"].as_str().is_some_and(|text| text.len() > 10)));
}
