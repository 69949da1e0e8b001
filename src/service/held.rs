//! Files of a form whose sender must confirm it first.
//!
//! For: keeping them for a day as they came, so that nobody has to choose a photo twice.
//! Must not know: forms, fields' meaning. What is held is never served to anybody.
//! To add: nothing for a new form.

use crate::domain::moment::{DAY, Moment};
use crate::service::{Fail, Linli, Outcome, photos};
use bytes::{Buf, BufMut, Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use uuid::Uuid;

/// The folder beside the photos.
const FOLDER: &str = "held";

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

/// Holds files under the names of their fields.
///
/// # Errors
/// [`Problem::StorageFull`](crate::domain::problem::Problem::StorageFull).
pub async fn keep(app: &Linli, files: &[(String, Bytes)]) -> Outcome<Uuid> {
    let id = app.random.id(app.now());
    app.uploads.put(&place(id), PutPayload::from_bytes(packed(files))).await.map_err(photos::storage)?;
    Ok(id)
}

/// The files held under an id, if its day is not over.
pub async fn find(app: &Linli, id: Uuid) -> Vec<(String, Bytes)> {
    if is_over(id, app.now()) {
        return Vec::new();
    }
    let Ok(found) = app.uploads.get(&place(id)).await else { return Vec::new() };
    found.bytes().await.map(unpacked).unwrap_or_default()
}

/// Throws away what was held for a day; answers how many.
///
/// # Errors
/// The folder cannot be read.
pub async fn purge(app: &Linli) -> Outcome<usize> {
    let (folder, now) = (Path::from(FOLDER), app.now());
    let held: Vec<Path> = app
        .uploads
        .list(Some(&folder))
        .map_ok(|one| one.location)
        .try_collect()
        .await
        .map_err(|e| Fail::incident(&format!("held files: {e}")))?;
    let over =
        |path: &Path| path.filename().and_then(|name| Uuid::try_parse(name).ok()).is_none_or(|id| is_over(id, now));
    let over: Vec<Path> = held.into_iter().filter(over).collect();
    futures::stream::iter(&over).for_each(|path| async move { drop(app.uploads.delete(path).await) }).await;
    Ok(over.len())
}

/// One after another: how long the name is, the name, how long the file is, the file.
fn packed(files: &[(String, Bytes)]) -> Bytes {
    let mut out = BytesMut::new();
    for (name, bytes) in files {
        out.put_u32(u32::try_from(name.len()).unwrap_or(0));
        out.put_slice(name.as_bytes());
        out.put_u32(u32::try_from(bytes.len()).unwrap_or(0));
        out.put_slice(bytes);
    }
    out.freeze()
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
        let all = packed(&files);
        assert_eq!(unpacked(all.clone()), files);
        assert_eq!(unpacked(all.slice(..all.len() - 1)), files[..2]);
    }
}
