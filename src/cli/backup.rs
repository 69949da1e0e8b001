//! `linli backup PATH` and `linli restore PATH`

use crate::config::Config;
use crate::service::{Linli, backup};
use anyhow::anyhow;
use std::path::Path;

/// Writes a backup.
///
/// # Errors
/// One sentence; then nothing is left at `path`.
pub async fn write(config: Config, path: &Path) -> anyhow::Result<()> {
    if !config.data.join(crate::keys::FILE).exists() {
        return Err(anyhow!("there is no instance in '{}'; name its folder with --data", config.data.display()));
    }
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let written = backup::write(&app, path).await;
    app.store.close().await;
    let manifest = written.map_err(|sentence| anyhow!(sentence))?;
    println!(
        "{}: {} bytes, {} photos and recordings. It holds the secret key: keep it where nobody else reads.",
        path.display(),
        manifest.bytes(),
        manifest.uploads()
    );
    Ok(())
}

/// Reads a backup back.
///
/// # Errors
/// One sentence; then nothing was restored.
pub async fn restore(config: Config, path: &Path) -> anyhow::Result<()> {
    let manifest = backup::restore(&config, path).await.map_err(|sentence| anyhow!(sentence))?;
    println!(
        "Restored into '{}': {} parts, every hash holds. Start it with 'linli serve'.",
        config.data.display(),
        manifest.parts.len()
    );
    Ok(())
}
