//! `linli migrate`

use crate::config::Config;
use crate::service::Linli;
use crate::store::dump;
use anyhow::anyhow;

/// Opens the instance, which brings its database up to date.
///
/// # Errors
/// The instance cannot be opened.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let mut c = app.store.read().await?;
    let schema = dump::schema(&mut c).await?;
    drop(c);
    app.store.close().await;
    println!("The database ({:?}) is up to date: migration {schema}.", app.store.engine());
    Ok(())
}
