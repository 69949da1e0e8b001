//! Asking whoever shows a code whether it is theirs, before a session begins.
//!
//! For: [`to_ask`] for the code of a QR or link, `to_ask_typed` for digits that were right.
//! Must not know: pages; how digits are bounded.
//! To add: a further reason to ask is a condition of these two.

use super::{READABLE, Shown, another_first, token_hash};
use crate::domain::code::parse_token;
use crate::domain::moment::Moment;
use crate::domain::problem::Problem;
use crate::keys::sha256;
use crate::service::sessions::Shown as Signed;
use crate::service::{Linli, Outcome};
use crate::store::communities::Community;
use crate::store::credentials::{self, Credential};
use crate::store::roll::{self, Household};
use crate::store::sessions::Owner;
use crate::store::{Conn, communities as places, sessions as phones};

/// Whose code somebody shows who must say first that it is theirs.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The household of the code.
    pub household: Household,
    /// Its community.
    pub community: Community,
    /// Going on ends what this browser was signed in as.
    pub replaces: bool,
    /// Going on, this browser waits for another phone of the household.
    pub waits: bool,
}

/// What came of typing a code.
#[derive(Clone, Debug)]
pub enum Came {
    /// A session began.
    In(Shown),
    /// Nothing yet: first it is asked whose code it is.
    Ask(Box<Asked>),
}

/// Whether whoever shows this code is asked first whether it is theirs: where the browser is signed in
/// as somebody else, and where the link says where to go on to. No letter does that, and a link
/// of somebody else must make nobody another household unasked. None for a code that does not
/// hold, too.
///
/// # Errors
/// The store did not answer.
pub async fn to_ask(app: &Linli, visitor: &impl Signed, text: &str, leads_on: bool) -> Outcome<Option<Asked>> {
    let Ok(token) = parse_token(text) else { return Ok(None) };
    let now = app.now();
    let mut c = app.store.read().await?;
    let known = credentials::by_token(&mut c, token_hash(&app.keys, token)).await?;
    let Some(code) = known.filter(|code| code.reads(now, READABLE)) else { return Ok(None) };
    let here = match visitor.session() {
        Some(token) => phones::find(&mut c, sha256(token.as_bytes()), now).await?,
        None => None,
    };
    let replaces = here.is_some_and(|session| is_of_others(session.owner, &code));
    if !replaces && !leads_on {
        return Ok(None);
    }
    Ok(Some(asked(&mut c, &code, (replaces, false)).await?))
}

/// Whether a session is another's than the household of this code.
fn is_of_others(owner: Owner, code: &Credential) -> bool {
    match owner {
        Owner::Household(household, _)
        | Owner::Titled(household, _)
        | Owner::Waiting(household, _)
        | Owner::Reader(household, ..) => household != code.household,
        Owner::Staff(_) | Owner::Phone(_) => true,
    }
}

async fn asked(c: &mut Conn, code: &Credential, (replaces, waits): (bool, bool)) -> Outcome<Asked> {
    let household = roll::household(c, code.household).await?.ok_or(Problem::NotFound)?;
    let community = places::by_id(c, code.community).await?.ok_or(Problem::NotFound)?;
    Ok(Asked { household, community, replaces, waits })
}

/// The same for digits that were right: somebody who is in already, and would be out by going on.
pub(super) async fn to_ask_typed(
    c: &mut Conn,
    code: &Credential,
    before: Option<[u8; 32]>,
    now: Moment,
) -> Outcome<Option<Asked>> {
    let Some(hash) = before else { return Ok(None) };
    let Some(session) = phones::find(c, hash, now).await? else { return Ok(None) };
    let others = is_of_others(session.owner, code);
    let waits = code.holds(now) && another_first(c, code, before, now).await?;
    let is_in = !matches!(session.owner, Owner::Waiting(..));
    if others || (waits && is_in) { Ok(Some(asked(c, code, (true, waits)).await?)) } else { Ok(None) }
}
