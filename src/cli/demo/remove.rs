//! Taking the demo away again.
//!
//! For: [`remove`].
//! Must not know: which tables there are (`store::demo`).
//! To add: a setting of the demo belongs to `fill::FOOT` or to the marks.

use crate::cli::demo::fill::FOOT;
use crate::cli::demo::{KEY_MARK, MARK, REGIONS_MARK};
use crate::keys;
use crate::service::{Fail, Linli, Outcome, photos};
use crate::store::{Conn, demo, settings};
use futures::{FutureExt, StreamExt, stream};
use object_store::ObjectStoreExt;

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Communities and accounts.
    pub rows: i64,
    /// Photos.
    pub photos: usize,
    /// The secret key came from the demo's seed and real data rest on it.
    pub key_is_known: bool,
}

/// Removes every row, photo and setting of the demo; regions that were there before stay.
///
/// # Errors
/// The store refused; then nothing was removed.
pub async fn remove(app: &Linli) -> Outcome<Removed> {
    let (uploads, rows, real, known) = {
        let mut c = app.store.read().await?;
        (
            demo::uploads(&mut c).await?,
            demo::count_demo(&mut c).await?,
            demo::count_real(&mut c).await?,
            settings::list(&mut c).await?,
        )
    };
    let marked = |mark: &str| known.iter().any(|(key, value)| key == mark && value == "yes");
    let (own_regions, own_key) = (marked(REGIONS_MARK), marked(KEY_MARK));
    let mut settings: Vec<&'static str> = vec![MARK, REGIONS_MARK, KEY_MARK];
    // What somebody has changed since is theirs.
    settings.extend(
        FOOT.iter().filter(|(key, value)| known.iter().any(|own| own.0 == *key && own.1 == *value)).map(|foot| foot.0),
    );
    app.store.write(move |c| async move { unit(c, &settings, own_regions).await }.boxed()).await?;
    stream::iter(&uploads)
        .for_each_concurrent(16, |id| async move {
            // Bytes without a row are only waste; the row was what mattered.
            drop(app.uploads.delete(&photos::place(*id)).await);
        })
        .await;
    let key_is_known = own_key && real > 0;
    if own_key && real == 0 {
        // Anybody can draw the same key from the same seed: the next start makes a secret one.
        drop(std::fs::remove_file(app.config.data.join(keys::FILE)));
    }
    Ok(Removed { rows, photos: uploads.len(), key_is_known })
}

async fn unit(c: &mut Conn, keys: &[&'static str], own_regions: bool) -> Result<(), Fail> {
    demo::remove(c).await?;
    if own_regions {
        demo::remove_regions(c).await?;
    }
    for key in keys {
        settings::remove(c, key).await?;
    }
    Ok(())
}
