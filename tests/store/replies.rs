//! Promises about what comes to a feedback later: supports, notes, answers.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::feedback::{AnswerState, FeedbackState};
use linli::domain::ids::{FeedbackId, StaffId};
use linli::domain::moderation::{Act, Rule};
use linli::domain::moment::HOUR;
use linli::store::decisions::{self, Decision};
use linli::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use linli::store::{Store, StoreError};

fn answer(to: &Feedback, n: u128, text: &str, after: i64) -> Answer {
    Answer {
        id: sample::id(n),
        community_id: to.community_id,
        feedback_id: to.id,
        staff_id: StaffId(sample::id(900)),
        outcome: AnswerState::Answered,
        text: text.to_owned(),
        created_at: start().plus(after),
    }
}

async fn counts(store: &Store, id: FeedbackId) -> (i64, i64) {
    let found = feedback::find(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
    (found.people, found.households)
}

promises! {
    async fn a_supporter_counts_once_as_a_person_or_as_a_household(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let none = |serial| Feedback { people: 0, households: 0, ..sample::said(here, serial, start()) };
        let (one, beside) = (none(1), none(2));
        sample::rows(store, &[one.clone(), beside.clone()]).await;
        let at = (one.id, here);
        let (phone, flat) = (sample::id(60), sample::id(61));
        let told = unit!(store, |c| {
            let mut told = Vec::new();
            for (who, household) in [(phone, false), (phone, false), (flat, true), (flat, true), (sample::id(62), false)] {
                told.push(feedback::record_support(c, at, who, household, start()).await?);
            }
            Ok::<_, StoreError>(told)
        });
        assert_eq!(told, [true, false, true, false, true]);
        assert_eq!(counts(store, one.id).await, (2, 1));
        assert_eq!(counts(store, beside.id).await, (0, 0));
    }

    async fn a_person_is_taken_back_once_and_a_household_never(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let one = Feedback { people: 0, households: 0, ..sample::said(here, 1, start()) };
        sample::rows(store, std::slice::from_ref(&one)).await;
        let (id, phone, flat) = (one.id, sample::id(60), sample::id(61));
        unit!(store, |c| {
            feedback::record_support(c, (id, here), phone, false, start()).await?;
            feedback::record_support(c, (id, here), flat, true, start()).await?;
            for who in [phone, phone, flat, sample::id(62)] {
                feedback::remove_support(c, id, who).await?;
            }
            Ok::<_, StoreError>(())
        });
        assert_eq!(counts(store, id).await, (0, 1));
        let again = unit!(store, |c| feedback::record_support(c, (id, here), phone, false, start()).await);
        assert!(again, "who was taken back may say it again");
    }

    async fn a_note_sent_twice_stands_once_and_notes_stand_in_their_order(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, two) = (sample::said(here, 1, start()), sample::said(here, 2, start()));
        sample::rows(store, &[one.clone(), two.clone()]).await;
        let note = |n: u128, to: &Feedback, kind, text: &str, after| Note {
            id: sample::id(n),
            community_id: here,
            feedback_id: to.id,
            kind,
            text: text.to_owned(),
            created_at: start().plus(after),
        };
        let later = note(1, &one, NoteKind::Disputed, "", HOUR);
        let first = note(2, &one, NoteKind::Line, "晚上八点以后", 0);
        let again = Note { text: "改了".to_owned(), ..first.clone() };
        let all = [later.clone(), first.clone(), again, note(3, &two, NoteKind::Solved, "", 0)];
        unit!(store, |c| {
            for one in &all {
                feedback::record_note(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(feedback::notes(&mut c, one.id).await.unwrap(), [first, later]);
        assert_eq!(feedback::notes(&mut c, two.id).await.unwrap().len(), 1);
    }

    async fn the_newest_answer_stands_beside_what_is_shown(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let there = sample::community(store, "beihu", start()).await.id;
        let one = sample::said(here, 1, start());
        let hidden = Feedback { state: FeedbackState::Hidden, ..sample::said(here, 2, start()) };
        let far = sample::said(there, 1, start());
        sample::rows(store, &[one.clone(), hidden.clone(), far.clone(), sample::said(here, 3, start())]).await;
        let last = answer(&one, 1, "周五来换", HOUR);
        let first = answer(&one, 2, "记下了", 0);
        let all = [last.clone(), first.clone(), answer(&hidden, 3, "藏起来的", 0), answer(&far, 4, "别处", 0)];
        unit!(store, |c| {
            for one in &all {
                feedback::record_answer(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(feedback::answers(&mut c, one.id).await.unwrap(), [first, last], "the oldest first");
        let beside = feedback::last_answers(&mut c, here).await.unwrap();
        assert_eq!(beside.into_iter().collect::<Vec<_>>(), [(one.id, "周五来换".to_owned())]);
    }

    async fn the_rule_that_hides_is_the_newest_one_in_force(store: &Store) {
        let here = sample::community(store, "cuiyuan", start()).await.id;
        let (one, bare) = (sample::said(here, 1, start()), sample::said(here, 2, start()));
        sample::rows(store, &[one.clone(), bare.clone()]).await;
        let made = |n, act, rule, after| sample::decision(&one, n, (act, rule), start().plus(after));
        let all: [Decision; 4] = [
            made(1, Act::Hide, Some(Rule::Advert), 0),
            made(2, Act::Hide, Some(Rule::Insult), HOUR),
            made(3, Act::Hide, Some(Rule::Illegal), 2 * HOUR),
            made(4, Act::Mask, None, 3 * HOUR),
        ];
        let undone = all[2].id;
        unit!(store, |c| {
            for one in &all {
                decisions::record(c, one).await?;
            }
            decisions::undo(c, undone, start().plus(3 * HOUR)).await
        });
        let mut c = store.read().await.unwrap();
        let by = feedback::hidden_by(&mut c, one.id).await.unwrap();
        assert_eq!(by, Some((Rule::Insult, start().plus(HOUR))));
        assert_eq!(feedback::hidden_by(&mut c, bare.id).await.unwrap(), None);
    }
}
