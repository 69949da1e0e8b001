//! What is stored about a household, for the household itself.
//!
//! For: [`find`] and [`forget`]; the holder of a phone number has `service::phones`.
//! Must not know: pages, sentences.
//! To add: what hangs on a household is a field of [`Own`], and goes or stays in `store::own::forget`.

use crate::domain::ids::{CommunityId, FeedbackId, HouseholdId};
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::service::devices::{self, Phone};
use crate::service::feedback::{draft, supporter};
use crate::service::{Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::credentials::{self, Standing};
use crate::store::own::{self as rows, Cast, Fault, Rated, Said, Slip};
use crate::store::owners::{self, Proof};
use crate::store::roll::{self, Household};
use crate::store::roll_requests::{self, Request};
use futures::FutureExt;
use uuid::Uuid;

/// What is stored about a household.
#[derive(Clone, Debug)]
pub struct Own {
    /// Where.
    pub community: Community,
    /// Its entry on the roll.
    pub household: Household,
    /// What it said of that entry.
    pub requests: Vec<Request>,
    /// Its feedback.
    pub said: Vec<Said>,
    /// The serial numbers of feedback that it supports, and since when.
    pub supported: Vec<(i64, i64)>,
    /// Its ballots, without what was chosen: the receipt's own page shows that.
    pub cast: Vec<Cast>,
    /// Its slips on paper.
    pub slips: Vec<Slip>,
    /// How it judged works.
    pub rated: Vec<Rated>,
    /// Faults that it reported.
    pub faults: Vec<Fault>,
    /// Its phones.
    pub phones: Vec<Phone>,
    /// Its letters, without their codes.
    pub codes: Vec<Standing>,
    /// That its owner was seen.
    pub proof: Option<Proof>,
}

/// The household of a caller; none for the holder of a phone number.
///
/// # Errors
/// [`Problem::WhoseData`] for anybody else.
pub fn household_of(caller: &Caller) -> Outcome<Option<(HouseholdId, CommunityId)>> {
    match caller {
        Caller::Household { household, community, .. } => Ok(Some((*household, *community))),
        Caller::Phone { .. } => Ok(None),
        Caller::Nobody | Caller::Unseen { .. } | Caller::Reader { .. } | Caller::Staff { .. } => {
            Err(Problem::WhoseData.into())
        }
    }
}

/// What is stored about a household.
///
/// # Errors
/// [`Problem::NotFound`] if it is gone.
pub async fn find(app: &Linli, (id, community): (HouseholdId, CommunityId)) -> Outcome<Own> {
    let mut c = app.store.read().await?;
    let marks = rows::supported(&mut c, community).await?;
    let mine = |one: &rows::Supported| supporter(app, FeedbackId(one.feedback_id), id.0) == one.supporter;
    let supported = marks.into_iter().filter(mine).map(|one| (one.serial, one.created_at)).collect();
    Ok(Own {
        community: communities::by_id(&mut c, community).await?.ok_or(Problem::NotFound)?,
        household: roll::household(&mut c, id).await?.ok_or(Problem::NotFound)?,
        requests: roll_requests::of_household(&mut c, id).await?,
        said: rows::said(&mut c, id).await?,
        supported,
        cast: rows::cast(&mut c, id).await?,
        slips: rows::slips(&mut c, id).await?,
        rated: rows::rated(&mut c, id).await?,
        faults: rows::faults(&mut c, id).await?,
        phones: devices::of_household(&mut c, id, app.now()).await?,
        codes: credentials::standings(&mut c, id).await?,
        proof: owners::find(&mut c, id).await?,
    })
}

/// Takes off a household what may go: published words stay without it, all other words and their
/// photos go, and every phone of it is signed out. Ballots, supports, ratings' levels, running faults
/// and the entry on the roll stay: they are counted once a flat, or a public duty needs them.
///
/// # Errors
/// [`Problem::Missing`] beside `sure`; the store did not answer.
pub async fn forget(
    app: &Linli,
    (id, community): (HouseholdId, CommunityId),
    device: Option<Uuid>,
    sure: bool,
) -> Outcome<()> {
    if !sure {
        return Err(Fail::at("sure", Problem::Missing));
    }
    let mark = device.map(|device| draft::mark(app, device));
    app.store
        .write(move |c| {
            async move {
                rows::forget(c, (id, community), mark).await?;
                c.touch(community);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
