//! Polls and who cast what in them.
//!
//! For: [`Vote`], the poll of a community with its ballots, and what they decide.
//! Must not know: receipts and records; the real count is done by `service::polls`.
//! To add: a poll is a row of `words/polls.tsv` and one of [`RULES`].

use crate::cli::demo::dice::Dice;
use crate::cli::demo::words::Question;
use crate::domain::ballot::Ballot;
use crate::domain::feedback::Channel;
use crate::domain::ids::{BallotId, HouseholdId, PollId, WorkId};
use crate::domain::moment::{DAY, Moment};
use crate::domain::poll::{ConflictRule, Method, PollState};
use crate::service::polls::{Verdict, count};
use crate::store::ballots::Counted;
use crate::store::polls::{Poll, PollOption};
use crate::store::roll::Household;
use crate::store::works::Work;
use std::collections::HashSet;
use uuid::Uuid;

/// Short name, preset, which ballot counts, households that take part in per mille.
const RULES: [(&str, &str, ConflictRule, i64); 13] = [
    ("yangguang", "cc278_ordinary", ConflictRule::LatestBeforeClose, 606),
    ("bayi", "none", ConflictRule::LatestBeforeClose, 812),
    ("fuhe-sushe", "cc278_ordinary", ConflictRule::LatestBeforeClose, 779),
    ("dongsheng-sushe", "survey_75_visits", ConflictRule::FirstValid, 784),
    ("liangzhan-sushe", "survey_80", ConflictRule::LatestBeforeClose, 584),
    ("qianjin-xincun", "none", ConflictRule::ElectronicWins, 721),
    ("gucheng-yuan", "none", ConflictRule::LatestBeforeClose, 743),
    ("dongyang-yuan", "residents_meeting", ConflictRule::LatestBeforeClose, 790),
    ("wenfeng-xincun", "none", ConflictRule::FirstValid, 747),
    ("fengxi-yuan", "cc278_major", ConflictRule::LatestBeforeClose, 886),
    ("kuangwu-xincun", "none", ConflictRule::LatestBeforeClose, 214),
    ("gangyuan-xiaoqu", "none", ConflictRule::ElectronicWins, 548),
    ("xiujiang-yuan", "residents_meeting", ConflictRule::LatestBeforeClose, 781),
];

/// A ballot that somebody cast.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Its id.
    pub id: BallotId,
    /// Whose.
    pub household: HouseholdId,
    /// Its area.
    pub area: i64,
    /// By which way.
    pub channel: Channel,
    /// When.
    pub at: Moment,
    /// What.
    pub ballot: Ballot,
    /// Since when a later one counts in its place.
    pub replaced_at: Option<Moment>,
}

/// A poll.
#[derive(Clone, Debug)]
pub struct Vote {
    /// Its question and money.
    pub question: Question,
    /// Its preset.
    pub preset: &'static str,
    /// Which ballot counts.
    pub rule: ConflictRule,
    /// Its window.
    pub window: (Moment, Moment),
    /// The works put to the vote.
    pub works: Vec<WorkId>,
    /// When it was called off.
    pub cancelled: Option<Moment>,
    /// Every ballot.
    pub cast: Vec<Cast>,
    /// Slips typed in once and waiting for a second person.
    pub slips: Vec<Cast>,
}

/// Plans a poll over the works that are not certain.
pub fn vote(
    question: Question,
    works: &[Work],
    households: &[Household],
    window: (Moment, Moment),
    (now, cancelled): (Moment, Option<Moment>),
    dice: &Dice,
) -> Option<Vote> {
    let (_, preset, rule, turnout) = RULES.iter().find(|row| row.0 == question.slug).copied()?;
    let offered: Vec<&Work> = works.iter().filter(|work| !work.must_do).collect();
    let liking: Vec<(WorkId, i64, i64)> =
        offered.iter().map(|work| (work.id, work.cost_fen, liking(&question, work, dice))).collect();
    let budget = question.budget_yuan * 100;
    let until = window.1.min(now).min(cancelled.unwrap_or(now)).plus(-5 * 60_000);
    let mut order: Vec<&Household> = households.iter().collect();
    dice.shuffle(&mut order);
    let roll = i64::try_from(order.len()).unwrap_or(0);
    let many = usize::try_from((roll * turnout + 500) / 1_000).unwrap_or(0);
    let mut cast = Vec::with_capacity(many + many / 10);
    for household in order.iter().take(many) {
        let one = cast_by(household, &liking, budget, (window.0, until), dice);
        // Some change their mind; the earlier ballot stays and does not count.
        if one.channel == Channel::Online && dice.chance(6) && one.at.since(window.0) > DAY {
            let mut earlier = cast_by(household, &liking, budget, (window.0, one.at), dice);
            earlier.channel = Channel::Online;
            earlier.replaced_at = Some(one.at);
            cast.push(earlier);
        }
        cast.push(one);
    }
    let running = cancelled.is_none() && window.1 > now;
    let slips =
        if running && roll > 100 { slips(&order, many, &liking, budget, (window.0, until), dice) } else { vec![] };
    let works = liking.iter().map(|(work, ..)| *work).collect();
    Some(Vote { question, preset, rule, window, works, cancelled, cast, slips })
}

/// A few that have not voted, and one that has voted online already.
fn slips(
    order: &[&Household],
    many: usize,
    liking: &[(WorkId, i64, i64)],
    budget: i64,
    window: (Moment, Moment),
    dice: &Dice,
) -> Vec<Cast> {
    let first = order.first().into_iter();
    let households = first.chain(order.iter().skip(many).take(5));
    let from = window.0.max(window.1.plus(-3 * DAY));
    let slip = |household: &&Household| {
        let one = cast_by(household, liking, budget, (from, window.1), dice);
        Cast { channel: Channel::Paper, ..one }
    };
    households.map(slip).collect()
}

/// How many in a hundred want a work. In the community that said no, hardly anything has a
/// majority.
fn liking(question: &Question, work: &Work, dice: &Dice) -> i64 {
    let wanted = ["停车", "充电棚", "绿化", "扶手", "路灯", "电梯"];
    let base =
        if wanted.iter().any(|part| work.zh.contains(part)) { dice.between(48, 82) } else { dice.between(18, 58) };
    if question.slug == "fengxi-yuan" { base * 6 / 10 } else { base }
}

fn cast_by(
    household: &Household,
    liking: &[(WorkId, i64, i64)],
    budget: i64,
    (from, until): (Moment, Moment),
    dice: &Dice,
) -> Cast {
    let channels =
        [(Channel::Online, 61), (Channel::Paper, 26), (Channel::Desk, 6), (Channel::Meeting, 4), (Channel::Phone, 3)];
    let at = dice.moment(from, until);
    Cast {
        id: BallotId(dice.id(at)),
        household: household.id,
        area: household.area,
        channel: dice.weighted(&channels, Channel::Online),
        at,
        ballot: ballot(liking, budget, dice),
        replaced_at: None,
    }
}

/// What a household ticks: what it likes, as long as the money lasts.
fn ballot(liking: &[(WorkId, i64, i64)], budget: i64, dice: &Dice) -> Ballot {
    if dice.chance(2) {
        return Ballot::new(Vec::new(), true);
    }
    let mut order = liking.to_vec();
    dice.shuffle(&mut order);
    let mut left = budget;
    let mut choices = Vec::new();
    for (work, cost, percent) in &order {
        if *cost <= left && dice.chance(*percent) {
            left -= cost;
            choices.push(*work);
        }
    }
    Ballot::new(choices, true)
}

impl Vote {
    /// The works that win, by the same count as the real one.
    pub fn winners(&self, works: &[Work], households: &[Household]) -> HashSet<WorkId> {
        let ids = works.first().map(|work| (work.community_id, work.project_id));
        let Some((community_id, project_id)) = ids else { return HashSet::new() };
        let poll = Poll {
            id: PollId(Uuid::nil()),
            community_id,
            project_id,
            title_zh: String::new(),
            title_en: String::new(),
            text_zh: String::new(),
            text_en: String::new(),
            method: Method::ApprovalBudget,
            conflict_rule: self.rule,
            preset: self.preset.to_owned(),
            budget_fen: self.question.budget_yuan * 100,
            state: PollState::Open,
            opens: self.window.0,
            closes: self.window.1,
            roll_households: i64::try_from(households.len()).unwrap_or(0),
            roll_area: households.iter().map(|flat| flat.area).sum(),
            roll_heads: i64::try_from(households.len()).unwrap_or(0),
            cancel_reason: String::new(),
            outcome: None,
            created_at: self.window.0,
            revised_at: self.window.0,
        };
        let outcome = count(&poll, &options(&self.works, works), &self.counted(), 0);
        let won = outcome.works.iter().filter(|work| work.verdict == Verdict::Won);
        won.map(|work| work.work).collect()
    }

    /// The ballots that count.
    pub fn counted(&self) -> Vec<Counted> {
        let in_force = self.cast.iter().filter(|cast| cast.replaced_at.is_none());
        in_force.map(Cast::counted).collect()
    }
}

impl Cast {
    /// As the count sees it.
    pub fn counted(&self) -> Counted {
        Counted {
            id: self.id,
            household: self.household,
            area: self.area,
            owner_key: None,
            channel: self.channel,
            ballot: self.ballot.clone(),
            cast_at: self.at,
            receipt: String::new(),
        }
    }
}

fn options(offered: &[WorkId], works: &[Work]) -> Vec<PollOption> {
    let found = works.iter().filter(|work| offered.contains(&work.id));
    found
        .map(|work| PollOption {
            work: work.id,
            position: work.position,
            zh: work.zh.clone(),
            en: work.en.clone(),
            note_zh: String::new(),
            note_en: String::new(),
            class: work.class,
            cost_fen: work.cost_fen,
        })
        .collect()
}
