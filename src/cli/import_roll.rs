//! `linli import roll SLUG FILE.csv`: the households of a community.

use crate::config::Config;
use crate::domain::quantity::square_metres;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::service::{By, Fail, Linli, communities, roll};
use anyhow::{Context, anyhow};
use std::path::Path;

/// Reads the file and brings it in.
///
/// # Errors
/// One sentence a fault, with line and column; then nothing was imported.
pub async fn run(config: Config, slug: &str, file: &Path) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let rows = roll::read(&bytes).map_err(|problem| {
        anyhow!("{}: nothing was imported.\n{}", file.display(), problems::sentence(Lang::En, &problem))
    })?;
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let community = communities::find(&app, slug)
        .await
        .map_err(|_| anyhow!("there is no community '{slug}'; make it on /setup first, nothing was imported"))?;
    let by = By { staff: None, address: "linli import roll".to_owned() };
    let change = roll::import(&app, &by, &community, rows, None).await.map_err(|fail| refused(&fail))?;
    app.store.close().await;
    println!(
        "{}: {} households in {} buildings, {} m²; {} new, {} changed, {} gone.",
        slug,
        change.households,
        change.buildings,
        square_metres(change.area),
        change.new.len(),
        change.changed.len(),
        change.gone.len()
    );
    Ok(())
}

fn refused(fail: &Fail) -> anyhow::Error {
    let words = fail.first().map(|problem| problems::sentence(Lang::En, problem)).unwrap_or_default();
    anyhow!("nothing was imported: {words}")
}
