//! `linli doctor [--recount]`

use crate::config::Config;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::{Linli, doctor};
use anyhow::{anyhow, bail};

/// Most findings told of one check.
const TOLD: usize = 10;

/// Runs the checks and tells each.
///
/// # Errors
/// Something is wrong, or the instance cannot be opened.
pub async fn run(config: Config, recount: bool) -> anyhow::Result<()> {
    if config.database_url.is_none() && !config.sqlite_file().exists() {
        bail!("there is no instance in '{}'; name its folder with --data", config.data.display());
    }
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let examined = doctor::examine(&app, recount).await;
    let mut advice = doctor::advice(&app);
    advice.extend(doctor::keepers(&app).await.unwrap_or_default());
    app.store.close().await;
    let found = examined.map_err(|fail| {
        anyhow!(fail.first().map(|problem| problems::sentence(Lang::En, problem)).unwrap_or_default())
    })?;
    for finding in &found {
        println!("{} {}", if finding.wrong.is_empty() { "well " } else { "WRONG" }, finding.what);
        for line in finding.wrong.iter().take(TOLD) {
            println!("      {line}");
        }
        if finding.wrong.len() > TOLD {
            println!("      and {} more", finding.wrong.len() - TOLD);
        }
    }
    for advice in advice {
        println!("NOTE  {advice}");
    }
    if doctor::is_well(&found) { Ok(()) } else { Err(anyhow!("not all is well")) }
}
