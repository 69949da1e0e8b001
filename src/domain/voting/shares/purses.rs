//! What every class of voters still has, in doubles whose distance from the truth is known.
//!
//! For: [`Purses`]: between which two prices a project stands, and paying for it.
//! Must not know: which project wins, or how a doubt is settled.
//! To add: a faster sum is a function beside [`sums`] that keeps its promise.
//!
//! The price `ρ` of a project is where `F(ρ) = Σ m·min(p, ρ·u)` over its supporters (mass `m`, purse `p`,
//! gain `u`) reaches its cost. `F` grows with `ρ` and with every purse and bends down. Two facts carry all:
//! for ANY set `P` of supporters, `(cost − Σ_P m·p) / Σ_rest m·u ≤ ρ` (whoever is not asked for everything
//! pays at most `ρ·u`); and `F(r) ≥ cost` means `ρ ≤ r`. Every purse here knows how far it
//! can be from the true one, so `Σ_P m·p` is off by at most the sum of that over `P`, and by its roundings.

use super::electorate::{Electorate, Project};
use super::exact::{ROUNDING, float, length};
use super::follow::{Follow, Track};

/// Where a project's price stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Price {
    /// Its supporters certainly have less than it costs: by at least this much.
    Dead(f64),
    /// Certainly above the ceiling that was asked for; at least this.
    Above(f64),
    /// Between the two. Above is infinite where it is not certain that its supporters can pay.
    Between(Bounds),
}

/// A price per unit of utility between two doubles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub low: f64,
    pub high: f64,
    /// Certainly nobody is short: the price is exactly the least it can ever be.
    pub least: bool,
}

/// What a class has for each unit of weight. All is 0 where it certainly has nothing left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Purse {
    pub has: f64,
    /// The truth is not further away than this.
    pub doubt: f64,
    /// What its voters weigh together.
    pub mass: f64,
}

/// The purses of one step of 'add one'.
pub(super) struct Purses {
    /// Of each class.
    purses: Vec<Purse>,
    /// What everybody had for each unit of weight.
    pub share: f64,
}

/// What supporters would pay at some price.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// All that those have who cannot pay it.
    poor: f64,
    /// How far that can be from the truth.
    doubt: f64,
    /// Mass × gain of the others.
    rich: f64,
}

impl Purses {
    /// Nobody has anything.
    pub const fn new() -> Self {
        Self { purses: Vec::new(), share: 0.0 }
    }

    /// Everybody has an equal share of `total` for each unit of weight, less what is `spent` already;
    /// `payments` is the most often that anybody paid.
    pub fn fill(&mut self, electorate: &Electorate, total: i128, spent: &[f64], payments: usize) {
        self.share = float(total) / float(electorate.weight.max(1));
        let share = self.share;
        let doubt = (length(payments) * 4.0 + 8.0) * ROUNDING * share;
        let purse = |(mass, spent): (&f64, &f64)| Purse { has: share - spent, doubt, mass: *mass };
        self.purses.clear();
        self.purses.extend(electorate.weights.iter().zip(spent).map(purse));
    }

    /// The purse of a class.
    pub fn purse(&self, class: u32) -> Purse {
        usize::try_from(class).ok().and_then(|class| self.purses.get(class)).copied().unwrap_or_default()
    }

    /// Between which prices per unit of utility the project stands. `known`: a price that it certainly
    /// reaches. `guess`: where to look first. `ceiling`: above it nobody asks how far.
    pub fn price(&self, electorate: &Electorate, project: &Project, hints: (f64, f64, f64)) -> Price {
        self.look(electorate, project, hints, &mut |_, _| ())
    }

    /// The same, and the sums that were made last.
    pub fn price_and_sums(&self, electorate: &Electorate, project: &Project, hints: (f64, f64, f64)) -> (Price, Track) {
        let mut track = Track::default();
        let price = self.look(electorate, project, hints, &mut |bar, sums| {
            (track.bar, track.poor, track.doubt, track.rich) = (bar, sums.poor, sums.doubt, sums.rich);
        });
        (price, track)
    }

    fn look(
        &self,
        electorate: &Electorate,
        project: &Project,
        (known, guess, ceiling): (f64, f64, f64),
        note: &mut dyn FnMut(f64, Sums),
    ) -> Price {
        let (members, gains) = electorate.supporters(project);
        let roundings = (length(members.len()) + 24.0) * ROUNDING;
        let (cost, scale) = (project.price, project.scale);
        let floor = project.floor * scale * (1.0 + 8.0 * ROUNDING);
        let mut low = (known * scale * (1.0 - 2.0 * ROUNDING)).max(project.floor * scale * (1.0 - 8.0 * ROUNDING));
        let ceiling = ceiling * scale * (1.0 + 4.0 * ROUNDING);
        let mut at = (guess * scale).max(floor);
        let mut high = f64::INFINITY;
        let mut again = false;
        for _ in 0..60 {
            let sums = sums(&self.purses, members, gains, at);
            note(at, sums);
            let doubt = 1.001 * sums.doubt + roundings * (sums.poor + cost);
            if sums.rich <= 0.0 {
                if sums.poor + doubt < cost {
                    return Price::Dead(cost - sums.poor - doubt);
                }
                if again || at <= low.max(floor) {
                    break;
                }
                (at, again) = (low.max(floor), true);
                continue;
            }
            let newton = (cost - sums.poor) / sums.rich;
            low = low.max((newton - doubt / sums.rich) * (1.0 - roundings));
            if low > ceiling {
                return Price::Above(low / scale * (1.0 - 2.0 * ROUNDING));
            }
            if sums.poor - doubt + at * sums.rich * (1.0 - roundings) >= cost {
                if electorate.whole_sums && sums.rich >= full(project) {
                    return exactly_least(project);
                }
                high = high.min(at);
            }
            let next = (newton + 1.25 * doubt / sums.rich + newton * 2.0 * roundings).max(floor);
            if high.is_finite() && high <= next * (1.0 + 4.0 * roundings) {
                break;
            }
            // From below it only climbs; a guess from above falls back once.
            if next <= at && high.is_infinite() {
                if again {
                    break;
                }
                again = true;
            }
            at = next;
        }
        Price::Between(Bounds {
            low: low / scale * (1.0 - 2.0 * ROUNDING),
            high: high / scale * (1.0 + 2.0 * ROUNDING),
            least: false,
        })
    }

    /// Takes the price from the purses of all supporters; whoever has less pays all. `high` is finite.
    pub fn pay(&mut self, electorate: &Electorate, project: &Project, bounds: Bounds, mut follow: Option<&mut Follow>) {
        let (members, gains) = electorate.supporters(project);
        let (low, high) = (bounds.low * project.scale, bounds.high * project.scale);
        let (middle, half) = (low.midpoint(high), (high - low) / 2.0);
        let surely = low * (1.0 - 4.0 * ROUNDING);
        for (at, class) in members.iter().enumerate() {
            let gain = gains.get(at).copied().unwrap_or(1.0);
            let purse = usize::try_from(*class).ok().and_then(|class| self.purses.get_mut(class));
            let Some(purse) = purse.filter(|purse| purse.mass > 0.0) else { continue };
            let before = *purse;
            if before.has + before.doubt <= surely * gain {
                *purse = Purse::default();
            } else {
                purse.has = (before.has - middle * gain).max(0.0);
                purse.doubt += half * gain * (1.0 + 8.0 * ROUNDING) + 8.0 * ROUNDING * self.share;
            }
            if let Some(follow) = &mut follow {
                follow.change(*class, before, *purse);
            }
        }
    }
}

/// Mass × gain of all supporters as a double; exact where [`Electorate::whole_sums`] says so.
fn full(project: &Project) -> f64 {
    float(project.support)
}

fn exactly_least(project: &Project) -> Price {
    let (low, high) = (project.floor * (1.0 - 8.0 * ROUNDING), project.floor * (1.0 + 8.0 * ROUNDING));
    Price::Between(Bounds { low, high, least: true })
}

/// Sums over the supporters at price `at`: poor is who may have less than `at·u`.
fn sums(purses: &[Purse], members: &[u32], gains: &[f64], at: f64) -> Sums {
    let purse =
        |class: &u32| usize::try_from(*class).ok().and_then(|class| purses.get(class)).copied().unwrap_or_default();
    let add = |sums: &mut Sums, purse: Purse, gain: f64| {
        let poor = purse.has - purse.doubt < at * gain;
        sums.poor += if poor { purse.has * purse.mass } else { 0.0 };
        sums.doubt += if poor { purse.doubt * purse.mass } else { 0.0 };
        sums.rich += if poor { 0.0 } else { purse.mass * gain };
    };
    let mut lanes = [Sums::default(); 4];
    if gains.is_empty() {
        let (fours, rest) = members.as_chunks::<4>();
        for four in fours {
            for (lane, class) in lanes.iter_mut().zip(four) {
                add(lane, purse(class), 1.0);
            }
        }
        for (lane, class) in lanes.iter_mut().zip(rest) {
            add(lane, purse(class), 1.0);
        }
    } else {
        let ((fours, rest), (gain_fours, gain_rest)) = (members.as_chunks::<4>(), gains.as_chunks::<4>());
        for (four, gain_four) in fours.iter().zip(gain_fours) {
            for ((lane, class), gain) in lanes.iter_mut().zip(four).zip(gain_four) {
                add(lane, purse(class), *gain);
            }
        }
        for ((lane, class), gain) in lanes.iter_mut().zip(rest).zip(gain_rest) {
            add(lane, purse(class), *gain);
        }
    }
    let total = |part: fn(&Sums) -> f64| lanes.iter().map(part).sum();
    Sums { poor: total(|sums| sums.poor), doubt: total(|sums| sums.doubt), rich: total(|sums| sums.rich) }
}
