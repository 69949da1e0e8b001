//! What is stored about a household, for the household itself: for whoever came by the same letter, and
//! since the flat was last sold.
//!
//! For: [`find`] and [`forget`]; the holder of a phone number has `service::phones`.
//! Must not know: pages, sentences.
//! To add: what hangs on a household is a field of [`Own`], and goes or stays in `store::own::forget`.

use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, FeedbackId, HouseholdId};
use crate::domain::moment::Moment;
use crate::domain::owner::is_theirs;
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::service::devices::{self, Phone};
use crate::service::feedback::{draft, supporter};
use crate::service::polls::letter;
use crate::service::{Fail, Linli, Outcome};
use crate::store::communities::{self, Community};
use crate::store::credentials::{self, Standing};
use crate::store::households;
use crate::store::own::stored::{self, Stored};
use crate::store::own::{self as rows, Cast, Fault, Rated, Said, Slip, Supported};
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
    /// When it was last sold.
    pub sold: Option<Moment>,
    /// By which letter the caller came.
    pub purpose: Purpose,
    /// What it said of that entry.
    pub requests: Vec<Request>,
    /// Its feedback.
    pub said: Vec<Said>,
    /// Feedback that it supports.
    pub supported: Vec<Supported>,
    /// Its ballots in polls of the caller's letter, without what was chosen: the receipt's own page shows that.
    pub cast: Vec<Cast>,
    /// Its slips on paper in these polls.
    pub slips: Vec<Slip>,
    /// How it judged works.
    pub rated: Vec<Rated>,
    /// Faults that it reported.
    pub faults: Vec<Fault>,
    /// The phones that came by the caller's letter.
    pub phones: Vec<Phone>,
    /// The letter of the caller's kind, without its code.
    pub codes: Vec<Standing>,
    /// That its owner was seen; for the owner's letter only.
    pub proof: Option<Proof>,
}

/// A household, its community, and by whose letter it is asked: an owner who lives elsewhere and a
/// tenant are shown, and sign out, only what is theirs.
pub type Whose = (HouseholdId, CommunityId, Purpose);

/// The household of a caller; none for the holder of a phone number.
///
/// # Errors
/// [`Problem::WhoseData`] for anybody else.
pub fn household_of(caller: &Caller) -> Outcome<Option<Whose>> {
    match caller {
        // Also by a letter that has ended: what is stored does not end with it.
        Caller::Household { household, community, purpose, .. } | Caller::Reader { household, community, purpose } => {
            Ok(Some((*household, *community, *purpose)))
        }
        Caller::Phone { .. } => Ok(None),
        Caller::Nobody | Caller::Unseen { .. } | Caller::Staff { .. } => Err(Problem::WhoseData.into()),
    }
}

/// What is stored about a household.
///
/// # Errors
/// [`Problem::NotFound`] if it is gone.
pub async fn find(app: &Linli, (id, community, purpose): Whose) -> Outcome<Own> {
    let mut c = app.store.read().await?;
    let sold = households::sold(&mut c, id).await?;
    let since = |at: i64| is_theirs(sold, Moment(at));
    let marks = rows::supported(&mut c, community).await?;
    let mine =
        |one: &Supported| supporter(app, FeedbackId(one.feedback_id), id.0) == one.supporter && since(one.created_at);
    let seen = owners::find(&mut c, id).await?;
    Ok(Own {
        community: communities::by_id(&mut c, community).await?.ok_or(Problem::NotFound)?,
        household: roll::household(&mut c, id).await?.ok_or(Problem::NotFound)?,
        sold,
        purpose,
        requests: kept(roll_requests::of_household(&mut c, id).await?, |one| since(one.created_at.0)),
        said: kept(rows::said(&mut c, id).await?, |one| since(one.created_at)),
        supported: kept(marks, mine),
        cast: kept(rows::cast(&mut c, id).await?, |one| letter(&one.preset) == purpose && since(one.cast_at)),
        slips: kept(rows::slips(&mut c, id).await?, |one| letter(&one.preset) == purpose && since(one.received_at)),
        rated: kept(rows::rated(&mut c, id).await?, |one| since(one.created_at)),
        faults: kept(rows::faults(&mut c, id).await?, |one| since(one.created_at)),
        phones: kept(devices::of_household(&mut c, id, app.now()).await?, |one| one.purpose == purpose),
        codes: kept(credentials::standings(&mut c, id).await?, |one| {
            one.purpose == purpose && is_theirs(sold, one.made)
        }),
        proof: seen.filter(|one| purpose == Purpose::Owner && is_theirs(sold, one.seen_at)),
    })
}

/// What is stored beside that, for the file to take along: of the caller's letter, and since the flat
/// was last sold.
///
/// # Errors
/// The store did not answer.
pub async fn stored(app: &Linli, (id, _, purpose): Whose) -> Outcome<Stored> {
    let mut c = app.store.read().await?;
    let sold = households::sold(&mut c, id).await?;
    let since = |at: i64| is_theirs(sold, Moment(at));
    let all = stored::find(&mut c, id, purpose, app.now()).await?;
    Ok(Stored {
        // What hangs on a feedback or a fault is shown with it alone.
        was: kept(all.was, |one| since(one.until_at)),
        on_rolls: kept(all.on_rolls, |one| since(one.opens)),
        letters: kept(all.letters, |one| since(one.created_at)),
        seen: kept(all.seen, |one| purpose == Purpose::Owner && since(one.seen_at)),
        ..all
    })
}

fn kept<T>(mut all: Vec<T>, is_kept: impl Fn(&T) -> bool) -> Vec<T> {
    all.retain(is_kept);
    all
}

/// Takes off a household what may go: published words stay without it, all other words and their
/// photos go, and every phone that came by the same letter is signed out. Ballots, supports, ratings' levels, running faults
/// and the entry on the roll stay: they are counted once a flat, or a public duty needs them.
///
/// # Errors
/// [`Problem::DeleteUnticked`] beside `sure`; the store did not answer.
pub async fn forget(app: &Linli, (id, community, purpose): Whose, device: Option<Uuid>, sure: bool) -> Outcome<()> {
    if !sure {
        return Err(Fail::at("sure", Problem::DeleteUnticked));
    }
    let mark = device.map(|device| draft::mark(app, device));
    app.store
        .write(move |c| {
            async move {
                rows::forget(c, (id, community, purpose), mark).await?;
                c.touch(community);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
