//! Drawing the pictures and keeping them as photos.
//!
//! For: [`draw`] (on both cores, each different picture once), [`keep`].
//! Must not know: what belongs to which picture.
//! To add: see `scene`.

use crate::cli::demo::plan::Picture;
use crate::cli::demo::scene::{self, Subject};
use crate::service::{Fail, Linli, Outcome, photos};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use object_store::{ObjectStoreExt, PutPayload};
use std::collections::HashMap;

/// Files written at a time.
const TOGETHER: usize = 16;

/// A picture with its bytes.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The picture.
    pub picture: Picture,
    /// Its JPEG.
    pub bytes: Bytes,
}

type Scene = (Subject, bool, u64);

/// Draws them.
pub fn draw(pictures: &[Picture]) -> Vec<Drawn> {
    let mut scenes: Vec<Scene> = Vec::new();
    for picture in pictures {
        let scene = (picture.subject, picture.mended, picture.seed);
        if !scenes.contains(&scene) {
            scenes.push(scene);
        }
    }
    let (left, right) = scenes.split_at(scenes.len() / 2);
    let mut done: HashMap<Scene, Bytes> = HashMap::new();
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| all(left));
        done.extend(all(right));
        done.extend(beside.join().unwrap_or_default());
    });
    let drawn = |picture: &Picture| {
        let bytes = done.get(&(picture.subject, picture.mended, picture.seed))?;
        Some(Drawn { picture: *picture, bytes: bytes.clone() })
    };
    pictures.iter().filter_map(drawn).collect()
}

fn all(scenes: &[Scene]) -> Vec<(Scene, Bytes)> {
    let one = |scene: &Scene| Some((*scene, Bytes::from(scene::jpeg(scene.0, scene.1, scene.2)?)));
    scenes.iter().filter_map(one).collect()
}

/// Puts them where photos lie.
///
/// # Errors
/// The folder of photos cannot be written.
pub async fn keep(app: &Linli, drawn: &[Drawn]) -> Outcome<()> {
    let puts = drawn.iter().map(|one| {
        let (place, bytes) = (photos::place(one.picture.id), one.bytes.clone());
        async move { app.uploads.put(&place, PutPayload::from_bytes(bytes)).await.map(drop) }
    });
    let all = stream::iter(puts).buffer_unordered(TOGETHER).try_collect::<Vec<()>>().await;
    all.map(drop).map_err(|error| Fail::incident(&format!("the folder of photos: {error}")))
}
