//! Communities: find, make, edit, close.
//!
//! For: the use cases about a community itself.
//! Must not know: its roll, project, polls.
//! To add: see `service`.

use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, Place, can};
use crate::domain::problem::Problem;
use crate::service::{Linli, Outcome};
use crate::store::communities::{self, Community};

/// The community of this short name.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn find(app: &Linli, slug: &str) -> Outcome<Community> {
    let mut c = app.store.read().await?;
    Ok(communities::find(&mut c, slug).await?.ok_or(Problem::NotFound)?)
}

/// The community of this short name, if `caller` may do `verb` there.
///
/// # Errors
/// [`Problem::NotFound`], or what `policy::can` says.
pub async fn find_for(app: &Linli, caller: &Caller, verb: Verb, slug: &str) -> Outcome<Community> {
    let community = find(app, slug).await?;
    can(caller, verb, &place(&community)?)?;
    Ok(community)
}

/// Where it is, for the policy.
///
/// # Errors
/// Its region's code is damaged.
pub fn place(community: &Community) -> Outcome<Place> {
    Ok(community.place().ok_or(Problem::NotFound)?)
}
