//! Scopes as bounds of a query.
//!
//! For: [`bounds`] turns the scopes of a caller into what a list of staff binds, so that a list is
//! cut to its length within them and not before.
//! Must not know: which list; who has which scope (`domain::policy`).
//! To add: a list joins `community c`, says
//! `c.region >= $1 AND c.region < $2 AND ($3 IS NULL OR c.id = $3)` and is asked once a bound; what
//! two bounds share comes twice and is told apart by its id.

use crate::domain::policy::Scope;
use crate::on;
use crate::store::{Conn, StoreError};
use uuid::Uuid;

/// One scope.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    /// The first region code within.
    pub from: String,
    /// The first one beyond.
    pub end: String,
    /// The one community meant.
    pub community: Option<Uuid>,
}

impl Bounds {
    /// A region's code is a prefix of the codes below it; ':' follows '9'.
    fn new(region: &str, community: Option<Uuid>) -> Self {
        Self { from: region.to_owned(), end: format!("{region}:"), community }
    }
}

const REGION: &str = "SELECT region FROM community WHERE id = $1";

/// The bounds of these scopes. A community is bounded by its region too, by which it is found.
pub(super) async fn bounds(c: &mut Conn, scopes: &[Scope]) -> Result<Vec<Bounds>, StoreError> {
    if scopes.contains(&Scope::Everywhere) {
        return Ok(vec![Bounds::new("", None)]);
    }
    let mut all = Vec::with_capacity(scopes.len());
    for scope in scopes {
        match scope {
            Scope::Everywhere => all.push(Bounds::new("", None)),
            Scope::Region(region) => all.push(Bounds::new(region.as_str(), None)),
            // A list of places is none of a building's: who has one asks for it by itself.
            Scope::Building(..) => {}
            Scope::Community(id) => {
                let region: Option<String> =
                    on!(c, |db| sqlx::query_scalar(REGION).bind(id.0).fetch_optional(db).await)?;
                all.extend(region.map(|region| Bounds::new(&region, Some(id.0))));
            }
        }
    }
    Ok(all)
}
