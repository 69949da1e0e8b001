//! `linli import roll SLUG FILE`: the households of a community, from a CSV file or a workbook.
//!
//! For: bringing a roll in without a browser, or seeing with `--preview` what it would change; the
//! last line says how long it took and how much memory.
//! Must not know: how a file is read (`service::roll`).
//! To add: a figure of the change stands in `figures`.

use crate::config::Config;
use crate::domain::quantity::square_metres;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::roll::Change;
use crate::service::{By, Fail, Linli, communities, roll};
use anyhow::{Context, anyhow};
use std::path::Path;
use std::time::Instant;

/// Reads the file and brings it in, or only tells what it would change.
///
/// # Errors
/// One sentence a fault, with line and column; then nothing was imported.
pub async fn run(config: Config, slug: &str, file: &Path, preview: bool) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let community = communities::find(&app, slug)
        .await
        .map_err(|_| anyhow!("there is no community '{slug}'; make it on /setup first, nothing was imported"))?;
    let begun = Instant::now();
    let by = By { staff: None, address: "linli import roll".to_owned() };
    let refused = |fail: Fail| refused(file, &fail);
    let id = roll::stage_for(&app, &community, &by, &bytes).await.map_err(refused)?;
    drop(bytes);
    let change = roll::preview_of(&app, &community, id).await.map_err(refused)?;
    let seen = begun.elapsed();
    if !preview {
        roll::switch(&app, &by, &community, id, None).await.map_err(refused)?;
    }
    let whole = begun.elapsed();
    app.store.close().await;
    println!("{slug}: {}{}", figures(&change), if preview { " Nothing was imported." } else { "" });
    let unused = change.heading.unused();
    if !unused.is_empty() {
        println!("Columns that are not used: {}.", unused.join(", "));
    }
    let memory = peak().map_or_else(String::new, |kib| format!(", at most {} MiB of memory", kib.div_ceil(1024)));
    println!("Preview {:.2} s, in all {:.2} s{memory}.", seen.as_secs_f64(), whole.as_secs_f64());
    Ok(())
}

fn figures(change: &Change) -> String {
    format!(
        "{} households in {} buildings, {} m²; {} new, {} changed, {} gone.",
        change.households,
        change.buildings,
        square_metres(change.area),
        change.new.count,
        change.changed.count,
        change.gone.count
    )
}

fn refused(file: &Path, fail: &Fail) -> anyhow::Error {
    let words = fail.first().map(|problem| problems::sentence(Lang::En, problem)).unwrap_or_default();
    anyhow!("{}: nothing was imported.\n{words}", file.display())
}

/// The most memory that this process ever had, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
