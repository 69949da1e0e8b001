//! Taking the demo away again.
//!
//! For: [`remove`].
//! Must not know: which tables there are (`store::demo`).
//! To add: a setting of the demo belongs to `fill::FOOT` or to the marks.

use crate::cli::demo::fill::FOOT;
use crate::cli::demo::{KEY_MARK, MARK, REGIONS_MARK};
use crate::domain::moment::Moment;
use crate::keys;
use crate::service::{By, Fail, Linli, Outcome, photos};
use crate::store::audit::Entry;
use crate::store::{Conn, audit, demo, settings};
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
    let by = By { staff: None, address: "linli demo --remove".to_owned() };
    let mut checkpoint = app.entry(app.now(), &by, audit::PURGE, None, String::new());
    "demo".clone_into(&mut checkpoint.detail);
    // Beside real data the demo's acts stay in the log: a chain has no piece that can be taken out.
    let checkpoint = (rows > 0 && real == 0).then_some(checkpoint);
    app.store.write(move |c| async move { unit(c, &settings, own_regions, checkpoint).await }.boxed()).await?;
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

async fn unit(c: &mut Conn, keys: &[&'static str], own_regions: bool, checkpoint: Option<Entry>) -> Result<(), Fail> {
    demo::remove(c).await?;
    if own_regions {
        demo::remove_regions(c).await?;
    }
    for key in keys {
        settings::remove(c, key).await?;
    }
    if let Some(checkpoint) = checkpoint {
        audit::purge(c, Moment(i64::MAX), checkpoint).await?;
    }
    Ok(())
}
