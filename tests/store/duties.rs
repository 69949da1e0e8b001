//! Promises about what waits for somebody in the communities of a region.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ballot::Ballot;
use linli::domain::defect::DefectState;
use linli::domain::feedback::{AnswerState, Channel, FeedbackState};
use linli::domain::ids::{BallotId, PollId, RatingId};
use linli::domain::moment::{DAY, Moment};
use linli::domain::poll::PollState;
use linli::domain::rating::Level5;
use linli::store::ballots::{self, NewBallot};
use linli::store::defects::{self, Defect};
use linli::store::feedback::Feedback;
use linli::store::polls::{self, Poll};
use linli::store::ratings::{self, Rating};
use linli::store::{Store, StoreError, duties, figures};

fn serials(found: &[duties::Owed]) -> Vec<i64> {
    found.iter().map(|owed| owed.serial).collect()
}

/// A ballot for the first work; `n` tells it apart.
fn cast(it: &sample::Voting, n: u128, household: usize, replaced_at: Option<Moment>) -> NewBallot {
    NewBallot {
        id: BallotId(sample::id((20 << 20) + n)),
        poll: it.poll,
        community: it.community.id,
        household: it.households[household],
        channel: Channel::Online,
        choices: ballots::encode(&Ballot::new(vec![it.works[0]], false)),
        cast_at: start(),
        receipt: format!("{n:020x}"),
        once: sample::id((21 << 20) + n),
        staff: None,
        replaced_at,
    }
}

promises! {
    async fn an_answer_is_owed_until_it_is_given_soonest_first(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::elsewhere(store, "beihu", start()).await.id;
        let by = start().plus(DAY);
        let said = |serial, due_at| Feedback { due_at, ..sample::said(here, serial, start()) };
        let all = [
            said(1, by),
            Feedback { state: FeedbackState::Waiting, ..said(2, start()) },
            Feedback { answer_state: AnswerState::Disputed, ..said(3, start().plus(-DAY)) },
            said(4, by.plus(1)),
            Feedback { answer_state: AnswerState::Answered, ..said(5, start()) },
            Feedback { state: FeedbackState::Hidden, ..said(6, start()) },
            Feedback { state: FeedbackState::Withdrawn, ..said(7, start()) },
            Feedback { due_at: start(), ..sample::said(there, 9, start()) },
        ];
        sample::rows(store, &all).await;
        let mut c = store.read().await.unwrap();
        let found = duties::owed(&mut c, "360102", by, 10).await.unwrap();
        assert_eq!(serials(&found), [3, 2, 1]);
        let first = &found[0];
        assert_eq!((first.at.id, first.at.slug.as_str(), first.at.zh.as_str()), (here, "cuiyuan", "翠苑新村"));
        assert_eq!((first.tile, first.text.as_str()), (all[2].tile, all[2].shown_text.as_str()));
        assert_eq!((first.households, first.due_at), (all[2].households, all[2].due_at));
        assert_eq!(serials(&duties::owed(&mut c, "360102", by, 2).await.unwrap()), [3, 2]);
        assert_eq!(serials(&duties::owed(&mut c, "360103", by, 10).await.unwrap()), [9]);
        assert_eq!(duties::owed(&mut c, "", by, 10).await.unwrap().len(), 4);
        assert_eq!(duties::owed(&mut c, "36010", by, 10).await.unwrap().len(), 4, "a code is a beginning");
        assert!(duties::owed(&mut c, "3602", by, 10).await.unwrap().is_empty());
    }

    async fn a_running_poll_counts_only_ballots_in_force(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 4, start()).await;
        let closes = start().plus(10 * DAY);
        let given = [cast(&it, 1, 0, Some(start())), cast(&it, 2, 0, None), cast(&it, 3, 1, None)];
        let asked = polls::find(&mut store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        let draft = Poll { id: PollId(sample::id(50)), state: PollState::Draft, ..asked.clone() };
        unit!(store, |c| {
            for one in &given {
                ballots::record(c, one).await?;
            }
            polls::record(c, &draft).await
        });
        let mut c = store.read().await.unwrap();
        let found = duties::running(&mut c, "3601", start(), closes).await.unwrap();
        assert_eq!(found.len(), 1, "a draft is not running");
        assert_eq!((found[0].id, found[0].closes, found[0].preset.as_str()), (it.poll, closes, "none"));
        assert_eq!((found[0].households, found[0].area), ((4, 2), (4 * 7_850, 2 * 7_850)));
        assert_eq!((found[0].at.id, found[0].title_zh.as_str()), (it.community.id, asked.title_zh.as_str()));
        let none = [
            duties::running(&mut c, "3601", start(), closes.plus(-1)).await.unwrap(),
            duties::running(&mut c, "3601", closes, closes.plus(DAY)).await.unwrap(),
            duties::running(&mut c, "3601", asked.opens.plus(-1), closes).await.unwrap(),
            duties::running(&mut c, "360103", start(), closes).await.unwrap(),
        ];
        assert!(none.iter().all(Vec::is_empty), "closes later, is over, is not open yet, is elsewhere: {none:?}");
        assert_eq!(duties::running(&mut c, "3601", asked.opens, closes).await.unwrap().len(), 1);
        drop(c);
        let poll = it.poll;
        unit!(store, |c| polls::cancel(c, poll, "预算有变", start()).await);
        let mut c = store.read().await.unwrap();
        assert!(duties::running(&mut c, "3601", start(), closes).await.unwrap().is_empty());
    }

    async fn a_fault_waits_until_somebody_fixed_it_or_said_no(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 8, start()).await;
        let states = DefectState::ALL.iter().copied().enumerate();
        let all: Vec<Defect> = states
            .map(|(n, state)| Defect { state, ..sample::defect(&it, n as u128, 0, Some(n), start().plus(-(n as i64))) })
            .collect();
        let given = all.clone();
        unit!(store, |c| {
            for one in &given {
                defects::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        let found = duties::faults(&mut c, "360102", 10).await.unwrap();
        let mut due: Vec<&Defect> = all.iter().filter(|fault| fault.state.is_running()).collect();
        due.sort_by_key(|fault| fault.due_at);
        let seen: Vec<_> = found.iter().map(|fault| (fault.id, fault.state, fault.due_at, fault.work)).collect();
        assert_eq!(seen, due.iter().map(|f| (f.id, f.state, f.due_at, f.work_id)).collect::<Vec<_>>());
        assert_eq!((found[0].work_zh.as_str(), found[0].at.id), ("楼道照明", it.community.id));
        assert_eq!(duties::faults(&mut c, "360102", 2).await.unwrap(), found[..2]);
        assert!(duties::faults(&mut c, "360103", 10).await.unwrap().is_empty());
    }

    async fn works_are_judged_where_one_is_below_its_threshold_as_last_counted(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 6, start()).await;
        let fine = sample::voting(store, "beihu", 6, start()).await;
        let level = |n: usize| if n < 3 { Level5::Dissatisfied } else { Level5::BasicallySatisfied };
        let mut given: Vec<Rating> = (0..6).map(|n| sample::rating(&it, 0, n, level(n), start())).collect();
        given.push(sample::rating(&it, 1, 0, Level5::Satisfied, start()));
        given.extend((0..6).map(|n| Rating {
            id: RatingId(sample::id(300 + n as u128)),
            ..sample::rating(&fine, 0, n, Level5::Satisfied, start())
        }));
        let touched = [it.community.id, fine.community.id];
        unit!(store, |c| {
            for one in &given {
                ratings::record(c, one).await?;
            }
            for community in touched {
                c.touch(community);
            }
            Ok::<_, StoreError>(())
        });
        assert!(duties::judged(&mut store.read().await.unwrap(), "3601").await.unwrap().is_empty(), "not counted yet");
        unit!(store, |c| figures::refresh(c, "3601").await);
        let mut c = store.read().await.unwrap();
        let found = duties::judged(&mut c, "3601").await.unwrap();
        let mut seen: Vec<_> = found.iter().map(|work| (work.id, work.answers, work.satisfied, work.percent)).collect();
        seen.sort_unstable();
        assert_eq!(seen, [(it.works[0], 6, 3, 80), (it.works[1], 1, 1, 80)]);
        assert!(found.iter().all(|work| work.at.id == it.community.id));
        assert!(duties::judged(&mut c, "360103").await.unwrap().is_empty());
    }
}
