//! Equal Shares with 'add one' on the city files: Linli and pabutools 1.2.3 in the same run.
//!
//! For: the table of P5 in docs/measurements.md. `LINLI_COUNTING_PYTHON` is a Python with pabutools; without
//! it only Linli is measured. Reading files is not counted on either side; merging equal ballots is.
//! Must not know: how either counts.
//! To add: a column is a field of the line that budgets.py prints.

use linli::domain::files::pabulib;
use linli::domain::voting::election::{Election, Ties};
use linli::domain::voting::rule::{Completion, Utility};
use linli::domain::voting::shares::count;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Longest that pabutools may count one file.
const LIMIT_SECONDS: &str = "75";

pub fn folder() -> Option<PathBuf> {
    let found = std::env::var_os("LINLI_SHARED_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    found.join("pb").is_dir().then(|| found.join("pb"))
}

/// The best of several runs, at least three and about half a second.
pub fn best(mut run: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    let mut runs = 0;
    while runs < 3 || (begun.elapsed() < Duration::from_millis(500) && runs < 200) {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
        runs += 1;
    }
    best
}

fn ids(election: &Election, winners: &[usize]) -> Vec<String> {
    let mut ids: Vec<String> = winners.iter().map(|at| election.options[*at].id.clone()).collect();
    ids.sort();
    ids
}

/// Seconds (none: it did not finish) and winners.
type Reference = (Option<f64>, Vec<String>);

fn reference(file: &Path, profile: &str) -> Option<Reference> {
    let python = std::env::var_os("LINLI_COUNTING_PYTHON")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counting/budgets.py");
    let script = std::env::var("LINLI_COUNTING_SCRIPT").unwrap_or_else(|_| script.to_owned());
    let output = Command::new(python).arg(script).arg(file).arg(profile).arg(LIMIT_SECONDS).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut lines = text.lines();
    // 'none', or nothing at all where it broke off: it did not finish.
    let seconds = lines.next().and_then(|line| line.parse().ok());
    Some((seconds, lines.map(str::to_owned).collect()))
}

pub fn measure() {
    let Some(folder) = folder() else {
        println!("budgets: the city files are not on this machine");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    println!("Equal Shares, cost utilities, add one until nothing more fits; merging included, reading not");
    println!(
        "{:<38}{:>8}{:>8}{:>10}{:>10}{:>10}{:>9}{:>9}  same",
        "file", "ballots", "steps", "ours ms", "plain s", "multi s", "x plain", "x multi"
    );
    let mut ratios = [Vec::new(), Vec::new()];
    for file in &files {
        line(file, &mut ratios);
    }
    for (name, ratios) in ["plain profile", "merged profile"].iter().zip(&ratios) {
        if !ratios.is_empty() {
            let mean = (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
            let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            println!(
                "against pabutools, {name}: geometric mean {mean:.0} ×, least {least:.0} × ({} files)",
                ratios.len()
            );
        }
    }
}

fn line(file: &Path, ratios: &mut [Vec<f64>; 2]) {
    let election = pabulib::read(&std::fs::read(file).unwrap()).unwrap().election;
    let run = || count(&election, Utility::Cost, Completion::AddOneExhaustive, Ties::Id).unwrap();
    let outcome = run();
    let own = best(|| drop(run())).as_secs_f64();
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    // Łódź 2022 is for speed alone: the reference would not finish.
    let speed_alone = name == "Poland_Lodz_2022";
    let mut cells = Vec::new();
    let mut same = Vec::new();
    for (at, profile) in ["plain", "multi"].iter().enumerate() {
        let found = if speed_alone { None } else { reference(file, profile) };
        let seconds = found.as_ref().and_then(|(seconds, _)| *seconds);
        if let (Some(seconds), Some((_, winners))) = (seconds, &found) {
            ratios[at].push(seconds / own);
            same.push(*winners == ids(&election, &outcome.winners));
        }
        cells.push((seconds, found.is_some()));
    }
    let cell = |(seconds, asked): &(Option<f64>, bool)| match seconds {
        Some(seconds) => format!("{seconds:.2}"),
        None if *asked => format!(">{LIMIT_SECONDS}"),
        None => "-".to_owned(),
    };
    let ratio =
        |(seconds, _): &(Option<f64>, bool)| seconds.map_or("-".to_owned(), |seconds| format!("{:.0}", seconds / own));
    let same = if same.is_empty() {
        "-"
    } else if same.iter().all(|same| *same) {
        "yes"
    } else {
        "NO"
    };
    println!(
        "{name:<38}{:>8}{:>8}{:>10.2}{:>10}{:>10}{:>9}{:>9}  {same}",
        election.ballots.voters(),
        outcome.steps,
        own * 1000.0,
        cell(&cells[0]),
        cell(&cells[1]),
        ratio(&cells[0]),
        ratio(&cells[1]),
    );
}
