//! Each of the five sources rises and leaves.

use super::*;
use crate::domain::defect::DefectState;
use crate::domain::feedback::Tile;
use crate::domain::ids::DefectId;
use crate::domain::ids::{PollId, WorkId};
use crate::domain::moment::DAY;
use crate::store::duties::{Corrections, Fault, Owed, Running};
use uuid::Uuid;

const NOW: Moment = Moment(1_800_000_000_000);

fn here() -> At {
    At { id: CommunityId(Uuid::nil()), slug: "yang-guang".to_owned(), zh: "阳光小区".to_owned(), en: String::new() }
}

fn owed(due_at: Moment) -> Sources {
    let (text, waiting) = (String::new(), false);
    let answer = Owed { at: here(), serial: 7, tile: Tile::Leak, text, households: 3, due_at, waiting };
    Sources { answers: vec![answer], ..Sources::default() }
}

fn poll(preset: &str, closes: Moment, voted: i64, area: i64) -> Sources {
    let running = Running {
        at: here(),
        id: PollId(Uuid::nil()),
        title_zh: String::new(),
        title_en: String::new(),
        preset: preset.to_owned(),
        closes,
        households: (300, voted),
        area: (300, area),
    };
    Sources { polls: vec![running], ..Sources::default() }
}

fn rated(answers: i64, satisfied: i64) -> Sources {
    let (work_zh, work_en) = (String::new(), String::new());
    let id = WorkId(Uuid::nil());
    let work = duties::Judged { at: here(), id, work_zh, work_en, answers, satisfied, percent: 80 };
    Sources { works: vec![work], ..Sources::default() }
}

fn fault(state: DefectState, due_at: Moment) -> Sources {
    let (work_zh, work_en) = (String::new(), String::new());
    let fault =
        Fault { at: here(), id: DefectId(Uuid::nil()), work: WorkId(Uuid::nil()), work_zh, work_en, state, due_at };
    Sources { faults: vec![fault], ..Sources::default() }
}

fn rises(sources: Sources) -> bool {
    !needs(NOW, sources).is_empty()
}

#[test]
fn an_answer_rises_two_days_before_it_is_due() {
    assert!(rises(owed(NOW.plus(-DAY))));
    assert!(rises(owed(NOW.plus(2 * DAY))));
    assert!(!rises(owed(NOW.plus(2 * DAY + 1))));
}

#[test]
fn a_poll_rises_in_its_last_week_and_leaves_with_its_quorum() {
    let soon = NOW.plus(6 * DAY);
    assert!(rises(poll("cc278_major", soon, 150, 150)));
    assert!(!rises(poll("cc278_major", soon, 200, 200)));
    assert!(rises(poll("cc278_major", soon, 200, 199)), "area is short");
    assert!(!rises(poll("cc278_major", NOW.plus(8 * DAY), 0, 0)));
    assert!(!rises(poll("cc278_major", NOW, 0, 0)), "it is over");
    assert!(!rises(poll("none", soon, 0, 0)), "no quorum is asked for");
    let Some(What::Poll { missing, .. }) = needs(NOW, poll("cc278_major", soon, 150, 150)).pop().map(|n| n.what) else {
        panic!()
    };
    assert_eq!(missing, 50);
}

#[test]
fn a_work_rises_below_its_threshold_once_five_answered() {
    assert!(rises(rated(10, 7)));
    assert!(!rises(rated(10, 8)));
    assert!(!rises(rated(4, 0)), "too few answered");
}

#[test]
fn a_fault_rises_until_it_is_fixed() {
    for state in DefectState::ALL {
        assert_eq!(rises(fault(*state, NOW.plus(9 * DAY))), state.is_running(), "{state}");
    }
}

#[test]
fn what_is_said_to_be_wrong_on_the_roll_rises_with_its_day() {
    let due = NOW.plus(-DAY);
    let corrections = vec![Corrections { at: here(), number: 3, late: 1, due_at: due }];
    let found = needs(NOW, Sources { corrections, ..Sources::default() });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].due, Some(due));
    assert_eq!(found[0].what, What::Corrections { number: 3, late: 1 });
}

#[test]
fn the_most_pressing_stands_first() {
    let mut all = owed(NOW.plus(DAY));
    all.faults = fault(DefectState::Assigned, NOW.plus(-DAY)).faults;
    all.works = rated(10, 1).works;
    let order: Vec<Option<Moment>> = needs(NOW, all).into_iter().map(|need| need.due).collect();
    assert_eq!(order, [Some(NOW.plus(-DAY)), None, Some(NOW.plus(DAY))]);
}

#[test]
fn many_reports_of_one_work_are_one_need() {
    let mut all = fault(DefectState::Assigned, NOW.plus(DAY));
    all.faults.extend(fault(DefectState::Reopened, NOW.plus(-DAY)).faults);
    all.faults.extend(fault(DefectState::Fixed, NOW.plus(-DAY)).faults);
    let found = needs(NOW, all);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].due, Some(NOW.plus(-DAY)));
    assert!(matches!(found[0].what, What::Defect { state: DefectState::Reopened, number: 2, late: 1, .. }));
}
