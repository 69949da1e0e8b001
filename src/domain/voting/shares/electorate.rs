//! The election as the rounds see it: projects with their supporters, classes with their mass.
//!
//! For: [`Electorate`], built once for all steps of 'add one'.
//! Must not know: rounds, or how much money there is.
//! To add: what every round needs of a project is a field of [`Project`].

use super::exact::float;
use super::merge::{Classes, merge};
use crate::domain::voting::election::{Election, Ties};
use crate::domain::voting::rule::{Refusal, Utility};
use core::cmp::Ordering;
use core::ops::Range;
use num_bigint::BigInt;

/// A project that costs something and that somebody supports.
pub(super) struct Project {
    /// Position in the election's options.
    pub option: usize,
    /// In the smallest unit of money, above zero.
    pub cost: i64,
    /// The same as a double.
    pub price: f64,
    /// Its supporters in [`Electorate::backers`] (and `gains`).
    pub own: Range<usize>,
    /// What its supporters weigh together times what they gain: the divisor of its price while nobody
    /// is short of money. Where all gain the same it is their mass.
    pub support: i128,
    /// What its supporters weigh together, rounded.
    pub mass: f64,
    /// What a supporter gains where all gain the same: its cost or 1. `None`: see `gains`.
    pub flat: Option<i64>,
    /// The same as a double; 1 where gains differ.
    pub scale: f64,
    /// The least price per unit of utility that it can ever have (`price / support / scale`), rounded.
    pub floor: f64,
    /// Projects with exactly the same least price have the same rank.
    pub rank: usize,
    /// Its place in the tie rule.
    pub place: usize,
    /// The next project with the same cost, supporters and gains: their prices are always equal.
    pub twin: Option<usize>,
    /// The one before it: only when that has won it has its turn.
    pub behind: Option<usize>,
}

/// Projects, supporters and money.
pub(super) struct Electorate {
    /// In order of rank, among equals in order of the tie rule.
    pub projects: Vec<Project>,
    /// Free and supported, by position in the options, in the order of the tie rule.
    pub free: Vec<usize>,
    /// Classes of the supporters of each project, one project after the other.
    pub backers: Vec<u32>,
    /// What each of them gains; empty where all gain the same.
    pub gains: Vec<f64>,
    /// The same, exact.
    pub whole: Vec<i64>,
    /// What the voters of each class weigh together.
    pub masses: Vec<i128>,
    /// The same as doubles.
    pub weights: Vec<f64>,
    /// How many voters are in each class.
    pub heads: Vec<i64>,
    /// What all voters weigh together.
    pub weight: i128,
    /// Whether sums of masses and supports are exact as doubles.
    pub whole_sums: bool,
    /// The real budget.
    pub budget: i64,
    /// What 'add one' adds to the money of all together.
    pub increment: i128,
}

impl Electorate {
    /// Reads the election under a utility.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] where weights, points or money do not add up in 126 bits.
    pub fn new(election: &Election, utility: Utility, ties: Ties) -> Result<Self, Refusal> {
        let classes = merge(election, utility)?;
        let (backers, whole, ranges) = lists(&classes, election.options.len());
        let places = election.places(ties);
        let mut projects = Vec::new();
        let mut free = Vec::new();
        for (option, own) in ranges.into_iter().enumerate().filter(|(_, own)| !own.is_empty()) {
            let cost = election.cost(option);
            if cost == 0 {
                free.push(option);
            } else {
                let members = backers.get(own.clone()).unwrap_or_default();
                let gains = whole.get(own.clone()).unwrap_or_default();
                let place = places.get(option).copied().unwrap_or(option);
                let supporters = Supporters { own, members, gains, masses: &classes.masses };
                projects.push(project((option, place), cost, utility, supporters)?);
            }
        }
        let place = |option: &usize| places.get(*option).copied();
        free.sort_by_key(place);
        projects.sort_by(|one, other| cheaper(one, other).then_with(|| place(&one.option).cmp(&place(&other.option))));
        rank(&mut projects);
        pair_twins(&mut projects, &backers, &whole);
        let increment = i128::from(classes.voters).checked_mul(i128::from(election.unit.max(1)));
        let largest = projects.iter().map(|project| project.support).max().unwrap_or(0).max(classes.weight);
        Ok(Self {
            gains: whole.iter().map(|gain| float(i128::from(*gain))).collect(),
            weights: classes.masses.iter().map(|mass| float(*mass)).collect(),
            whole_sums: largest < 1 << 52,
            masses: classes.masses,
            heads: classes.heads,
            weight: classes.weight,
            budget: election.budget.unwrap_or(0).max(0),
            increment: increment.ok_or(Refusal::TooLarge)?,
            projects,
            free,
            backers,
            whole,
        })
    }

    /// What the voters of a class weigh together, rounded.
    pub fn mass(&self, class: u32) -> f64 {
        usize::try_from(class).ok().and_then(|class| self.weights.get(class)).copied().unwrap_or(0.0)
    }

    /// The supporters of a project and what each gains (empty: all the same).
    pub fn supporters(&self, project: &Project) -> (&[u32], &[f64]) {
        (
            self.backers.get(project.own.clone()).unwrap_or_default(),
            self.gains.get(project.own.clone()).unwrap_or_default(),
        )
    }

    /// What each supporter of a project gains, exact.
    pub fn exact_gains<'a>(&'a self, project: &'a Project) -> impl Iterator<Item = (u32, i64)> + 'a {
        let gains = self.whole.get(project.own.clone()).unwrap_or_default();
        let members = self.backers.get(project.own.clone()).unwrap_or_default();
        let flat = project.flat.unwrap_or(1);
        members.iter().enumerate().map(move |(at, class)| (*class, gains.get(at).copied().unwrap_or(flat)))
    }
}

/// Turns 'options of each class' into 'classes of each option'.
fn lists(classes: &Classes, options: usize) -> (Vec<u32>, Vec<i64>, Vec<Range<usize>>) {
    let at = |option: u32| usize::try_from(option).unwrap_or(usize::MAX);
    let mut ends = vec![0_usize; options];
    let mut flat = true;
    for (own, gains) in classes.iter() {
        flat &= gains.is_empty();
        for option in own {
            if let Some(count) = ends.get_mut(at(*option)) {
                *count += 1;
            }
        }
    }
    let mut begun = 0;
    let ranges: Vec<Range<usize>> = ends
        .iter()
        .map(|count| {
            begun += count;
            begun - count..begun
        })
        .collect();
    let mut next: Vec<usize> = ranges.iter().map(|own| own.start).collect();
    let mut backers = vec![0; begun];
    let mut whole = vec![0; if flat { 0 } else { begun }];
    for (class, (own, gains)) in (0_u32..).zip(classes.iter()) {
        for (place, option) in own.iter().enumerate() {
            let Some(slot) = next.get_mut(at(*option)) else { continue };
            if let Some(backer) = backers.get_mut(*slot) {
                *backer = class;
            }
            if let (Some(gain), Some(value)) = (whole.get_mut(*slot), gains.get(place)) {
                *gain = *value;
            }
            *slot += 1;
        }
    }
    (backers, whole, ranges)
}

/// Who supports a project, while it is built.
struct Supporters<'a> {
    own: Range<usize>,
    members: &'a [u32],
    gains: &'a [i64],
    masses: &'a [i128],
}

impl Supporters<'_> {
    /// Mass × gain of all, and the mass alone.
    fn support(&self) -> Result<(i128, i128), Refusal> {
        let (mut support, mut all) = (0_i128, 0_i128);
        for (at, class) in self.members.iter().enumerate() {
            let mass = usize::try_from(*class).ok().and_then(|class| self.masses.get(class)).copied().unwrap_or(0);
            let part = mass.checked_mul(i128::from(self.gains.get(at).copied().unwrap_or(1)));
            let sum = part.and_then(|part| support.checked_add(part)).filter(|sum| *sum < 1 << 126);
            support = sum.ok_or(Refusal::TooLarge)?;
            all += mass;
        }
        Ok((support, all))
    }
}

fn project(
    (option, place): (usize, usize),
    cost: i64,
    utility: Utility,
    supporters: Supporters<'_>,
) -> Result<Project, Refusal> {
    let (support, mass) = supporters.support()?;
    let mass = float(mass);
    let flat = match utility {
        Utility::Cost => Some(cost),
        Utility::Cardinality => Some(1),
        Utility::Points | Utility::Borda => None,
    };
    let scale = float(i128::from(flat.unwrap_or(1)));
    let price = float(i128::from(cost));
    let floor = price / float(support) / scale;
    let (own, rank, twin, behind) = (supporters.own, 0, None, None);
    Ok(Project { option, cost, price, own, support, mass, flat, scale, floor, rank, place, twin, behind })
}

/// By the least price per unit of utility, exactly: cost ÷ (support × what each gains if all gain the same).
fn cheaper(one: &Project, other: &Project) -> Ordering {
    let cost = |project: &Project| if project.flat == Some(project.cost) { 1 } else { i128::from(project.cost) };
    match (cost(one).checked_mul(other.support), cost(other).checked_mul(one.support)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => (BigInt::from(cost(one)) * other.support).cmp(&(BigInt::from(cost(other)) * one.support)),
    }
}

fn rank(projects: &mut [Project]) {
    let mut rank = 0;
    for at in 1..projects.len() {
        let above = match projects.get(at - 1..=at) {
            Some([before, own]) => cheaper(before, own) == Ordering::Less,
            _ => false,
        };
        rank += usize::from(above);
        if let Some(project) = projects.get_mut(at) {
            project.rank = rank;
        }
    }
}

/// Chains projects that nobody could tell apart. They share a rank, so they stand near each other.
fn pair_twins(projects: &mut [Project], backers: &[u32], whole: &[i64]) {
    let same = |one: &Project, other: &Project| {
        one.cost == other.cost
            && one.support == other.support
            && backers.get(one.own.clone()) == backers.get(other.own.clone())
            && whole.get(one.own.clone()) == whole.get(other.own.clone())
    };
    // The last of each chain in this rank; at most 64 chains are kept, so that the work stays in bounds.
    let mut chains: Vec<usize> = Vec::new();
    for at in 0..projects.len() {
        let Some(own) = projects.get(at) else { break };
        let in_rank = |other: &usize| projects.get(*other).is_some_and(|other| other.rank == own.rank);
        chains.retain(in_rank);
        let found = chains.iter().position(|other| projects.get(*other).is_some_and(|other| same(other, own)));
        let Some(before) = found.and_then(|found| chains.get_mut(found)) else {
            if chains.len() < 64 {
                chains.push(at);
            }
            continue;
        };
        let before = core::mem::replace(before, at);
        if let Some(project) = projects.get_mut(before) {
            project.twin = Some(at);
        }
        if let Some(project) = projects.get_mut(at) {
            project.behind = Some(before);
        }
    }
}
