//! Promises about paper slips that wait for a second person.

use crate::kit::sample::{self, Voting};
use crate::kit::start;
use crate::{promises, unit};
use linli::domain::ids::{CommunityId, OnceKey, PollId, StaffId};
use linli::domain::moment::{DAY, HOUR};
use linli::domain::policy::Scope;
use linli::domain::poll::PollState;
use linli::domain::region::RegionCode;
use linli::store::papers::{self, Paper, PaperState, Waits};
use linli::store::polls::{self, Poll};
use linli::store::{Store, StoreError};
use uuid::Uuid;

/// Somebody who typed in none of the samples.
const OTHER: StaffId = StaffId(Uuid::from_u128(5));

async fn entered(store: &Store, paper: &Paper) -> bool {
    let paper = paper.clone();
    unit!(store, |c| papers::record(c, &paper).await)
}

async fn decided(store: &Store, id: Uuid, state: PaperState, after: i64) -> bool {
    let now = (StaffId(sample::id(901)), start().plus(after));
    let reason = if state == PaperState::Rejected { "看不清" } else { "" };
    unit!(store, |c| papers::decide(c, id, (PaperState::Waiting, state), now, reason).await)
}

async fn voting(store: &Store) -> Voting {
    sample::voting(store, "cuiyuan", 6, start()).await
}

fn ids(found: &[Paper]) -> Vec<Uuid> {
    found.iter().map(|paper| paper.id).collect()
}

promises! {
    async fn a_household_has_one_slip_that_waits_and_a_form_counts_once(store: &Store) {
        let it = voting(store).await;
        let first = sample::slip(&it, 1, 0, start());
        assert!(entered(store, &first).await);
        assert!(!entered(store, &sample::slip(&it, 2, 0, start())).await, "one waits already");
        let same_form = Paper { once: first.once, ..sample::slip(&it, 3, 1, start()) };
        assert!(!entered(store, &same_form).await, "the form was recorded");
        let mut c = store.read().await.unwrap();
        assert_eq!(papers::find(&mut c, first.id).await.unwrap().as_ref(), Some(&first));
        assert_eq!(papers::by_once(&mut c, first.once).await.unwrap().map(|paper| paper.id), Some(first.id));
        assert_eq!(papers::by_once(&mut c, OnceKey(sample::id(5))).await.unwrap(), None);
        assert_eq!(papers::find(&mut c, sample::id(5)).await.unwrap(), None);
        drop(c);
        assert!(decided(store, first.id, PaperState::Rejected, 1).await);
        assert!(entered(store, &sample::slip(&it, 4, 0, start())).await, "after one was sent back, a new one");
    }

    async fn what_waits_is_listed_oldest_first_and_no_more_than_asked(store: &Store) {
        let it = voting(store).await;
        let slips = [(1, 0, HOUR), (2, 1, 0), (3, 2, 2 * HOUR), (4, 3, 0)].map(|(n, flat, after)| {
            sample::slip(&it, n, flat, start().plus(after))
        });
        for slip in &slips {
            assert!(entered(store, slip).await);
        }
        decided(store, slips[3].id, PaperState::Confirmed, DAY).await;
        let mut c = store.read().await.unwrap();
        let oldest = [slips[1].id, slips[0].id, slips[2].id];
        let all = [Scope::Everywhere];
        assert_eq!(ids(&papers::waiting(&mut c, &all, OTHER, 9).await.unwrap()), oldest);
        assert_eq!(ids(&papers::waiting(&mut c, &all, OTHER, 2).await.unwrap()), oldest[..2]);
        let mut flats = papers::waiting_in(&mut c, it.poll).await.unwrap();
        flats.sort_unstable();
        assert_eq!(flats, it.households[..3]);
        assert!(papers::waiting_in(&mut c, PollId(sample::id(5))).await.unwrap().is_empty());
    }

    async fn each_scope_lists_and_counts_its_own_and_what_two_share_once(store: &Store) {
        let (here, beside) = (voting(store).await, sample::voting(store, "beihu", 6, start()).await);
        let me = StaffId(sample::id(902));
        let mut slips: Vec<Paper> = (1..4).map(|n| sample::slip(&here, n, n as usize, start())).collect();
        slips.extend((4..6).map(|n| sample::slip(&beside, n, n as usize, start().plus(-HOUR))));
        slips[0].entered_by = me;
        for slip in &slips {
            assert!(entered(store, slip).await);
        }
        let street = Scope::Region(RegionCode::parse("360102002").unwrap());
        let other = Scope::Region(RegionCode::parse("360103").unwrap());
        let (one, two) = (Scope::Community(here.community.id), Scope::Community(beside.community.id));
        let mut c = store.read().await.unwrap();
        for (scopes, waits, others) in [
            (vec![one.clone()], Waits { own: 1, others: 2 }, &[1, 2][..]),
            (vec![two.clone()], Waits { own: 0, others: 2 }, &[3, 4]),
            (vec![one.clone(), street.clone(), two, Scope::Everywhere], Waits { own: 1, others: 4 }, &[3, 4, 1, 2]),
            (vec![one, street, other.clone()], Waits { own: 1, others: 4 }, &[3, 4, 1, 2]),
            (vec![other, Scope::Community(CommunityId(sample::id(5)))], Waits::default(), &[]),
        ] {
            assert_eq!(papers::count_waiting(&mut c, &scopes, me).await.unwrap(), waits, "{scopes:?}");
            let expected: Vec<Uuid> = others.iter().map(|n| slips[*n].id).collect();
            assert_eq!(ids(&papers::waiting(&mut c, &scopes, me, 9).await.unwrap()), expected, "{scopes:?}");
            let first = &expected[..expected.len().min(1)];
            assert_eq!(ids(&papers::waiting(&mut c, &scopes, me, 1).await.unwrap()), first, "cut within {scopes:?}");
        }
    }

    async fn a_slip_is_decided_once_and_stays_sent_back_until_it_is_entered_again(store: &Store) {
        let it = voting(store).await;
        let mine = [1, 2, 3].map(|n| sample::slip(&it, n, n as usize, start()));
        let theirs = Paper { entered_by: StaffId(sample::id(902)), ..sample::slip(&it, 4, 4, start()) };
        for slip in mine.iter().chain([&theirs]) {
            assert!(entered(store, slip).await);
        }
        assert!(decided(store, mine[0].id, PaperState::Rejected, HOUR).await);
        assert!(!decided(store, mine[0].id, PaperState::Confirmed, HOUR).await, "decided already");
        decided(store, mine[1].id, PaperState::Rejected, 2 * HOUR).await;
        decided(store, mine[2].id, PaperState::Confirmed, 2 * HOUR).await;
        decided(store, theirs.id, PaperState::Rejected, 2 * HOUR).await;
        let mut c = store.read().await.unwrap();
        let all = [Scope::Everywhere];
        let back = papers::sent_back(&mut c, &all, 9).await.unwrap();
        assert_eq!(ids(&back), [theirs.id, mine[1].id, mine[0].id], "the latest first");
        assert_eq!((back[0].state, back[0].reason.as_str()), (PaperState::Rejected, "看不清"));
        assert_eq!(ids(&papers::sent_back(&mut c, &all, 1).await.unwrap()), [theirs.id]);
        drop(c);
        assert!(entered(store, &sample::slip(&it, 5, 1, start().plus(3 * HOUR))).await);
        let back = papers::sent_back(&mut store.read().await.unwrap(), &all, 9).await.unwrap();
        assert_eq!(ids(&back), [theirs.id, mine[1].id], "entered again");
    }

    async fn running_polls_take_slips_the_next_to_close_first(store: &Store) {
        let it = voting(store).await;
        let asked = polls::find(&mut store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        let (id, now) = (PollId(sample::id(50)), start());
        let sooner = Poll { id, state: PollState::Draft, closes: now.plus(DAY), ..asked.clone() };
        let draft = Poll { id: PollId(sample::id(51)), ..sooner.clone() };
        unit!(store, |c| {
            polls::record(c, &sooner).await?;
            polls::record(c, &draft).await?;
            polls::open(c, id, polls::Frozen { households: 6, area: 100, heads: 6 }, now).await?;
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        let place = |poll| (poll, it.community.id, sample::NEIGHBOURHOOD.to_owned());
        assert_eq!(papers::running(&mut c, now).await.unwrap(), [place(id), place(it.poll)]);
        assert_eq!(papers::running(&mut c, now.plus(DAY)).await.unwrap(), [place(it.poll)], "closed at its end");
        assert!(papers::running(&mut c, asked.opens.plus(-1)).await.unwrap().is_empty());
        assert_eq!(papers::running(&mut c, asked.opens).await.unwrap().len(), 2);
    }
}
