//! Photos and recordings: made safe, kept, read back.
//!
//! For: [`keep_photo`] (any phone's photo becomes a JPEG of at most 1,600 px without a single word
//! of metadata), [`keep_recording`], [`open`] and [`bytes`] (for those who may have them), and
//! [`small::bytes`]. How much room a photo would take stands in `room`, what is taken out of a
//! recording in `recording`.
//! Must not know: forms, pages. What a file is, its bytes say, never its name.
//! To add: a further kind of recording is a row of `RECORDINGS`, and what it says beside the sound
//! an arm in `recording`.

mod recording;
mod room;
pub mod small;

use crate::domain::ids::{CommunityId, DraftId, UploadId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::keys::sha256;
use crate::service::feedback::draft;
use crate::service::{Fail, Linli, Outcome};
use crate::store::uploads::{self, Upload, UploadKind};
use crate::store::{communities, defects, feedback};
use bytes::Bytes;
use futures::FutureExt;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use std::io::Cursor;
use uuid::Uuid;

/// Most bytes that decoding may take. One photo is decoded at a time, so that the whole process
/// stays below 128 MiB: some 40 MiB at rest, this, and the file itself twice.
const MOST_HELD: u64 = 75_000_000;
/// Most pixels of a photo, whatever they take.
const MOST_PIXELS: u64 = 25 * MEGA;
const MEGA: u64 = 1_000_000;
/// Longest side of what is kept.
const SIDE: u32 = 1_600;
const QUALITY: u8 = 80;
/// Most uploads removed in a round of the jobs.
const MOST_PURGED: i64 = 200;
/// Largest recording.
const MOST_RECORDING: usize = 8 << 20;

/// Where in a file which bytes stand, and what it is then.
const RECORDINGS: [(usize, &[u8], &str); 8] = [
    (4, b"ftyp", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, &[0x1a, 0x45, 0xdf, 0xa3], "audio/webm"),
    (8, b"WAVE", "audio/wav"),
    (0, b"#!AMR", "audio/amr"),
    (0, &[0xff, 0xf1], "audio/aac"),
    (0, &[0xff, 0xf9], "audio/aac"),
];

/// A photo ready to be kept.
#[derive(Debug)]
pub struct Ready {
    /// JPEG without metadata.
    pub jpeg: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Makes a photo safe: turned upright, at most 1,600 px, nothing but the picture.
///
/// # Errors
/// [`Problem::NotAPhoto`], [`Problem::PhotoTooLarge`].
pub fn make_safe(bytes: &[u8]) -> Result<Ready, Problem> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Problem::NotAPhoto)?;
    let format = reader.format().ok_or(Problem::NotAPhoto)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Problem::NotAPhoto);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_HELD);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Problem::NotAPhoto)?;
    let (width, height) = decoder.dimensions();
    let each = room::bytes_per_pixel(format, bytes, decoder.color_type().bytes_per_pixel());
    fits(u64::from(width) * u64::from(height), each)?;
    let orientation = decoder.orientation().map_err(|_| Problem::NotAPhoto)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Problem::NotAPhoto)?;
    if width.max(height) > SIDE {
        image = image.thumbnail(SIDE, SIDE);
    }
    image.apply_orientation(orientation);
    let image = image.into_rgb8();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&image).map_err(|_| Problem::NotAPhoto)?;
    Ok(Ready { jpeg, width: image.width(), height: image.height() })
}

/// Whether a picture of so many pixels, each of which takes so many bytes, may be decoded.
fn fits(pixels: u64, each: u64) -> Result<(), Problem> {
    let most = MOST_HELD.checked_div(each).unwrap_or(0).min(MOST_PIXELS);
    if pixels <= most {
        return Ok(());
    }
    let mega = |pixels: u64| u32::try_from(pixels).unwrap_or(u32::MAX);
    Err(Problem::PhotoTooLarge { megapixels: mega(pixels.div_ceil(MEGA)), most: mega(most.div_euclid(MEGA)) })
}

/// The MIME type of a recording, by its bytes.
///
/// # Errors
/// [`Problem::NotARecording`], [`Problem::RecordingTooLarge`].
pub fn recording_type(bytes: &[u8]) -> Result<&'static str, Problem> {
    if bytes.len() > MOST_RECORDING {
        return Err(Problem::RecordingTooLarge { most_mib: u32::try_from(MOST_RECORDING >> 20).unwrap_or(0) });
    }
    let fits = |(at, magic, _): &&(usize, &[u8], &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    let known = RECORDINGS.iter().find(fits).map(|(_, _, mime)| *mime);
    if known == Some("audio/mp4") && !recording::is_sound(bytes) {
        return Err(Problem::NotARecording);
    }
    // An MP3 without a tag begins with a frame: eleven set bits, then layer III.
    let bare_mp3 = matches!(bytes, [0xff, second, ..] if second & 0xe6 == 0xe2);
    known.or(bare_mp3.then_some("audio/mpeg")).ok_or(Problem::NotARecording)
}

/// Keeps a photo; it belongs to nothing yet.
///
/// # Errors
/// As [`make_safe`]; [`Problem::StorageFull`].
pub async fn keep_photo(app: &Linli, community: CommunityId, bytes: Bytes, now: Moment) -> Outcome<UploadId> {
    let permit = app.decoding.clone().acquire_owned().await.map_err(|e| Fail::incident(&e.to_string()))?;
    // The permit goes along: decoding goes on even if whoever asked has left.
    let ready = tokio::task::spawn_blocking(move || {
        let ready = make_safe(&bytes);
        drop(permit);
        ready
    })
    .await
    .map_err(|e| Fail::incident(&format!("decoding a photo: {e}")))??;
    let upload = Upload {
        id: UploadId(app.random.id(now)),
        community_id: community,
        kind: UploadKind::Photo,
        mime: "image/jpeg".to_owned(),
        bytes: i64::try_from(ready.jpeg.len()).unwrap_or(i64::MAX),
        width: i64::from(ready.width),
        height: i64::from(ready.height),
        feedback_id: None,
        position: 0,
        created_at: now,
    };
    keep(app, upload, ready.jpeg.into()).await
}

/// Keeps a recording without its metadata; it belongs to nothing yet.
///
/// # Errors
/// As [`recording_type`]; [`Problem::StorageFull`].
pub async fn keep_recording(app: &Linli, community: CommunityId, bytes: Bytes, now: Moment) -> Outcome<UploadId> {
    let mime = recording_type(&bytes)?;
    let bytes = recording::without_metadata(mime, bytes)?;
    let upload = Upload {
        id: UploadId(app.random.id(now)),
        community_id: community,
        kind: UploadKind::Recording,
        mime: mime.to_owned(),
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        width: 0,
        height: 0,
        feedback_id: None,
        position: 0,
        created_at: now,
    };
    keep(app, upload, bytes).await
}

/// The bytes first: a row never names a file that is not there.
async fn keep(app: &Linli, upload: Upload, bytes: Bytes) -> Outcome<UploadId> {
    let id = upload.id;
    app.uploads.put(&place(id), PutPayload::from_bytes(bytes)).await.map_err(storage)?;
    app.store.write(move |c| async move { Ok::<_, Fail>(uploads::record(c, &upload).await?) }.boxed()).await?;
    Ok(id)
}

/// 256 folders, by the last two digits: the first ones are the time and would fill one folder.
pub fn place(id: UploadId) -> Path {
    let name = id.to_string();
    let folder = name.get(name.len().saturating_sub(2)..).unwrap_or_default().to_owned();
    Path::from(format!("{folder}/{name}"))
}

/// A full disk is told apart: then the words say that reading still works.
#[expect(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
pub(super) fn storage(error: object_store::Error) -> Fail {
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(e) = cause {
        let io = e.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(
            io,
            Some(
                std::io::ErrorKind::StorageFull
                    | std::io::ErrorKind::ReadOnlyFilesystem
                    | std::io::ErrorKind::QuotaExceeded
            )
        ) {
            tracing::error!("uploads: {error}");
            return Fail::from(Problem::StorageFull);
        }
        cause = e.source();
    }
    Fail::incident(&format!("uploads: {error}"))
}

/// By what else than being staff one may see an upload that is not for everybody.
#[derive(Clone, Debug, Default)]
pub struct Key {
    /// The author's secret.
    pub secret: Option<String>,
    /// The draft that holds it.
    pub draft: Option<DraftId>,
    /// The browser's own number, which the draft must be kept by.
    pub device: Option<Uuid>,
}

/// An upload that may be seen.
#[derive(Debug)]
pub struct Opened {
    /// What it is.
    pub upload: Upload,
    /// True if everybody may see it, as of now: what is hidden later no longer is.
    pub for_all: bool,
}

/// Finds an upload for those who may have it: everybody if it is published, else its author and
/// those who moderate there.
///
/// # Errors
/// [`Problem::NotFound`] also for those who may not, so that nobody learns what exists.
pub async fn open(app: &Linli, caller: &Caller, id: UploadId, key: &Key) -> Outcome<Opened> {
    let mut c = app.store.read().await?;
    let upload = uploads::find(&mut c, id).await?.ok_or(Problem::NotFound)?;
    let for_all = uploads::is_open(&mut c, id).await?;
    drop(c);
    if !for_all && !may_see(app, caller, &upload, key).await? {
        return Err(Problem::NotFound.into());
    }
    Ok(Opened { upload, for_all })
}

/// The bytes of an upload that may be seen. Under one id they never change.
///
/// # Errors
/// [`Problem::NotFound`] if they are gone.
pub async fn bytes(app: &Linli, opened: &Opened) -> Outcome<Bytes> {
    let found = app.uploads.get(&place(opened.upload.id)).await.map_err(|_| Problem::NotFound)?;
    found.bytes().await.map_err(|e| Fail::incident(&format!("uploads: {e}")))
}

async fn may_see(app: &Linli, caller: &Caller, upload: &Upload, key: &Key) -> Outcome<bool> {
    let mut c = app.store.read().await?;
    if let (Some(secret), Some(id)) = (&key.secret, upload.feedback_id) {
        let own = feedback::by_secret(&mut c, sha256(secret.as_bytes())).await?;
        if own.is_some_and(|own| own.id == id) {
            return Ok(true);
        }
    }
    if let (Some(id), None) = (key.draft, upload.feedback_id) {
        let kept = draft::find(&mut c, id, upload.community_id, app.now()).await?;
        let kept = kept.filter(|kept| kept.is_for(app, key.device));
        if kept.is_some_and(|kept| kept.photos.contains(&upload.id) || kept.recording == Some(upload.id)) {
            return Ok(true);
        }
    }
    let fault = match defects::of_upload(&mut c, upload.id).await? {
        Some(id) => defects::find(&mut c, id).await?,
        None => None,
    };
    if let (Caller::Household { household, .. } | Caller::Reader { household, .. }, Some(fault)) = (caller, &fault) {
        return Ok(fault.household_id == Some(*household));
    }
    let Some(community) = communities::by_id(&mut c, upload.community_id).await? else { return Ok(false) };
    let place = community.place().ok_or(Problem::NotFound)?;
    let may = |verb| can(caller, verb, &place).is_ok();
    // Also those who repair it and who look after that.
    let handles = [Verb::ManageDefects, Verb::FixDefect, Verb::InspectRepair].into_iter().any(may);
    Ok(may(Verb::Moderate) || may(Verb::AnswerFeedback) || (fault.is_some() && handles))
}

/// Removes uploads that came until then and that nothing points to, with their bytes; some at a
/// time. Gives how many.
///
/// # Errors
/// The store did not answer.
pub async fn purge(app: &Linli, until: Moment) -> Outcome<usize> {
    let mut c = app.store.read().await?;
    let loose = uploads::list_loose(&mut c, until, MOST_PURGED).await?;
    drop(c);
    let mut count = 0;
    for id in loose {
        let gone =
            app.store.write(move |c| async move { Ok::<_, Fail>(uploads::remove_loose(c, id).await?) }.boxed()).await?;
        if gone {
            // Bytes without a row are only waste; the row was what mattered.
            drop(app.uploads.delete(&place(id)).await);
            count += 1;
        }
    }
    Ok(count)
}

#[cfg(test)]
#[path = "photos_tests.rs"]
mod tests;
