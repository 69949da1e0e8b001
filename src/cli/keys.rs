//! `linli keys rotate`

use crate::config::Config;
use crate::service::{By, Linli, phones};
use anyhow::anyhow;
use clap::Subcommand;

/// What to do with the keys of phone numbers.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Adds a new key and seals every stored number anew with it. With `LINLI_PHONE_KEYS`, put the new
    /// key in front there and start the server with it first.
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
    let rotated = rotated.map_err(|sentence| anyhow!(sentence))?;
    println!(
        "{} numbers and messages are sealed with the newest key. Backups made before hold them under the old one.",
        rotated.count
    );
    if rotated.from_outside {
        println!("A server goes on with the keys it was started with.");
        println!("Restart every server with LINLI_PHONE_KEYS as it is now, then rotate again.");
    }
    for id in rotated.unused {
        // What a server sealed with it meanwhile would be lost with the key.
        let when = if rotated.from_outside { "Once that is done and says so again, nothing" } else { "Nothing" };
        println!("{when} uses the key {id} any more: only a backup made before needs it.");
    }
    for id in rotated.waiting {
        println!("Figures that were sent wait under the key {id}: run this again in a quarter of an hour.");
    }
    Ok(())
}
