//! What ids in a form stand for, in words.
//!
//! For: the page that shows an unproven form once more.
//! Must not know: forms, sentences.
//! To add: a further kind of thing is a variant of [`Named`]; only what everybody may see.

use crate::domain::ids::{BuildingId, WorkId};
use crate::service::{Linli, Outcome};
use crate::store::{roll, works};
use std::collections::HashMap;
use uuid::Uuid;

/// Most ids that are looked up for one form.
const MOST: usize = 60;

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A work, in Chinese and English.
    Work(String, String),
    /// A building.
    Building(String),
}

/// The names of those values that are ids of something public.
///
/// # Errors
/// The store did not answer.
pub async fn find<'v>(app: &Linli, values: impl Iterator<Item = &'v str>) -> Outcome<HashMap<String, Named>> {
    let mut names = HashMap::new();
    let ids = values.filter_map(|text| Some((text, Uuid::try_parse(text).ok()?))).take(MOST);
    let ids: Vec<(&str, Uuid)> = ids.collect();
    if ids.is_empty() {
        return Ok(names);
    }
    let mut c = app.store.read().await?;
    for (text, id) in ids {
        if let Some(work) = works::find(&mut c, WorkId(id)).await? {
            names.insert(text.to_owned(), Named::Work(work.zh, work.en));
        } else if let Some(building) = roll::building(&mut c, BuildingId(id)).await? {
            names.insert(text.to_owned(), Named::Building(building.name));
        }
    }
    Ok(names)
}
