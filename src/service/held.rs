//! Files of a form whose sender must confirm it first.
//!
//! For: keeping them for a day as they came, so that nobody has to choose a photo twice, or until their
//! form was sent: then only where it led is left, sealed ([`sent`]), so that the same form sent once more
//! gets the same answer. Anybody can have files held, so they are bounded by bytes: each file, each
//! network a day, all together. They lie in no backup.
//! Must not know: forms, fields' meaning. What is held is never served to anybody.
//! To add: nothing for a new form.

use crate::domain::moment::{DAY, Moment};
use crate::domain::problem::Problem;
use crate::service::allowance::{self, Act};
use crate::service::{Fail, Linli, Outcome, photos};
use bytes::{Buf, Bytes};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use uuid::Uuid;

/// The folder beside the photos.
pub const FOLDER: &str = "held";
/// The name of no field: under it stands where a form led that was sent.
const LED: &str = "";
/// Most bytes of one file.
pub const MOST_FILE: usize = 8 << 20;
/// What the key seals here.
const LED_TO: &str = "held-led-to";
/// Most bytes of all that waits.
const MOST_WAITING: u64 = 2 << 30;

fn place(id: Uuid) -> Path {
    Path::from(format!("{FOLDER}/{}", id.simple()))
}

/// When it was held: its id tells.
fn since(id: Uuid) -> Option<Moment> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok().map(|seconds| Moment(seconds * 1000 + i64::from(nanos / 1_000_000)))
}

fn is_over(id: Uuid, now: Moment) -> bool {
    since(id).is_none_or(|at| now.since(at) >= DAY)
}

/// The refusal of a file of more than [`MOST_FILE`] bytes.
pub fn file_too_large() -> Problem {
    Problem::FileTooLarge { most_mib: u32::try_from(MOST_FILE >> 20).unwrap_or(0) }
}

/// Holds files under the names of their fields. Nobody has proven anything yet, so their bytes are
/// counted against the network; as photos they are counted once they are sent.
///
/// # Errors
/// [`Problem::TooManyUploads`], [`Problem::TooManyHeld`], [`Problem::StorageFull`].
pub async fn keep(app: &Linli, address: &str, files: &[(String, Bytes)]) -> Outcome<Uuid> {
    let id = app.random.id(app.now());
    let packed = packed(files);
    let bytes = u64::try_from(packed.content_length()).unwrap_or(u64::MAX);
    if waiting(app).await?.saturating_add(bytes) > MOST_WAITING {
        return Err(Problem::TooManyHeld.into());
    }
    let mebibytes = i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);
    allowance::take_all_now(app, Act::Hold, mebibytes, address).await?;
    app.uploads.put(&place(id), packed).await.map_err(photos::storage)?;
    Ok(id)
}

/// How many bytes wait.
async fn waiting(app: &Linli) -> Outcome<u64> {
    let folder = Path::from(FOLDER);
    let sizes = app.uploads.list(Some(&folder)).map_ok(|one| one.size);
    sizes.try_fold(0, |sum: u64, size| async move { Ok(sum.saturating_add(size)) }).await.map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err takes")]
fn unreadable(error: object_store::Error) -> Fail {
    Fail::incident(&format!("held files: {error}"))
}

/// How many bytes are held under an id, if any.
pub async fn size(app: &Linli, id: Uuid) -> Option<usize> {
    app.uploads.head(&place(id)).await.ok().and_then(|found| usize::try_from(found.size).ok())
}

/// The files held under an id, if its day is not over.
pub async fn find(app: &Linli, id: Uuid) -> Vec<(String, Bytes)> {
    if is_over(id, app.now()) {
        return Vec::new();
    }
    let Ok(found) = app.uploads.get(&place(id)).await else { return Vec::new() };
    found.bytes().await.map(unpacked).unwrap_or_default()
}

/// Throws away the files of a form that was sent, and notes where it led.
pub async fn sent(app: &Linli, id: Uuid, to: &str) {
    let Some(sealed) = app.keys.seal(&app.random, LED_TO, id.as_bytes(), to.as_bytes()) else { return };
    let note = packed(&[(LED.to_owned(), Bytes::from(sealed))]);
    if let Err(error) = app.uploads.put(&place(id), note).await {
        tracing::warn!("the files of a form that was sent go only when their day is over: {error}");
    }
}

/// Where the form led whose files were held under this id, if it was sent.
pub fn led_to(app: &Linli, id: Uuid, found: &[(String, Bytes)]) -> Option<String> {
    let (_, sealed) = found.iter().find(|(name, _)| name == LED)?;
    let plain = app.keys.unseal(LED_TO, id.as_bytes(), std::str::from_utf8(sealed).ok()?)?;
    String::from_utf8(plain).ok()
}

/// Throws away what was held for a day; answers how many.
///
/// # Errors
/// The folder cannot be read.
pub async fn purge(app: &Linli) -> Outcome<usize> {
    let (folder, now) = (Path::from(FOLDER), app.now());
    let held: Vec<Path> =
        app.uploads.list(Some(&folder)).map_ok(|one| one.location).try_collect().await.map_err(unreadable)?;
    let over =
        |path: &Path| path.filename().and_then(|name| Uuid::try_parse(name).ok()).is_none_or(|id| is_over(id, now));
    let over: Vec<Path> = held.into_iter().filter(over).collect();
    futures::stream::iter(&over).for_each(|path| async move { drop(app.uploads.delete(path).await) }).await;
    Ok(over.len())
}

/// One after another: how long the name is, the name, how long the file is, the file.
fn packed(files: &[(String, Bytes)]) -> PutPayload {
    let parts = files.iter().flat_map(|(name, file)| [Bytes::from(name.clone()), file.clone()]);
    parts.flat_map(|part| [length(&part), part]).collect()
}

fn length(part: &Bytes) -> Bytes {
    Bytes::copy_from_slice(&u32::try_from(part.len()).unwrap_or(0).to_be_bytes())
}

fn unpacked(mut bytes: Bytes) -> Vec<(String, Bytes)> {
    let mut files = Vec::new();
    while let Some(name) = part(&mut bytes) {
        let Some(file) = part(&mut bytes) else { break };
        files.push((String::from_utf8_lossy(&name).into_owned(), file));
    }
    files
}

fn part(bytes: &mut Bytes) -> Option<Bytes> {
    if bytes.remaining() < 4 {
        return None;
    }
    let length = usize::try_from(bytes.get_u32()).ok()?;
    (bytes.remaining() >= length).then(|| bytes.split_to(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again_and_a_torn_file_does_no_harm() {
        let files = vec![
            ("photos".to_owned(), Bytes::from_static(b"one")),
            ("photos".to_owned(), Bytes::new()),
            ("recording".to_owned(), Bytes::from_static(b"two")),
        ];
        let all = Bytes::from(packed(&files));
        assert_eq!(unpacked(all.clone()), files);
        assert_eq!(unpacked(all.slice(..all.len() - 1)), files[..2]);
    }
}
