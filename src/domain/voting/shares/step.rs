//! One run of Equal Shares with so much money for everybody.
//!
//! For: [`Counter`]: the same memory used for all steps of 'add one'.
//! Must not know: which step it is, or what completes the outcome.
//! To add: what every round is asked about goes into [`Choice`].
//!
//! In each round the project with the least price per unit of utility wins. A price only grows while purses
//! shrink, so the last lower bound of a project still holds: projects are looked at in the order of their
//! lower bounds until the next bound is above the best price. Where doubles leave more than one candidate,
//! fractions decide ([`Ledger`]).
//!
//! The rounds at the beginning in which nobody is short cost the same with more money: every other project
//! stays at or above its own least price, and projects are in the order of their least prices. So they are
//! kept from step to step.

use super::electorate::Electorate;
use super::exact::{ROUNDING, float, whole};
use super::follow::Follow;
use super::ledger::Ledger;
use super::purses::{Bounds, Price, Purses};
use super::span::Span;
use core::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

mod decide;

/// A project that won a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Choice {
    /// Position in [`Electorate::projects`].
    pub project: usize,
    /// Its price per unit of utility.
    pub bounds: Bounds,
}

/// What a watcher sees of a round.
pub(super) struct Round {
    /// The winner.
    pub choice: Choice,
    /// All that have exactly its price, itself among them; empty where there is no other.
    pub equals: Vec<usize>,
    /// The one that comes next, as far as doubles tell.
    pub next: Option<Choice>,
}

/// Sees every round before it is paid.
pub(super) type Watch<'w, C> = Option<&'w mut dyn FnMut(&C, &Round)>;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing more can be paid; the winners cost this much.
    Done(i128),
    /// The winners cost more than the limit.
    Over,
}

/// What is known of a project in this run.
#[derive(Clone, Copy, Default)]
struct Known {
    /// Its price is not below this.
    low: f64,
    /// Where its price was first seen in the last run in which it was looked at.
    seen: f64,
    /// Won, or its supporters cannot pay it any more.
    gone: bool,
    won: bool,
}

/// A lower bound that waits for its turn; the least comes first, among equals the first project.
#[derive(Clone, Copy, PartialEq)]
struct Turn(f64, usize);

impl Eq for Turn {}

impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Where more prices than this are summed up in one round it is cheaper to follow every payment.
const LOOKS: usize = 24;

/// Runs steps.
pub(super) struct Counter<'a> {
    electorate: &'a Electorate,
    /// Fractions decide everything.
    exact: bool,
    pub purses: Purses,
    known: Vec<Known>,
    turns: BinaryHeap<Reverse<Turn>>,
    /// The next project that had no turn yet in this run.
    next: usize,
    /// How many of the first projects win at their least price before anybody is short.
    kept: usize,
    /// What they cost.
    kept_cost: i128,
    /// What each class paid for them.
    spent: Vec<f64>,
    /// The winners of the last run in their order.
    pub winners: Vec<Choice>,
    candidates: Vec<Choice>,
    ledger: Option<Ledger>,
    span: Span,
    /// From the first round on in which too many prices were summed up.
    follow: Option<Follow>,
    /// Nobody was short of a price in this run so far.
    plain: bool,
    /// So much more money for all brings no project into reach that was found out of it.
    room: f64,
    /// How often fractions had to decide.
    pub doubts: u64,
}

impl<'a> Counter<'a> {
    /// For steps of one election, from less money to more.
    pub fn new(electorate: &'a Electorate, exact: bool) -> Self {
        Self {
            electorate,
            exact,
            purses: Purses::new(),
            known: vec![Known::default(); electorate.projects.len()],
            turns: BinaryHeap::new(),
            next: 0,
            kept: 0,
            kept_cost: 0,
            spent: vec![0.0; electorate.masses.len()],
            winners: Vec::new(),
            candidates: Vec::new(),
            ledger: None,
            span: Span::default(),
            follow: None,
            plain: false,
            room: 0.0,
            doubts: 0,
        }
    }

    /// Shares out `total`. Ends as soon as the winners cost more than `limit`. `watch` sees every round
    /// before it is paid. `total` must not be less than in the run before.
    pub fn run(&mut self, total: i128, limit: i128, mut watch: Watch<'_, Self>) -> End {
        self.begin(total);
        let mut cost = self.kept_cost;
        let mut prefix = !self.exact;
        while cost <= limit {
            let Some((choice, equals)) = self.round(total) else { return End::Done(cost) };
            if let Some(watch) = &mut watch {
                let next = self.runner_up(choice);
                watch(self, &Round { choice, equals, next });
            }
            let Some(project) = self.electorate.projects.get(choice.project) else { break };
            cost += i128::from(project.cost);
            prefix &= choice.bounds.least && choice.project == self.kept;
            self.win(choice, prefix);
        }
        End::Over
    }

    /// After a run in which nobody was ever short of a price: how much more money for all together certainly
    /// changes nothing but what is left. 0 where that is not known.
    ///
    /// Every project that was looked at stood at its least price or was out of reach. The first stay where
    /// they are, and a project stays out of reach while what its supporters have together, which grows by
    /// their share of the money, is less than it costs.
    pub fn slack(&self) -> i128 {
        // Far below every rounding of the sums: what is lost is a step more.
        let certain = if self.plain {
            self.room - self.purses.share * float(self.electorate.weight) * 64.0 * ROUNDING
        } else {
            0.0
        };
        if certain < 1e36 { whole(certain * (1.0 - 64.0 * ROUNDING)) } else { 0 }
    }

    /// Whether every total from the one of the last run to `last` certainly has the same winners in the same
    /// order.
    pub fn same_until(&mut self, total: i128, last: i128) -> bool {
        let mut span = core::mem::take(&mut self.span);
        let same = span.holds(self.electorate, (total, last), &self.winners, &self.spent, self.kept);
        self.span = span;
        same
    }

    fn begin(&mut self, total: i128) {
        self.purses.fill(self.electorate, total, &self.spent, self.kept);
        self.turns.clear();
        if let Some(follow) = &mut self.follow {
            follow.clear();
        }
        self.ledger = None;
        (self.plain, self.room) = (!self.exact, f64::INFINITY);
        self.next = self.kept;
        self.winners.truncate(self.kept);
        for (at, known) in self.known.iter_mut().enumerate() {
            known.low = 0.0;
            known.gone = at < self.kept;
            known.won = known.gone;
        }
        for choice in &self.winners {
            let project = self.electorate.projects.get(choice.project);
            if let Some(twin) = project.and_then(|project| project.twin).filter(|twin| *twin >= self.kept) {
                self.turns.push(Reverse(Turn(choice.bounds.low, twin)));
            }
        }
    }

    /// Whether a project won in the last run.
    pub fn won(&self, at: usize) -> bool {
        self.known.get(at).is_some_and(|known| known.won)
    }

    /// Enters a winner; `keep`: this round is the same with more money.
    fn win(&mut self, choice: Choice, keep: bool) {
        let Some(project) = self.electorate.projects.get(choice.project) else { return };
        self.purses.pay(self.electorate, project, choice.bounds, self.follow.as_mut());
        self.winners.push(choice);
        if let Some(known) = self.known.get_mut(choice.project) {
            (known.gone, known.won) = (true, true);
        }
        if let Some(twin) = project.twin {
            self.turns.push(Reverse(Turn(choice.bounds.low, twin)));
        }
        if keep {
            self.kept += 1;
            self.kept_cost += i128::from(project.cost);
            let payment = choice.bounds.low.midpoint(choice.bounds.high) * project.scale;
            let (members, gains) = self.electorate.supporters(project);
            for (at, class) in members.iter().enumerate() {
                if let Some(spent) = usize::try_from(*class).ok().and_then(|class| self.spent.get_mut(class)) {
                    *spent += payment * gains.get(at).copied().unwrap_or(1.0);
                }
            }
        }
    }

    /// The project with the least price, and all that have exactly the same.
    fn round(&mut self, total: i128) -> Option<(Choice, Vec<usize>)> {
        self.candidates.clear();
        let (mut best, mut looks) = (f64::INFINITY, 0);
        while let Some(Turn(low, at)) = self.upcoming() {
            if low > best && !self.exact {
                break;
            }
            self.take(at);
            let (Some(project), Some(known)) = (self.electorate.projects.get(at), self.known.get_mut(at)) else {
                continue;
            };
            if known.gone {
                continue;
            }
            let followed = self.follow.as_ref().map_or(0.0, |follow| follow.low(project, at));
            if followed > low * (1.0 + 1e-12) && !self.exact {
                // It comes again in its turn, which may be after the winner's.
                self.plain = false;
                self.turns.push(Reverse(Turn(followed, at)));
                continue;
            }
            looks += 1;
            let guess = if known.low <= 0.0 && known.seen > 0.0 { known.seen } else { low };
            let hints = (low, guess, if self.exact { f64::INFINITY } else { best });
            let price = if let Some(follow) = &mut self.follow {
                let (price, track) = self.purses.price_and_sums(self.electorate, project, hints);
                follow.set(at, track);
                price
            } else {
                self.purses.price(self.electorate, project, hints)
            };
            match price {
                Price::Dead(short) if !self.exact => {
                    known.gone = true;
                    self.room = self.room.min(short / project.mass * float(self.electorate.weight));
                }
                Price::Dead(_) => self
                    .candidates
                    .push(Choice { project: at, bounds: Bounds { low, high: f64::INFINITY, least: false } }),
                Price::Above(low) => {
                    self.plain = false;
                    known.low = low;
                    self.turns.push(Reverse(Turn(low, at)));
                }
                Price::Between(bounds) => {
                    self.plain &= bounds.least;
                    if known.low <= 0.0 {
                        known.seen = if bounds.high.is_finite() { bounds.high } else { bounds.low };
                    }
                    known.low = bounds.low;
                    best = best.min(bounds.high);
                    self.candidates.push(Choice { project: at, bounds });
                }
            }
        }
        if looks > LOOKS && self.follow.is_none() && self.electorate.whole_sums && !self.exact {
            self.follow = Some(Follow::new(self.electorate));
        }
        let found = self.decide(total, best);
        let won = found.as_ref().map(|(choice, _)| choice.project);
        for candidate in &self.candidates {
            let gone = self.known.get(candidate.project).is_none_or(|known| known.gone);
            if Some(candidate.project) != won && !gone {
                self.turns.push(Reverse(Turn(candidate.bounds.low, candidate.project)));
            }
        }
        found
    }

    /// Of the others, the one with the least price as it is before the winner is paid.
    fn runner_up(&mut self, winner: Choice) -> Option<Choice> {
        let mut found: Option<Choice> = None;
        let mut looked: Vec<Turn> = Vec::new();
        while let Some(Turn(low, at)) = self.upcoming() {
            let best = found.map_or(f64::INFINITY, |found| found.bounds.low);
            if low > best {
                break;
            }
            self.take(at);
            let Some(project) = self.electorate.projects.get(at) else { continue };
            if at == winner.project || self.known.get(at).is_none_or(|known| known.gone) {
                continue;
            }
            let mut low = low;
            if let Price::Between(bounds) = self.purses.price(self.electorate, project, (low, low, best)) {
                low = bounds.low;
                if bounds.high.is_finite() && bounds.low < best {
                    found = Some(Choice { project: at, bounds });
                }
            }
            looked.push(Turn(low, at));
        }
        self.turns.extend(looked.into_iter().map(Reverse));
        found
    }

    /// The project with the least lower bound that had no turn in this round.
    fn upcoming(&mut self) -> Option<Turn> {
        while self.electorate.projects.get(self.next).is_some_and(|project| project.behind.is_some()) {
            self.next += 1;
        }
        let fresh =
            self.electorate.projects.get(self.next).map(|project| Turn(project.floor * (1.0 - 1e-14), self.next));
        let seen = self.turns.peek().map(|Reverse(turn)| *turn);
        match (fresh, seen) {
            (Some(fresh), Some(seen)) => Some(if seen < fresh { seen } else { fresh }),
            (fresh, seen) => fresh.or(seen),
        }
    }

    fn take(&mut self, at: usize) {
        if at == self.next {
            self.next += 1;
        } else {
            self.turns.pop();
        }
    }
}
