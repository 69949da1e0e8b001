//! Whether the same projects win in the same order for every amount of money between two.
//!
//! For: [`Span`]: 'add one' makes many steps at once where they certainly change nothing.
//! Must not know: why so many steps are tried.
//! To add: nothing that is not certain: a doubt is a 'no', and the step is counted.
//!
//! Let `t` run over the money between the two. Every purse is kept between two straight lines in `t`, each
//! given by its ends. A price is the largest of `(cost − Σ_P m·p) / Σ_rest m·u` over all sets `P`, so it falls
//! where purses rise and is convex in them. Hence, for the whole range:
//! - a price is under the straight line through the prices that the LOWER purses have at both ends (convex);
//! - it is over `(cost − Σ_P m·upper) / Σ_rest m·u` for any one `P` (a straight line);
//! - what is left, `max(0, p − ρ·u)`, is under the line through its upper ends (convex) and over both 0 and
//!   `lower − upper price·u` (straight): the one that is higher in the middle is kept.
//!
//! A line above another at both ends is above it in between. All roundings are taken outwards.

use super::electorate::{Electorate, Project};
use super::exact::{ROUNDING, float, length};
use super::step::Choice;

/// A value at both ends.
type Line = [f64; 2];

/// Lines under and over a purse.
#[derive(Clone, Copy, Default)]
struct Band {
    low: Line,
    high: Line,
}

/// Lines under and over a price; `least`: it is the least price of the project all over the range.
#[derive(Clone, Copy)]
struct Prices {
    low: Line,
    high: Line,
    least: bool,
}

/// What is known of a project in the whole range.
#[derive(Clone, Copy, Default)]
struct State {
    /// A line under its price.
    low: Line,
    won: bool,
    dead: bool,
}

/// Memory that is used again for every range.
#[derive(Default)]
pub(super) struct Span {
    bands: Vec<Band>,
    states: Vec<State>,
    /// The most that anybody has for each unit of weight.
    share: f64,
}

impl Span {
    /// Whether for every total from the first to the last these win, in this order, and nothing else. The
    /// first `kept` of them are bought already: `spent` is what each class paid for them.
    pub fn holds(
        &mut self,
        electorate: &Electorate,
        totals: (i128, i128),
        winners: &[Choice],
        spent: &[f64],
        kept: usize,
    ) -> bool {
        self.begin(electorate, totals, spent, kept);
        for choice in winners.get(..kept).unwrap_or_default() {
            self.mark(choice.project);
        }
        for choice in winners.get(kept..).unwrap_or_default() {
            let Some(project) = electorate.projects.get(choice.project) else { return false };
            let Some(prices) = self.prices(electorate, project, choice.bounds.low) else { return false };
            if !self.beats_all(electorate, choice.project, prices) {
                return false;
            }
            self.pay(electorate, project, prices);
            self.mark(choice.project);
        }
        (0..electorate.projects.len()).all(|at| self.settled(electorate, at) || self.out_of_reach(electorate, at))
    }

    fn begin(&mut self, electorate: &Electorate, (first, last): (i128, i128), spent: &[f64], kept: usize) {
        let weight = float(electorate.weight.max(1));
        let shares = [float(first) / weight, float(last) / weight];
        self.share = shares[1];
        let doubt = (length(kept) * 4.0 + 8.0) * ROUNDING * self.share;
        let band = |spent: &f64| Band {
            low: shares.map(|share| share - spent - doubt),
            high: shares.map(|share| share - spent + doubt),
        };
        self.bands.clear();
        self.bands.extend(spent.iter().map(band));
        self.states.clear();
        let bottom = |project: &Project| State { low: [project.floor * (1.0 - 8.0 * ROUNDING); 2], ..State::default() };
        self.states.extend(electorate.projects.iter().map(bottom));
    }

    fn mark(&mut self, at: usize) {
        if let Some(state) = self.states.get_mut(at) {
            state.won = true;
        }
    }

    fn state(&self, at: usize) -> State {
        self.states.get(at).copied().unwrap_or_default()
    }

    fn band(&self, class: u32) -> Band {
        usize::try_from(class).ok().and_then(|class| self.bands.get(class)).copied().unwrap_or_default()
    }

    /// Won, certainly dead, or waiting behind a twin that did not win: whatever is true of that is true of it.
    fn settled(&self, electorate: &Electorate, at: usize) -> bool {
        let state = self.state(at);
        let behind = electorate.projects.get(at).and_then(|project| project.behind);
        state.won || state.dead || behind.is_some_and(|before| !self.state(before).won)
    }

    /// Lines under and over the price of a project; `None` where it is not certain that it can be paid.
    fn prices(&self, electorate: &Electorate, project: &Project, guess: f64) -> Option<Prices> {
        let (members, gains) = electorate.supporters(project);
        let floor = project.floor * (1.0 + 8.0 * ROUNDING) * project.scale;
        let gain = |at: usize| gains.get(at).copied().unwrap_or(1.0);
        let enough = |(at, class): (usize, &u32)| {
            self.band(*class).low.iter().all(|low| *low >= floor * gain(at) * (1.0 + 4.0 * ROUNDING))
        };
        if members.iter().enumerate().all(enough) {
            let low = [project.floor * (1.0 - 8.0 * ROUNDING); 2];
            return Some(Prices { low, high: [project.floor * (1.0 + 8.0 * ROUNDING); 2], least: true });
        }
        let mut high = [0.0; 2];
        for (end, high) in high.iter_mut().enumerate() {
            *high =
                self.over(electorate, project, end, guess * project.scale)? / project.scale * (1.0 + 2.0 * ROUNDING);
        }
        let middle = high[0].midpoint(high[1]);
        Some(Prices { low: self.under(electorate, project, middle), high, least: false })
    }

    /// A price at which the lower purses at one end certainly pay for the project.
    fn over(&self, electorate: &Electorate, project: &Project, end: usize, guess: f64) -> Option<f64> {
        let (members, gains) = electorate.supporters(project);
        let roundings = (length(members.len()) + 24.0) * ROUNDING;
        let mut at = guess.max(project.floor * project.scale * (1.0 + 8.0 * ROUNDING));
        for _ in 0..40 {
            let (mut poor, mut size, mut rich) = (0.0, 0.0, 0.0);
            for (place, class) in members.iter().enumerate() {
                let gain = gains.get(place).copied().unwrap_or(1.0);
                let low = self.band(*class).low.get(end).copied().unwrap_or(0.0);
                let mass = electorate.mass(*class);
                let part = if low < at * gain { low * mass } else { 0.0 };
                (poor, size) = (poor + part, size + part.abs());
                rich += if low < at * gain { 0.0 } else { mass * gain };
            }
            if rich <= 0.0 {
                return None;
            }
            let doubt = roundings * (size + project.price);
            if poor - doubt + at * rich * (1.0 - roundings) >= project.price {
                return Some(at);
            }
            let next = (project.price - poor + 1.25 * doubt) / rich * (1.0 + 4.0 * roundings);
            if next <= at {
                return None;
            }
            at = next;
        }
        None
    }

    /// A line that the price never falls under: all are asked for everything who have less at `price` in the middle.
    fn under(&self, electorate: &Electorate, project: &Project, price: f64) -> Line {
        let (members, gains) = electorate.supporters(project);
        let roundings = (length(members.len()) + 24.0) * ROUNDING;
        let bar = price * project.scale;
        let (mut poor, mut rich) = ([0.0; 2], 0.0);
        for (place, class) in members.iter().enumerate() {
            let gain = gains.get(place).copied().unwrap_or(1.0);
            let high = self.band(*class).high;
            let mass = electorate.mass(*class);
            let short = high[0].midpoint(high[1]) < bar * gain;
            poor = [0, 1].map(|end: usize| {
                let own = poor.get(end).copied().unwrap_or(0.0);
                own + if short { high.get(end).copied().unwrap_or(0.0) * mass } else { 0.0 }
            });
            rich += if short { 0.0 } else { mass * gain };
        }
        let line = |poor: f64| {
            let least = (project.price - poor - roundings * (poor + project.price)) / rich;
            let scaled = least / project.scale;
            scaled - scaled.abs() * 2.0 * roundings
        };
        let bottom = project.floor * (1.0 - 8.0 * ROUNDING);
        let found = if rich > 0.0 { poor.map(line) } else { [0.0; 2] };
        // Both lines hold; the one that is higher in the middle is kept.
        if found[0].midpoint(found[1]) > bottom { found } else { [bottom; 2] }
    }

    /// Whether this winner is certainly before every other project, all over the range.
    fn beats_all(&mut self, electorate: &Electorate, winner: usize, prices: Prices) -> bool {
        let top = prices.high[0].max(prices.high[1]);
        for at in 0..electorate.projects.len() {
            let Some(project) = electorate.projects.get(at) else { continue };
            if project.floor * (1.0 - 8.0 * ROUNDING) > top {
                // Projects are in the order of their least prices.
                return true;
            }
            if at == winner || (prices.least && at > winner) || self.settled(electorate, at) {
                continue;
            }
            if !over(self.state(at).low, prices.high) {
                let under = self.under(electorate, project, prices.low[0].midpoint(prices.low[1]).max(project.floor));
                if !over(under, prices.high) && !self.out_of_reach(electorate, at) {
                    return false;
                }
                if let Some(state) = self.states.get_mut(at) {
                    state.low = under;
                }
            }
        }
        true
    }

    /// Whether the supporters certainly have less than it costs, all over the range; notes it.
    fn out_of_reach(&mut self, electorate: &Electorate, at: usize) -> bool {
        let Some(project) = electorate.projects.get(at) else { return true };
        let (members, _) = electorate.supporters(project);
        let roundings = (length(members.len()) + 24.0) * ROUNDING;
        let mut money = [0.0; 2];
        for class in members {
            let mass = electorate.mass(*class);
            for (money, high) in money.iter_mut().zip(self.band(*class).high) {
                *money += high * mass;
            }
        }
        let dead = money.iter().all(|money| *money + roundings * (*money + project.price) < project.price);
        if let Some(state) = self.states.get_mut(at) {
            state.dead |= dead;
        }
        dead
    }

    fn pay(&mut self, electorate: &Electorate, project: &Project, prices: Prices) {
        let (members, gains) = electorate.supporters(project);
        for (place, class) in members.iter().enumerate() {
            let gain = gains.get(place).copied().unwrap_or(1.0) * project.scale;
            let share = self.share;
            let Some(band) = usize::try_from(*class).ok().and_then(|class| self.bands.get_mut(class)) else { continue };
            let left = |have: Line, price: Line| [have[0] - price[0] * gain, have[1] - price[1] * gain];
            let doubt = 8.0 * ROUNDING * (share + prices.high[0].max(prices.high[1]) * gain);
            let high =
                left(band.high, prices.low).map(|left| if left + doubt <= 0.0 { 0.0 } else { left.max(0.0) + doubt });
            let low = left(band.low, prices.high).map(|left| left - doubt);
            band.high = high;
            band.low = if low[0].midpoint(low[1]) > 0.0 { low } else { [0.0; 2] };
        }
    }
}

/// Whether a line is above another all over the range.
fn over(one: Line, other: Line) -> bool {
    one.iter().zip(&other).all(|(one, other)| one > other)
}
