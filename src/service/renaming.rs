//! Buildings renumbered: other names for the same buildings, also names that change places.
//!
//! For: [`list`], [`rename`]. Codes stay valid: they belong to flats, whatever their building is called.
//! Must not know: pages.
//! To add: see `service`.

use crate::domain::community::{MOST_NAME, natural_key};
use crate::domain::ids::BuildingId;
use crate::domain::phase::Verb;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::text::{fold_key, is_like_formula, required};
use crate::service::communities::{find_for, find_to_write, hold_open};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::households as rows;
use crate::store::roll::{self, Building};
use futures::FutureExt;
use std::collections::{HashMap, HashSet};

/// The buildings of a community.
///
/// # Errors
/// What the policy says.
pub async fn list(app: &Linli, caller: &Caller, slug: &str) -> Outcome<Vec<Building>> {
    let community = find_for(app, caller, Verb::ManageRoll, slug).await?;
    let mut c = app.store.read().await?;
    Ok(roll::buildings(&mut c, community.id).await?)
}

/// Gives buildings other names, all in one step.
///
/// # Errors
/// Beside `name` [`Problem::Missing`], [`Problem::TooLong`], [`Problem::StandsAlready`] if two would be
/// found under the same; what the policy says.
pub async fn rename(app: &Linli, caller: &Caller, by: &By, slug: &str, typed: &[(BuildingId, String)]) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ManageRoll, slug).await?;
    let mut wanted = HashMap::new();
    for (id, name) in typed {
        let name = required(name, MOST_NAME).map_err(|problem| Fail::at("name", problem))?.replace('\n', " ");
        if is_like_formula(&name) {
            return Err(Fail::at("name", Problem::LikeFormula));
        }
        wanted.insert(*id, name);
    }
    let (now, id) = (app.now(), community.id);
    let mut entry = app.entry(now, by, "rename_buildings", Some(id), format!("roll {}", community.slug));
    let app = app.clone();
    app.clone()
        .store
        .write(move |c| {
            async move {
                hold_open(c, id).await?;
                let mut after = roll::buildings(c, id).await?;
                let mut moved = HashSet::new();
                for one in &mut after {
                    if let Some(name) = wanted.remove(&one.id).filter(|name| *name != one.name) {
                        one.key = fold_key(&name);
                        one.name = name;
                        moved.insert(one.id);
                    }
                }
                let keys: HashSet<&str> = after.iter().map(|one| one.key.as_str()).collect();
                if keys.len() != after.len() {
                    return Err(Fail::at("name", Problem::StandsAlready));
                }
                // A building without anybody on the roll gives its name up.
                let standing: HashSet<BuildingId> = after.iter().map(|one| one.id).collect();
                for (old, key) in rows::every_building(c, id).await? {
                    if moved.contains(&old) || (!standing.contains(&old) && keys.contains(key.as_str())) {
                        rows::key_aside(c, old).await?;
                    }
                }
                after.sort_by_cached_key(|one| natural_key(&one.name));
                for (position, one) in (0..).zip(&after) {
                    rows::rename(c, one.id, &one.name, &one.key, position).await?;
                }
                // A file was compared by names; taking a roll back would put the earlier ones in their place.
                roll::changed(c, id).await?;
                entry.detail = format!("buildings renamed: {}", moved.len());
                c.audit(entry);
                let body =
                    serde_json::json!({ "community": community.slug, "step": "renamed", "buildings": moved.len() });
                c.append(app.leaf(now, id, "roll", body.to_string()));
                c.touch(id);
                Ok(())
            }
            .boxed()
        })
        .await
}
