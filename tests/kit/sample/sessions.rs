//! Households that have shown their code.

use super::Voting;
use futures::FutureExt;
use linli::domain::moment::{DAY, Moment};
use linli::service::{Fail, sessions};
use linli::store::Store;
use linli::store::sessions::Owner;

/// A session token for each household of a vote, in their order.
pub async fn sessions(store: &Store, voting: &Voting, now: Moment) -> Vec<String> {
    let tokens: Vec<String> = (0..voting.households.len()).map(|n| format!("{n:064x}")).collect();
    let made: Vec<_> = tokens.iter().cloned().zip(voting.households.iter().copied()).collect();
    let community = voting.community.id;
    store
        .write(move |c| {
            async move {
                for (token, household) in &made {
                    sessions::begin(c, token, Owner::Household(*household, community), now, now.plus(DAY)).await?;
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    tokens
}
