use super::*;
use crate::domain::ballot::Ballot;
use crate::domain::ids::{BallotId, CommunityId, HouseholdId, PollId, ProjectId};
use crate::domain::moment::Moment;
use crate::domain::poll::{ConflictRule, Method, PollState};
use crate::domain::work::Class;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn poll(preset: &str, budget_fen: i64, roll: i64) -> Poll {
    Poll {
        id: PollId(id(1)),
        community_id: CommunityId(id(2)),
        project_id: ProjectId(id(3)),
        title_zh: String::new(),
        title_en: String::new(),
        text_zh: String::new(),
        text_en: String::new(),
        method: Method::ApprovalBudget,
        conflict_rule: ConflictRule::LatestBeforeClose,
        preset: preset.to_owned(),
        budget_fen,
        state: PollState::Open,
        opens: Moment(0),
        closes: Moment(10),
        roll_households: roll,
        roll_area: roll * 100,
        roll_heads: roll,
        cancel_reason: String::new(),
        outcome: None,
        created_at: Moment(0),
        revised_at: Moment(0),
    }
}

fn options(costs: &[i64]) -> Vec<PollOption> {
    let option = |(cost_fen, n): (&i64, u128)| PollOption {
        work: WorkId(id(n)),
        position: 0,
        zh: n.to_string(),
        en: String::new(),
        note_zh: String::new(),
        note_en: String::new(),
        class: Class::Basic,
        cost_fen: *cost_fen,
    };
    costs.iter().zip(100..).map(option).collect()
}

fn cast(n: u128, area: i64, works: &[u128]) -> ballots::Counted {
    ballots::Counted {
        id: BallotId(id(n)),
        household: HouseholdId(id(n)),
        area,
        owner_key: None,
        channel: if n.is_multiple_of(2) { Channel::Paper } else { Channel::Online },
        ballot: Ballot::new(works.iter().map(|n| WorkId(id(*n))).collect(), true),
        cast_at: Moment(1),
        receipt: String::new(),
    }
}

#[test]
fn most_households_win_while_the_money_lasts_and_blanks_count_for_turnout() {
    let ballots = [cast(1, 50, &[100, 101]), cast(2, 60, &[100]), cast(3, 70, &[102]), cast(4, 80, &[])];
    let outcome = count(&poll("none", 100, 10), &options(&[60, 50, 40]), &ballots, 0);
    let verdicts: Vec<(u128, Verdict)> = outcome.works.iter().map(|w| (w.work.0.as_u128(), w.verdict)).collect();
    assert_eq!(
        verdicts,
        [(100, Verdict::Won), (102, Verdict::Won), (101, Verdict::DoesNotFit { missing_fen: 50 })],
        "of equal votes the cheaper has the earlier turn"
    );
    assert_eq!(outcome.works[1].tied_with, [WorkId(id(101))]);
    assert_eq!(outcome.took_part, Counts { households: 4, area: 260, heads: None });
    assert_eq!((outcome.blank, outcome.spent_fen, outcome.quorum), (1, 100, None));
    assert_eq!(outcome.channels, [(Channel::Online, 2), (Channel::Paper, 2)]);
}

#[test]
fn where_the_law_asks_for_it_a_work_needs_its_majority_by_households_and_by_area() {
    // Three quarters of the households, but not of the area.
    let ballots = [cast(1, 50, &[100]), cast(2, 50, &[100]), cast(3, 50, &[100, 101]), cast(4, 100, &[101])];
    let outcome = count(&poll("cc278_major", 100, 6), &options(&[10, 10]), &ballots, 0);
    assert!(outcome.works.iter().all(|work| work.verdict == Verdict::NoMajority));
    assert_eq!(outcome.quorum, Some(false), "250 of 600 area is below two thirds");
    let ballots = [cast(1, 100, &[100]), cast(2, 100, &[100]), cast(3, 100, &[100, 101]), cast(4, 100, &[101])];
    let outcome = count(&poll("cc278_major", 100, 6), &options(&[10, 10]), &ballots, 0);
    assert_eq!(outcome.works[0].verdict, Verdict::Won);
    assert_eq!(outcome.works[1].verdict, Verdict::NoMajority);
    assert_eq!(outcome.quorum, Some(true));
}

#[test]
fn a_frozen_outcome_reads_back_the_same() {
    let outcome = count(&poll("survey_80", 100, 2), &options(&[60, 50]), &[cast(1, 50, &[100])], 2);
    let text = serde_json::to_string(&outcome).unwrap();
    assert_eq!(close_frozen(&text), outcome);
    let before = text.replace("\"unconfirmed\":2,", "");
    assert_ne!(before, text);
    assert_eq!(close_frozen(&before).unconfirmed, 0, "one that was frozen before slips were told");
}

fn close_frozen(text: &str) -> PollOutcome {
    crate::service::polls::close::frozen(Some(text)).unwrap().unwrap()
}

#[test]
fn flats_of_one_owner_are_one_head_in_a_poll_of_owners_and_not_in_one_of_households() {
    let mut ballots = [cast(1, 60, &[100]), cast(2, 40, &[101]), cast(3, 100, &[100, 101]), cast(4, 100, &[100])];
    for ballot in ballots.iter_mut().take(2) {
        ballot.owner_key = Some(vec![7; 32]);
    }
    let mut asked = poll("cc278_ordinary", 100, 4);
    asked.roll_heads = 3;
    let outcome = count(&asked, &options(&[10, 10]), &ballots, 0);
    assert_eq!((outcome.roll.heads(), outcome.took_part.heads(), outcome.took_part.households), (3, 3, 4));
    let heads = |n: usize| outcome.works[n].chosen.heads();
    assert_eq!((heads(0), heads(1)), (3, 1), "of the owner of two flats the larger one speaks");
    assert_eq!(outcome.works[1].verdict, Verdict::NoMajority);
    assert_eq!(close_frozen(&serde_json::to_string(&outcome).unwrap()), outcome);
    asked.preset = "residents_meeting".to_owned();
    let outcome = count(&asked, &options(&[10, 10]), &ballots, 0);
    assert_eq!((outcome.took_part.heads, outcome.works[0].chosen.heads()), (None, 3));
}

#[test]
fn where_no_owner_is_known_a_poll_of_owners_is_frozen_as_it_always_was() {
    let outcome = count(&poll("cc278_ordinary", 100, 4), &options(&[10, 10]), &[cast(1, 60, &[100])], 0);
    assert!(!serde_json::to_string(&outcome).unwrap().contains("heads"));
}
