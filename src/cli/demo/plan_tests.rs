use super::*;
use crate::domain::feedback::{AnswerState, FeedbackState};
use crate::domain::rating::DEFAULT_THRESHOLD;
use std::collections::{HashMap, HashSet};

const NOW: Moment = Moment(1_781_000_000_000);

fn planned(seed: u64) -> Plan {
    plan(seed, NOW, &[])
}

fn site<'a>(plan: &'a Plan, slug: &str) -> &'a Site {
    plan.sites.iter().find(|site| site.place.slug == slug).unwrap()
}

#[test]
fn the_same_seed_and_now_give_the_same_plan() {
    let text = |seed| format!("{:?}", planned(seed));
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

#[test]
fn no_two_feedbacks_share_twelve_characters_in_a_row() {
    let plan = planned(1);
    let said: Vec<&Said> = plan.sites.iter().flat_map(|site| &site.said).collect();
    assert!(said.len() >= 400, "{}", said.len());
    let mut seen: HashMap<Vec<char>, usize> = HashMap::new();
    for (at, one) in said.iter().enumerate() {
        let text: Vec<char> = one.feedback.text.chars().filter(|c| c.is_alphanumeric()).collect();
        for run in text.windows(12) {
            let first = *seen.entry(run.to_vec()).or_insert(at);
            assert_eq!(first, at, "'{}' and '{}'", said[first].feedback.text, one.feedback.text);
        }
    }
}

#[test]
fn nothing_happens_after_now_or_before_its_cause() {
    const HOUR: i64 = 3_600_000;
    // By day, just before and after midnight in China, in the holidays of the New Year.
    for (seed, now) in
        [(1, NOW.0), (2, 1_781_452_700_000), (3, 1_781_452_900_000), (4, 1_771_300_000_000), (5, NOW.0 + 7 * HOUR)]
    {
        in_order(&plan(seed, Moment(now), &[]), Moment(now));
    }
}

fn in_order(plan: &Plan, now: Moment) {
    for site in &plan.sites {
        for one in &site.said {
            let feedback = &one.feedback;
            assert!(feedback.created_at < now && feedback.created_at >= site.community.created_at);
            assert!(one.supports.iter().all(|support| support.at >= feedback.created_at && support.at <= now));
            assert!(one.decided.iter().all(|act| act.at > feedback.created_at && act.at < now));
            assert!(
                one.answers
                    .iter()
                    .all(|answer| Some(answer.created_at) >= feedback.published_at && answer.created_at < now)
            );
            assert!(one.notes.iter().all(|note| Some(note.created_at) > feedback.answered_at && note.created_at < now));
        }
        for cast in site.vote.iter().flat_map(|vote| &vote.cast) {
            let window = site.vote.as_ref().unwrap().window;
            assert!(cast.at >= window.0 && cast.at < window.1 && cast.at < now);
        }
        assert!(site.ratings.iter().all(|rating| rating.at < now));
        assert!(site.works.iter().filter_map(|work| work.finished_at).all(|at| at < now), "{}", site.place.slug);
        let rated: HashMap<_, _> = site.works.iter().map(|work| (work.id, work.finished_at)).collect();
        assert!(site.ratings.iter().all(|rating| rated[&rating.work].is_some_and(|at| at < rating.at)));
    }
}

#[test]
fn moderators_and_offices_have_something_to_do() {
    let plan = planned(1);
    let all: Vec<&Said> = plan.sites.iter().flat_map(|site| &site.said).collect();
    let count = |test: &dyn Fn(&Said) -> bool| all.iter().filter(|one| test(one)).count();
    let shown = |one: &Said| one.feedback.state == FeedbackState::Published;
    let waiting = count(&|one| one.feedback.state == FeedbackState::Waiting);
    assert!((10..=16).contains(&waiting), "{waiting}");
    assert_eq!(count(&|one| one.feedback.state == FeedbackState::Hidden), 9);
    let owed = |one: &Said| shown(one) && one.feedback.answer_state.is_owed();
    let overdue = count(&|one| owed(one) && one.feedback.due_at <= NOW);
    let soon = count(&|one| owed(one) && one.feedback.due_at > NOW);
    assert!((12..=40).contains(&overdue), "{overdue} overdue");
    assert!(soon >= 5, "{soon} due soon");
    for state in AnswerState::ALL {
        assert!(count(&|one| one.feedback.answer_state == *state) >= 3, "{state}");
    }
    let photos = count(&|one| one.photo.is_some());
    assert!((30..=60).contains(&photos), "{photos} photos");
}

#[test]
fn the_sunny_community_is_short_of_its_quorum_six_days_before_the_end() {
    let plan = planned(1);
    let vote = site(&plan, "yangguang").vote.as_ref().unwrap();
    assert_eq!(vote.counted().len(), 371);
    let households: HashSet<_> = vote.counted().iter().map(|cast| cast.household).collect();
    assert_eq!(households.len(), 371);
    assert!(vote.slips.len() >= 5);
    assert_eq!(plan.sites.iter().filter(|site| site.vote.as_ref().is_some_and(|vote| vote.window.1 > NOW)).count(), 3);
    assert_eq!(
        plan.sites.iter().filter(|site| site.vote.as_ref().is_some_and(|vote| vote.cancelled.is_some())).count(),
        1
    );
}

#[test]
fn every_ballot_fits_the_money() {
    let plan = planned(1);
    let mut cast = 0;
    for site in &plan.sites {
        let Some(vote) = &site.vote else { continue };
        let costs: Vec<_> = site
            .works
            .iter()
            .filter(|work| vote.works.contains(&work.id))
            .map(|work| (work.id, work.cost_fen))
            .collect();
        for one in vote.cast.iter().chain(&vote.slips) {
            assert_eq!(one.ballot.check(&costs, vote.question.budget_yuan * 100), Ok(()));
            cast += 1;
        }
    }
    assert!((2_300..=3_300).contains(&cast), "{cast}");
}

#[test]
fn one_work_is_below_the_threshold_and_one_community_has_few_answers() {
    let plan = planned(1);
    let share = |site: &Site, work: &Work| {
        let of: Vec<_> = site.ratings.iter().filter(|rating| rating.work == work.id).collect();
        let good = of.iter().filter(|rating| rating.level.is_satisfied()).count();
        (i64::try_from(good).unwrap(), i64::try_from(of.len()).unwrap())
    };
    let bayi = site(&plan, "bayi");
    let below: Vec<_> = bayi
        .works
        .iter()
        .filter(|work| work.finished_at.is_some())
        .filter(|work| {
            let (good, all) = share(bayi, work);
            all >= 20 && !DEFAULT_THRESHOLD.is_met(good, all)
        })
        .collect();
    assert_eq!(below.len(), 1, "{below:?}");
    let few = site(&plan, "dongsheng-sushe");
    assert!(few.works.iter().any(|work| {
        let all = share(few, work).1;
        all > 0 && all < 5
    }));
    let ratings: usize = plan.sites.iter().map(|site| site.ratings.len()).sum();
    assert!((1_200..=2_200).contains(&ratings), "{ratings}");
    let late = bayi.defects.iter().filter(|one| one.state.is_running() && one.due_at <= NOW).count();
    assert!((2..=5).contains(&late), "{late} late");
}
