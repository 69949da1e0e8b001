//! What every class of voters still has, in doubles whose distance from the truth is known.
//!
//! For: [`Purses`]: between which two prices a project stands, and paying for it.
//! Must not know: which project wins, or how a doubt is settled.
//! To add: a faster sum is a function beside [`sums`] that keeps its promise.
//!
//! The price `ρ` of a project is where `F(ρ) = Σ m·min(p, ρ·u)` over its supporters (mass `m`, purse `p`,
//! gain `u`) reaches its cost. `F` grows with `ρ` and with every purse and bends down. Two facts carry all:
//! for ANY set `P` of supporters, `(cost − Σ_P m·p) / Σ_rest m·u ≤ ρ` (whoever is not asked for everything
//! pays at most `ρ·u`); and `F(r) ≥ cost` means `ρ ≤ r`. Every purse here is within [`Purses::error`] of the
//! true one, so `Σ_P m·p` is off by at most that times the mass of `P`, and by the roundings of the sum.

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

/// The purses of one step of 'add one'.
pub(super) struct Purses {
    /// Purse and mass of each class. Of a class that certainly has nothing left both are 0.
    pairs: Vec<(f64, f64)>,
    /// No purse is further from the truth than this.
    pub error: f64,
    /// What everybody had for each unit of weight.
    pub share: f64,
}

/// What supporters would pay at some price.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// All that those have who cannot pay it.
    poor: f64,
    /// Their mass.
    poor_mass: f64,
    /// Mass × gain of the others.
    rich: f64,
}

impl Purses {
    /// Nobody has anything.
    pub const fn new() -> Self {
        Self { pairs: Vec::new(), error: 0.0, share: 0.0 }
    }

    /// Everybody has an equal share of `total` for each unit of weight, less what is `spent` already;
    /// `payments` is the most often that anybody paid.
    pub fn fill(&mut self, electorate: &Electorate, total: i128, spent: &[f64], payments: usize) {
        self.share = float(total) / float(electorate.weight.max(1));
        let share = self.share;
        self.pairs.clear();
        self.pairs.extend(electorate.weights.iter().zip(spent).map(|(mass, spent)| (share - spent, *mass)));
        self.error = (length(payments) * 4.0 + 8.0) * ROUNDING * share;
    }

    /// The purse of a class; 0 where it certainly has nothing left.
    pub fn purse(&self, class: u32) -> f64 {
        self.pair(class).0
    }

    fn pair(&self, class: u32) -> (f64, f64) {
        usize::try_from(class).ok().and_then(|class| self.pairs.get(class)).copied().unwrap_or((0.0, 0.0))
    }

    /// Between which prices per unit of utility the project stands. `known`: a price that it certainly
    /// reaches. `guess`: where to look first. `ceiling`: above it nobody asks how far.
    pub fn price(&self, electorate: &Electorate, project: &Project, hints: (f64, f64, f64)) -> Price {
        self.look(electorate, project, hints, &mut |_, _| ())
    }

    /// The same, and the sums that were made last.
    pub fn price_and_sums(&self, electorate: &Electorate, project: &Project, hints: (f64, f64, f64)) -> (Price, Track) {
        let mut track = Track { slack: self.error, ..Track::default() };
        let price = self.look(electorate, project, hints, &mut |bar, sums| {
            (track.bar, track.poor, track.poor_mass, track.rich) = (bar, sums.poor, sums.poor_mass, sums.rich);
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
            let sums = sums(&self.pairs, members, gains, at, self.error);
            note(at, sums);
            let doubt = 1.001 * sums.poor_mass * self.error + roundings * (sums.poor + cost);
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
                if sums.poor_mass <= 0.0 && electorate.whole_sums && sums.rich >= full(project) {
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
            let Some(pair) = usize::try_from(*class).ok().and_then(|class| self.pairs.get_mut(class)) else { continue };
            let before = *pair;
            *pair = if pair.0 + self.error <= surely * gain {
                (0.0, 0.0)
            } else {
                ((pair.0 - middle * gain).max(0.0), pair.1)
            };
            if let Some(follow) = &mut follow {
                follow.change(*class, before.1, before.0, pair.0);
            }
        }
        self.error += half * project.most * (1.0 + 8.0 * ROUNDING) + 8.0 * ROUNDING * self.share;
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

/// Sums over the supporters at price `at`: poor is who has less than `at·u + slack`.
fn sums(pairs: &[(f64, f64)], members: &[u32], gains: &[f64], at: f64, slack: f64) -> Sums {
    let pair =
        |class: &u32| usize::try_from(*class).ok().and_then(|class| pairs.get(class)).copied().unwrap_or_default();
    let add = |sums: &mut Sums, (purse, mass): (f64, f64), gain: f64, bar: f64| {
        let poor = purse < bar;
        sums.poor += if poor { purse * mass } else { 0.0 };
        sums.poor_mass += if poor { mass } else { 0.0 };
        sums.rich += if poor { 0.0 } else { mass * gain };
    };
    let mut lanes = [Sums::default(); 4];
    if gains.is_empty() {
        let bar = at + slack;
        let (fours, rest) = members.as_chunks::<4>();
        for four in fours {
            for (lane, class) in lanes.iter_mut().zip(four) {
                add(lane, pair(class), 1.0, bar);
            }
        }
        for (lane, class) in lanes.iter_mut().zip(rest) {
            add(lane, pair(class), 1.0, bar);
        }
    } else {
        let ((fours, rest), (gain_fours, gain_rest)) = (members.as_chunks::<4>(), gains.as_chunks::<4>());
        for (four, gain_four) in fours.iter().zip(gain_fours) {
            for ((lane, class), gain) in lanes.iter_mut().zip(four).zip(gain_four) {
                add(lane, pair(class), *gain, at * *gain + slack);
            }
        }
        for ((lane, class), gain) in lanes.iter_mut().zip(rest).zip(gain_rest) {
            add(lane, pair(class), *gain, at * *gain + slack);
        }
    }
    let total = |part: fn(&Sums) -> f64| lanes.iter().map(part).sum();
    Sums { poor: total(|sums| sums.poor), poor_mass: total(|sums| sums.poor_mass), rich: total(|sums| sums.rich) }
}
