//! `linli keys rotate`

use crate::config::Config;
use crate::service::{By, Linli, phones};
use anyhow::anyhow;
use clap::Subcommand;

/// What to do with the keys of phone numbers.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Adds a new key and seals every stored number anew with it.
    Rotate,
}

/// Runs it.
///
/// # Errors
/// One sentence.
pub async fn run(config: Config, Command::Rotate: Command) -> anyhow::Result<()> {
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let by = By { staff: None, address: "linli keys".to_owned() };
    let rotated = phones::rotate(&app, &by).await;
    app.store.close().await;
    println!(
        "{} numbers and messages are sealed with the new key. Backups made before hold them under the old one.",
        rotated.map_err(|sentence| anyhow!(sentence))?
    );
    Ok(())
}
