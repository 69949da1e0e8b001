//! Who thinks alike.
//!
//! For: [`group`]: as Polis does, people are gathered in up to 100 base clusters, these in 2 to 5 groups, and
//! the number of groups is the one with the best silhouette. From one update to the next groups keep
//! their names, begin where they were, and their number changes only when another one was better
//! several times in a row.
//! Must not know: statements or votes, only where people stand.
//! To add: what must outlive an update is a field of [`Standing`].

use super::enough::{LEAST_SILHOUETTE, SMALLEST_GROUP};
use super::kmeans::{Clusters, Point, settle, silhouette, starts};
use super::real;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Base clusters, as in Polis: k-means over them costs the same however many people there are.
pub const BASE_CLUSTERS: usize = 100;
/// Groups at most, as in Polis: more than five cannot be told in a few sentences.
pub const MOST_GROUPS: usize = 5;
/// How many updates in a row another number of groups must be the best before it is shown (as in Polis).
pub const UPDATES: u32 = 4;
/// A further group is tried for each so many base clusters (as in Polis).
const CLUSTERS_A_GROUP: usize = 12;

/// What is kept from one update to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The group that each participant (by id) was shown in.
    pub groups: BTreeMap<String, usize>,
    /// Which number of groups was the best last time; 0 before the first time.
    pub best: usize,
    /// How many times in a row.
    pub times: u32,
}

/// A number of groups that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// How many groups.
    pub groups: usize,
    /// The mean silhouette over base clusters.
    pub silhouette: f64,
    /// How many people the smallest group has.
    pub smallest: usize,
}

impl Tried {
    /// Whether such groups may be shown.
    pub fn holds(self) -> bool {
        self.smallest >= SMALLEST_GROUP && self.silhouette >= LEAST_SILHOUETTE
    }
}

/// People in groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// The names of the groups, ascending. At first the largest is 0; they keep their names later.
    pub names: Vec<usize>,
    /// Of each person the position in `names`.
    pub of: Vec<usize>,
    /// The number with its silhouette.
    pub shown: Tried,
}

/// What [`group`] finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// `None` if people do not stand in groups that could be shown.
    pub grouping: Option<Grouping>,
    /// Every number of groups that was looked at.
    pub tried: Vec<Tried>,
    /// To be handed in at the next update.
    pub standing: Standing,
}

/// Groups people who stand at these points. `ids` are theirs, in the order of the points.
pub fn group(ids: &[&str], points: &[Point], before: &Standing) -> Found {
    let base = settle(points, &[], starts(points, BASE_CLUSTERS));
    let former: Vec<Option<usize>> = ids.iter().map(|id| before.groups.get(*id).copied()).collect();
    let most = MOST_GROUPS.min(2 + base.centres.len() / CLUSTERS_A_GROUP);
    let mut all: Vec<(Tried, Vec<usize>)> = (2..=most).filter_map(|k| attempt(points, &base, &former, k)).collect();
    let tried = all.iter().map(|(tried, _)| *tried).collect();
    all.retain(|(tried, _)| tried.holds());
    let shown_before = former.iter().flatten().copied().collect::<BTreeSet<_>>().len();
    let (best, times) = count_times(&all, before);
    let wanted = if times >= UPDATES || shown_before == 0 { best } else { shown_before };
    let chosen = all.iter().find(|(tried, _)| tried.groups == wanted);
    let Some((shown, of)) = chosen.or_else(|| all.iter().find(|(tried, _)| tried.groups == best)) else {
        return Found { grouping: None, tried, standing: before.clone() };
    };
    let grouping = named(*shown, of, &former);
    let name = |at: &usize| grouping.names.get(*at).copied().unwrap_or(0);
    let groups = ids.iter().zip(&grouping.of).map(|(id, at)| ((*id).to_owned(), name(at))).collect();
    Found { grouping: Some(grouping), tried, standing: Standing { groups, best, times } }
}

/// Which number is the best now (the smaller of equals), and how many times in a row it was.
fn count_times(all: &[(Tried, Vec<usize>)], before: &Standing) -> (usize, u32) {
    let better = |one: &&(Tried, Vec<usize>), other: &&(Tried, Vec<usize>)| {
        one.0.silhouette.total_cmp(&other.0.silhouette).then(other.0.groups.cmp(&one.0.groups))
    };
    let best = all.iter().max_by(better).map_or(0, |(tried, _)| tried.groups);
    (best, if best == before.best { before.times.saturating_add(1) } else { 1 })
}

/// Exactly k groups of base clusters; `None` if they do not come out.
fn attempt(points: &[Point], base: &Clusters, former: &[Option<usize>], k: usize) -> Option<(Tried, Vec<usize>)> {
    let mut weights = vec![0.0; base.centres.len()];
    for at in &base.of {
        weights.get_mut(*at).into_iter().for_each(|weight| *weight += 1.0);
    }
    // The start takes each base cluster once, so that it is not drawn to where people are dense.
    let begun = former_centres(points, former).filter(|centres| centres.len() == k);
    let clusters = settle(&base.centres, &weights, begun.unwrap_or_else(|| starts(&base.centres, k)));
    if clusters.centres.len() != k {
        return None;
    }
    let of: Vec<usize> = base.of.iter().filter_map(|at| clusters.of.get(*at).copied()).collect();
    let smallest = sizes(&of, k).into_iter().min().unwrap_or(0);
    let silhouette = silhouette(&base.centres, &clusters)?;
    Some((Tried { groups: k, silhouette, smallest }, of))
}

/// Where those who were in each group stand now.
fn former_centres(points: &[Point], former: &[Option<usize>]) -> Option<Vec<Point>> {
    let mut sums = BTreeMap::<usize, (Point, usize)>::new();
    for (point, group) in points.iter().zip(former) {
        if let Some(group) = group {
            let (sum, many) = sums.entry(*group).or_default();
            *sum = [sum[0] + point[0], sum[1] + point[1]];
            *many += 1;
        }
    }
    let centres = sums.into_values().map(|(sum, many)| [sum[0] / real(many), sum[1] / real(many)]);
    Some(centres.collect()).filter(|centres: &Vec<Point>| !centres.is_empty())
}

fn sizes(of: &[usize], k: usize) -> Vec<usize> {
    let mut sizes = vec![0; k];
    for at in of {
        sizes.get_mut(*at).into_iter().for_each(|size| *size += 1);
    }
    sizes
}

/// Each group takes the name that most of its people had, the largest share of people first; groups
/// that are new take the smallest free names, the largest group first.
fn named(shown: Tried, of: &[usize], former: &[Option<usize>]) -> Grouping {
    let mut shared = BTreeMap::<(usize, usize), usize>::new();
    for (now, former) in of.iter().zip(former) {
        if let Some(former) = former {
            *shared.entry((*now, *former)).or_default() += 1;
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    pairs.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    let mut names: Vec<Option<usize>> = vec![None; shown.groups];
    for ((now, former), _) in pairs {
        if !names.contains(&Some(former)) {
            names.get_mut(now).filter(|name| name.is_none()).into_iter().for_each(|name| *name = Some(former));
        }
    }
    let all = sizes(of, shown.groups);
    let first = |group: usize| of.iter().position(|at| *at == group);
    let mut order: Vec<usize> = (0..shown.groups).collect();
    order.sort_by_key(|group| (core::cmp::Reverse(all.get(*group).copied()), first(*group)));
    for group in order {
        let free = (0..=shown.groups).find(|name| !names.contains(&Some(*name)));
        names.get_mut(group).filter(|name| name.is_none()).into_iter().for_each(|name| *name = free);
    }
    in_order_of_names(shown, of, &names)
}

fn in_order_of_names(shown: Tried, of: &[usize], names: &[Option<usize>]) -> Grouping {
    let mut sorted: Vec<usize> = names.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let place = |group: &usize| {
        let name = names.get(*group).copied().flatten();
        sorted.iter().position(|other| Some(*other) == name).unwrap_or(0)
    };
    let places: Vec<usize> = (0..shown.groups).map(|group| place(&group)).collect();
    let of = of.iter().map(|at| places.get(*at).copied().unwrap_or(0)).collect();
    Grouping { names: sorted, of, shown }
}
