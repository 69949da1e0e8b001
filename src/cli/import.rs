//! `linli import …`: tables from files.
//!
//! For: regions and programmes; without a path, those that ship with the program. A faulty file
//! is told by line and column, and then nothing at all is imported.
//! Must not know: what makes a row sound (`service::imports`).
//! To add: a variant of [`What`] and its function.

use crate::config::Config;
use crate::domain::problem::Problem;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::{By, Fail, Linli, imports};
use anyhow::{Context, anyhow};
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// Most faults that are told at once.
const TOLD: usize = 20;

/// What to bring in.
#[derive(Subcommand, Debug)]
pub enum What {
    /// The tree of regions: CSV files, or a folder of them; without a path Jiangxi's, as shipped.
    Regions {
        /// Files or folders.
        paths: Vec<PathBuf>,
    },
    /// Published figures of a region's programmes: a CSV file; without a path Jiangxi's, as shipped.
    Programme {
        /// The file.
        path: Option<PathBuf>,
    },
    /// The households of a community: a CSV file or workbook with building, floor, room and area.
    Roll {
        /// The community's short name.
        slug: String,
        /// The file.
        file: PathBuf,
        /// Only tell what it would change.
        #[arg(long)]
        preview: bool,
    },
}

/// Runs the import.
///
/// # Errors
/// One sentence a fault, with file, line and column.
pub async fn run(config: Config, what: What) -> anyhow::Result<()> {
    match what {
        What::Regions { paths } => regions(config, &paths).await,
        What::Programme { path } => programme(config, path.as_deref()).await,
        What::Roll { slug, file, preview } => super::import_roll::run(config, &slug, &file, preview).await,
    }
}

async fn regions(config: Config, paths: &[PathBuf]) -> anyhow::Result<()> {
    let mut found = if paths.is_empty() { shipped()? } else { Vec::new() };
    for file in files(paths)? {
        let bytes = read(&file)?;
        let name = file.display().to_string();
        found.extend(imports::read_regions(&bytes).map_err(|problem| worded(&name, &problem))?);
    }
    let app = open(config).await?;
    let number = imports::record_regions(&app, &by("regions"), found).await.map_err(|fail| refused(&fail))?;
    app.store.close().await;
    println!("{number} regions imported.");
    Ok(())
}

fn shipped() -> anyhow::Result<Vec<crate::store::regions::Region>> {
    imports::shipped_regions().map_err(|problem| worded("the shipped regions", &problem))
}

async fn programme(config: Config, path: Option<&Path>) -> anyhow::Result<()> {
    let bytes = path.map_or_else(|| Ok(imports::PROGRAMMES.to_vec()), read)?;
    let name = path.map_or_else(|| "the shipped programmes".to_owned(), |path| path.display().to_string());
    let found = imports::read_programmes(&bytes).map_err(|problem| worded(&name, &problem))?;
    let app = open(config).await?;
    let number = imports::record_programmes(&app, &by("programme"), found).await.map_err(|fail| refused(&fail))?;
    app.store.close().await;
    println!("{number} programmes imported.");
    Ok(())
}

/// The files meant: a folder stands for those of its tables that are regions.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let listed = std::fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
        let tables = listed.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_csv(path));
        let before = files.len();
        for table in tables {
            if imports::is_regions(&read(&table)?) {
                files.push(table);
            } else {
                eprintln!("{} is no table of regions and was passed over.", table.display());
            }
        }
        if files.len() == before {
            return Err(anyhow!("{}: no table of regions in this folder; nothing was imported.", path.display()));
        }
    }
    files.sort();
    Ok(files)
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

async fn open(config: Config) -> anyhow::Result<Linli> {
    Linli::open(config).await.map_err(|sentence| anyhow!(sentence))
}

fn by(what: &str) -> By {
    By { staff: None, address: format!("linli import {what}") }
}

fn worded(name: &str, problem: &Problem) -> anyhow::Error {
    let Problem::Rows(rows) = problem else { return anyhow!("{name}: {}", problems::sentence(Lang::En, problem)) };
    let told = Problem::Rows(rows.iter().take(TOLD).cloned().collect());
    let more = rows.len().saturating_sub(TOLD);
    let rest = if more > 0 { format!("\nand {more} more") } else { String::new() };
    anyhow!("{name}: nothing was imported.\n{}{rest}", problems::sentence(Lang::En, &told))
}

fn refused(fail: &Fail) -> anyhow::Error {
    match fail {
        Fail::Fields(fields) => match fields.first() {
            Some((column, Problem::NotFound)) if !column.is_empty() => {
                anyhow!(
                    "nothing was imported: column '{column}' names a region that is not known; import the regions above it first."
                )
            }
            Some((_, problem)) => anyhow!("nothing was imported: {}", problems::sentence(Lang::En, problem)),
            None => anyhow!("nothing was imported."),
        },
        Fail::Confirm(_) | Fail::Prove(_) => anyhow!("nothing was imported."),
    }
}
