//! 'Same for us': once a device, or once a household.

use crate::domain::ids::FeedbackId;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, seen_from};
use crate::domain::problem::Problem;
use crate::service::allowance::{self, Act, Whose};
use crate::service::feedback::{Sender, admitted, serial_in};
use crate::service::{Fail, Linli, Outcome, communities};
use crate::store::feedback;
use futures::FutureExt;
use uuid::Uuid;

/// A supporter's mark: the same device or household gives the same mark for one feedback, and
/// the database alone tells neither.
pub fn supporter(app: &Linli, feedback: FeedbackId, who: Uuid) -> Uuid {
    let mac = app.keys.mac("support", &[*feedback.0.as_bytes(), *who.as_bytes()].concat());
    Uuid::from_bytes(mac.first_chunk().copied().unwrap_or_default())
}

/// Counts the caller's household, or else this device, once. Only households weigh; a device
/// that turns out to be a household is no longer counted as a person. Who is of another place
/// counts, and is bounded, as any visitor.
///
/// # Errors
/// [`Problem::NotFound`] unless it is published; [`Problem::ChangedMeanwhile`] once it is settled;
/// [`admitted`]'s; [`Problem::TooManySupports`], [`Problem::TooMuchOfHome`].
pub async fn support(app: &Linli, caller: &Caller, sender: &Sender, slug: &str, number: &str) -> Outcome<FeedbackId> {
    let now = app.now();
    let community = communities::find_for(app, caller, Verb::SupportFeedback, slug).await?;
    let serial = serial_in(&community, number).ok_or(Problem::NotFound)?;
    let mut c = app.store.read().await?;
    admitted(&mut c, &community, now).await?;
    let found = feedback::by_serial(&mut c, community.id, serial).await?;
    let found = found.filter(feedback::Feedback::is_shown).ok_or(Problem::NotFound)?;
    drop(c);
    if found.answer_state.is_ended() {
        return Err(Problem::ChangedMeanwhile.into());
    }
    let caller = seen_from(caller, &community.place().ok_or(Problem::NotFound)?);
    // A member of staff is one person, on however many phones.
    let (household, device) = match caller {
        Caller::Household { household, .. } => (Some(*household), sender.device),
        Caller::Staff { id, .. } => (None, id.0),
        _ => (None, sender.device),
    };
    let (id, place) = (found.id, community.id);
    let as_device = supporter(app, id, device);
    let as_household = household.map(|household| supporter(app, id, household.0));
    let (within, whose) = (app.clone(), Whose::of(caller, &sender.address));
    app.store
        .write(move |c| {
            async move {
                let new = match as_household {
                    Some(who) => {
                        feedback::remove_support(c, id, as_device).await?;
                        feedback::record_support(c, (id, place), who, true, now).await?
                    }
                    None => feedback::record_support(c, (id, place), as_device, false, now).await?,
                };
                if new {
                    allowance::take(c, &within, Act::Support, &whose, now).await?;
                    c.touch(place);
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await?;
    Ok(id)
}
