//! Opinion groups (P6): two published conversations and one of 2,000 × 200, beside red-dwarf and numpy +
//! scikit-learn in the same run.
//!
//! For: the table of P6 in docs/measurements.md. `LINLI_COUNTING_PYTHON` is a Python with the references;
//! without it only Linli is measured. Reading files is counted on neither side; the table of votes, groups,
//! marks, consensus and summary are on ours.
//! Must not know: how either finds groups.
//! To add: a conversation is a line in [`measure`]; a reference is a function in opinion.py.

use linli::domain::files::polis::{Parts, read};
use linli::domain::opinion::agreement::adjusted_rand;
use linli::domain::opinion::groups::Standing;
use linli::domain::opinion::survey::survey;
use linli::domain::opinion::votes::{Cast, Conversation, Participant, Statement, Vote};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The group that each participant is known to be in.
type Known = BTreeMap<String, usize>;

/// The best of several runs, at least three and about half a second.
fn best(mut run: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let (mut best, mut runs) = (Duration::MAX, 0);
    while runs < 3 || (begun.elapsed() < Duration::from_millis(500) && runs < 200) {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
        runs += 1;
    }
    best
}

fn export(folder: &Path) -> (Conversation, Known) {
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let (comments, votes, matrix) = (file("comments.csv"), file("votes.csv"), file("participants-votes.csv"));
    let export = read(Parts { comments: Some(&comments), votes: Some(&votes), matrix: Some(&matrix) }).unwrap();
    let groups = export.participants.iter().cloned().zip(&export.groups);
    let known = groups.filter_map(|(id, group)| Some((id, usize::try_from((*group)?).unwrap()))).collect();
    (export.opinions(), known)
}

/// Two camps; the same numbers as `made_up` in opinion.py.
fn made_up(people: usize, statements: usize) -> (Conversation, Known) {
    let mut talk = Conversation {
        participants: (0..people).map(|at| Participant { id: at.to_string(), label: None }).collect(),
        statements: (0..statements).map(|at| Statement { id: at.to_string(), ..Statement::default() }).collect(),
        casts: Vec::new(),
    };
    let mut state = 1_u64;
    for participant in 0..people {
        for statement in 0..statements {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let agrees = (participant % 3 == 0) == (statement % 2 == 0);
            let vote = match (state >> 33) % 10 {
                0 => continue,
                1 => Vote::Pass,
                dice if (dice > 3) == agrees => Vote::Agree,
                _ => Vote::Disagree,
            };
            talk.casts.push(Cast { participant, statement, vote, at: 0 });
        }
    }
    let known = (0..people).map(|at| (at.to_string(), usize::from(at % 3 == 0))).collect();
    (talk, known)
}

fn rand(ours: &Known, known: &Known) -> f64 {
    let both = known.iter().filter_map(|(id, group)| Some((*ours.get(id)?, *group)));
    let (one, other): (Vec<usize>, Vec<usize>) = both.unzip();
    adjusted_rand(&one, &other)
}

fn line(name: &str, talk: &Conversation, known: &Known, words: &[String]) {
    let found = survey(talk, &Standing::default()).report;
    let own = best(|| drop(survey(talk, &Standing::default()))).as_secs_f64();
    let told = |who: &str, seconds: f64, rand: &str| {
        println!("{name:<24}{who:<22}{:>10.2}{:>10.1}{rand:>16}", seconds * 1e3, seconds / own);
    };
    told("Linli", own, &format!("{:.4}", rand(&found.groups_by_participant, known)));
    let Some(python) = std::env::var_os("LINLI_COUNTING_PYTHON") else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counting/opinion.py");
    let script = std::env::var("LINLI_OPINION_SCRIPT").unwrap_or_else(|_| script.to_owned());
    let output = Command::new(python).arg(script).args(words).output().unwrap();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        if let [who, seconds, rand] = parts[..] {
            let rand = rand.parse::<f64>().map_or_else(|_| rand.to_owned(), |rand| format!("{rand:.4}"));
            told(who, seconds.parse().unwrap(), &rand);
        }
    }
}

/// Prints the table.
pub fn measure() {
    println!("Opinion groups: from votes in memory to groups, marks, consensus and summary");
    println!("{:<24}{:<22}{:>10}{:>10}{:>16}", "conversation", "", "ms", "× ours", "adjusted Rand");
    let data = std::env::var_os("LINLI_SHARED_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    for name in ["vtaiwan.uberx", "scoop-hivemind.taxes"] {
        let folder = data.join("polis").join(name);
        if folder.is_dir() {
            let (talk, known) = export(&folder);
            line(name, &talk, &known, &[folder.display().to_string()]);
        } else {
            println!("{name}: not on this machine");
        }
    }
    let (talk, known) = made_up(2_000, 200);
    line("2,000 × 200, made up", &talk, &known, &["2000".to_owned(), "200".to_owned()]);
}
