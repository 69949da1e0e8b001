//! How finished works are judged, and what is wrong with them.
//!
//! For: [`judge`], the ratings and defects of one community.
//! Must not know: how they are shown; small numbers are hidden by the pages.
//! To add: a fault's words need their works in [`FAULTY`], by the line of `words/defects.tsv`.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::words::Fault;
use crate::domain::calendar::Term;
use crate::domain::defect::{DefectState, RECHECK, Severity};
use crate::domain::ids::{DefectId, HouseholdId, RatingId, WorkId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::project::Stage;
use crate::domain::rating::{Level5, Reason};
use crate::store::roll::Household;
use crate::store::works::Work;

/// One judgement.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Its id.
    pub id: RatingId,
    /// The work.
    pub work: WorkId,
    /// Whose.
    pub household: HouseholdId,
    /// How good.
    pub level: Level5,
    /// Why bad.
    pub reason: Option<Reason>,
    /// In words.
    pub text: String,
    /// When.
    pub at: Moment,
}

/// One fault.
#[derive(Clone, Debug)]
pub struct Faulty {
    /// Its id.
    pub id: DefectId,
    /// The work.
    pub work: WorkId,
    /// Who says so.
    pub household: HouseholdId,
    /// What is wrong.
    pub text: String,
    /// How far it is.
    pub state: DefectState,
    /// How pressing.
    pub severity: Severity,
    /// When it is due.
    pub due_at: Moment,
    /// What whoever fixed it says.
    pub note: &'static str,
    /// When it was reported.
    pub at: Moment,
    /// When its state changed last.
    pub changed_at: Moment,
}

/// The works a fault can belong to, in the order of `words/defects.tsv`.
const FAULTY: [&str; 24] = [
    "楼梯间",
    "楼道照明",
    "屋面",
    "广场",
    "门禁",
    "雨污",
    "坡道",
    "雨污",
    "停车位",
    "门禁",
    "落水管",
    "充电棚",
    "绿化",
    "扶手",
    "外墙",
    "安防",
    "供水",
    "健身",
    "弱电",
    "供水",
    "公告栏",
    "屋面",
    "垃圾",
    "消防通道",
];

/// The work of each community that most are not content with.
const WORST: [(&str, &str); 2] = [("bayi", "楼梯间"), ("wenfeng-xincun", "停车位")];

/// The households that answer, by community, in per mille, and the works that each rates in a hundred.
const ANSWERING: [(&str, i64, i64); 5] = [
    ("bayi", 460, 84),
    ("dongsheng-sushe", 28, 60),
    ("dongyang-yuan", 210, 78),
    ("wenfeng-xincun", 340, 82),
    ("xiujiang-yuan", 250, 80),
];

/// Ratings within the window, and the faults that bad ones opened.
pub fn judge(
    (slug, stage): (&str, Stage),
    works: &[Work],
    households: &[Household],
    (opens, until): (Moment, Moment),
    (faults, now): (&[Fault], Moment),
    dice: &Dice,
) -> (Vec<Judged>, Vec<Faulty>) {
    let Some((_, share, each)) = ANSWERING.iter().find(|row| row.0 == slug).copied() else { return Default::default() };
    let mut order: Vec<&Household> = households.iter().collect();
    dice.shuffle(&mut order);
    let many = usize::try_from(i64::try_from(order.len()).unwrap_or(0) * share / 1_000).unwrap_or(0);
    let finished: Vec<&Work> = works.iter().filter(|work| work.finished_at.is_some()).collect();
    let mut words: Vec<(&Fault, &str)> = faults.iter().zip(FAULTY).collect();
    dice.shuffle(&mut words);
    let (mut ratings, mut defects) = (Vec::new(), Vec::new());
    for household in order.iter().take(many) {
        let at = dice.moment(opens, until);
        for (work, step) in finished.iter().zip(0_i64..).filter(|_| dice.chance(each)) {
            let mut one = rate(slug, work, household.id, at.plus(step * 9_000 + dice.between(0, 4_000)), dice);
            if one.level.is_bad() {
                let fitting = words.iter().position(|(_, part)| work.zh.contains(part));
                let fault = fitting.map(|found| words.swap_remove(found).0);
                let english = dice.chance(8);
                let said = |fault: &Fault| if english { fault.en } else { fault.zh }.to_owned();
                one.text = fault.map(said).unwrap_or_default();
                defects.push(open(&one, fault, (stage, now), dice));
            }
            ratings.push(one);
        }
    }
    limit_overdue(&mut defects, now, dice);
    (ratings, defects)
}

fn rate(slug: &str, work: &Work, household: HouseholdId, at: Moment, dice: &Dice) -> Judged {
    use Level5 as L;
    let worst = WORST.iter().any(|(place, part)| *place == slug && work.zh.contains(part));
    let levels = if worst {
        [
            (L::VerySatisfied, 14),
            (L::Satisfied, 27),
            (L::BasicallySatisfied, 25),
            (L::Dissatisfied, 24),
            (L::VeryDissatisfied, 10),
        ]
    } else {
        [
            (L::VerySatisfied, 34),
            (L::Satisfied, 41),
            (L::BasicallySatisfied, 18),
            (L::Dissatisfied, 5),
            (L::VeryDissatisfied, 2),
        ]
    };
    let level = dice.weighted(&levels, L::Satisfied);
    let reason = level.is_bad().then(|| dice.pick(Reason::ALL).copied()).flatten();
    Judged { id: RatingId(dice.id(at)), work: work.id, household, level, reason, text: String::new(), at }
}

/// A bad rating opens a fault; the older, the further it is.
fn open(one: &Judged, fault: Option<&Fault>, (stage, now): (Stage, Moment), dice: &Dice) -> Faulty {
    use DefectState as S;
    let days = fault.map_or(7, |fault| fault.days);
    let due_at = Term::WorkingDays(days).due(one.at);
    let states: &[(S, i64)] = match stage {
        Stage::Finished if due_at > now => &[(S::Reported, 30), (S::Assigned, 50), (S::Fixed, 20)],
        Stage::Finished => &[(S::Assigned, 20), (S::Fixed, 25), (S::Confirmed, 45), (S::Reopened, 6), (S::Disputed, 4)],
        _ => &[(S::Confirmed, 90), (S::WontFix, 7), (S::Fixed, 3)],
    };
    let state = dice.weighted(states, S::Confirmed);
    let changed_at = if state == S::Reported { one.at } else { dice.moment(one.at, due_at.min(now)) };
    // Who lives there has a few days to look at a repair.
    let due_at = if state == S::Fixed { RECHECK.due(changed_at) } else { due_at };
    Faulty {
        id: DefectId(dice.id(one.at)),
        work: one.work,
        household: one.household,
        text: one.text.clone(),
        state,
        severity: if days <= 3 { Severity::Urgent } else { Severity::Ordinary },
        due_at,
        note: note(state),
        at: one.at,
        changed_at,
    }
}

const fn note(state: DefectState) -> &'static str {
    match state {
        DefectState::Fixed | DefectState::Confirmed => "施工队已返工，请住户看一看。",
        DefectState::Reopened => "住户说又坏了，重新派工。",
        DefectState::Disputed => "施工队与住户说法不一，约监理到场。",
        DefectState::WontFix => "属于户内装修，不在改造范围，已当面说明。",
        DefectState::Assigned => "已派施工队。",
        DefectState::Reported => "",
    }
}

/// Few are late: the others that should be done by now are.
fn limit_overdue(defects: &mut [Faulty], now: Moment, dice: &Dice) {
    const LATE: usize = 5;
    let late = defects.iter_mut().filter(|one| one.state.is_running() && one.due_at <= now);
    for one in late.skip(LATE) {
        one.state = DefectState::Confirmed;
        one.note = note(one.state);
        one.changed_at = dice.moment(one.at, one.due_at.min(one.at.plus(9 * DAY)));
    }
}
