//! Small versions of photos, for cards where a whole photo would cost a cheap phone its data.
//!
//! For: [`bytes`]; [`Smalls`] keeps them in memory, so that nothing has to be backed up,
//! repaired or removed with the photo.
//! Must not know: pages.
//! To add: another size needs a key of its own in [`Smalls`].

use super::Opened;
use crate::domain::ids::UploadId;
use crate::domain::problem::Problem;
use crate::service::{Fail, Linli, Outcome};
use crate::store::uploads::UploadKind;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{ImageFormat, ImageReader};
use parking_lot::RwLock;
use std::collections::HashMap;
use std::io::Cursor;

/// Width and height in pixels: 4 rem on a screen of twice the points.
pub const SIDE: u32 = 160;
/// About 5 KB a photo: ten cards stay below 60 KB.
const QUALITY: u8 = 65;
/// Most kept (about 5 MB); then all are dropped, since one is made in a blink.
const MOST: usize = 1_024;

/// The small versions that this process has made.
#[derive(Default)]
pub struct Smalls(RwLock<HashMap<UploadId, Bytes>>);

impl std::fmt::Debug for Smalls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smalls({})", self.0.read().len())
    }
}

impl Smalls {
    fn find(&self, id: UploadId) -> Option<Bytes> {
        self.0.read().get(&id).cloned()
    }

    fn keep(&self, id: UploadId, bytes: Bytes) {
        let mut kept = self.0.write();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(id, bytes);
    }
}

/// A photo's middle as a small square JPEG.
///
/// # Errors
/// [`Problem::NotAPhoto`].
pub fn shrink(jpeg: &[u8]) -> Result<Vec<u8>, Problem> {
    let reader = ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg);
    let whole = reader.decode().map_err(|_| Problem::NotAPhoto)?;
    let small = whole.resize_to_fill(SIDE, SIDE, FilterType::Triangle).into_rgb8();
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&small).map_err(|_| Problem::NotAPhoto)?;
    Ok(out)
}

/// The small version of a photo that may be seen.
///
/// # Errors
/// [`Problem::NotFound`] for a recording or if the photo is gone.
pub async fn bytes(app: &Linli, opened: &Opened) -> Outcome<Bytes> {
    let id = opened.upload.id;
    if opened.upload.kind != UploadKind::Photo {
        return Err(Problem::NotFound.into());
    }
    if let Some(made) = app.smalls.find(id) {
        return Ok(made);
    }
    let whole = super::bytes(app, opened).await?;
    let permit = app.decoding.clone().acquire_owned().await.map_err(|e| Fail::incident(&e.to_string()))?;
    let made = tokio::task::spawn_blocking(move || {
        let made = shrink(&whole);
        drop(permit);
        made
    })
    .await;
    let made = Bytes::from(made.map_err(|e| Fail::incident(&format!("making a photo small: {e}")))??);
    app.smalls.keep(id, made.clone());
    Ok(made)
}
