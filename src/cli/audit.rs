//! `linli audit export PATH [--from DATE] [--to DATE]`

use crate::actions::audit::table;
use crate::config::Config;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::audit::{self, Form, Wanted};
use crate::service::{By, Linli};
use anyhow::{Context, anyhow};
use clap::Subcommand;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// What to do with the audit log.
#[derive(Subcommand, Debug)]
pub enum What {
    /// Writes it into a new file: JSON lines if the name ends in .jsonl, else CSV.
    Export {
        /// The file.
        path: PathBuf,
        /// From this day, as 2026-06-15.
        #[arg(long, default_value = "")]
        from: String,
        /// To this day, with it.
        #[arg(long, default_value = "")]
        to: String,
    },
}

/// Runs it.
///
/// # Errors
/// One sentence: the file is there already, a date is none, the instance cannot be opened.
pub async fn run(config: Config, what: What) -> anyhow::Result<()> {
    let What::Export { path, from, to } = what;
    let lines = path.extension().is_some_and(|end| end == "jsonl");
    let form = if lines { Form::Lines } else { Form::Csv(table(Lang::En)) };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("{} cannot be made; nothing was written", path.display()))?;
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let by = By { staff: None, address: "linli audit export".to_owned() };
    let text = audit::export_all(&app, &by, &Wanted { from, to, ..Wanted::default() }, form).await;
    app.store.close().await;
    let text = text.map_err(|fail| {
        anyhow!(fail.first().map(|problem| problems::sentence(Lang::En, problem)).unwrap_or_default())
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
    println!("{}: {} bytes written.", path.display(), text.len());
    Ok(())
}
