//! Points of the plane in clusters.
//!
//! For: [`starts`] and [`settle`], the two halves of k-means; [`silhouette`], how well clusters are
//! apart.
//! Must not know: that a point is a person or a cluster of them.
//! To add: another start is another function that gives centres.

use super::real;

/// A place in the plane of the first two axes.
pub type Point = [f64; 2];

/// Points in clusters.
#[derive(Clone, Debug, PartialEq)]
pub struct Clusters {
    /// Each has at least one point.
    pub centres: Vec<Point>,
    /// Of each point the position of its centre.
    pub of: Vec<usize>,
}

/// Rounds are as many as Polis makes; where they do not end before, the last one is taken.
const ROUNDS: usize = 100;

/// Up to k centres, always the same for the same points: the cluster with the largest sum of squares
/// is split at its mean along the coordinate of larger variance, until there are k ('Var-Part' of Su
/// and Dy, 'In search of deterministic methods for initializing K-means and Gaussian mixture
/// clustering', Intelligent Data Analysis 11, 2007). Fewer where points are equal.
pub fn starts(points: &[Point], k: usize) -> Vec<Point> {
    let mut parts = vec![Part::of(points.to_vec())];
    while parts.len() < k {
        let widest = parts
            .iter()
            .enumerate()
            .max_by(|one, other| one.1.squares().total_cmp(&other.1.squares()).then(other.0.cmp(&one.0)));
        let Some((at, _)) = widest.filter(|(_, part)| part.squares() > 0.0) else { break };
        let (low, high) = parts.swap_remove(at).split();
        parts.extend([low, high]);
    }
    parts.retain(|part| !part.points.is_empty());
    parts.into_iter().map(|part| part.mean).collect()
}

/// Points with their mean and the sum of squares around it, by coordinate.
struct Part {
    points: Vec<Point>,
    mean: Point,
    around: Point,
}

impl Part {
    fn of(points: Vec<Point>) -> Self {
        let many = real(points.len().max(1));
        let [x, y] = points.iter().fold([0.0, 0.0], |[x, y], point| [x + point[0], y + point[1]]);
        let mean = [x / many, y / many];
        let square = |[x, y]: Point, point: &Point| {
            let off = [point[0] - mean[0], point[1] - mean[1]];
            [x + off[0] * off[0], y + off[1] * off[1]]
        };
        let around = points.iter().fold([0.0, 0.0], square);
        // What is only the rounding of the mean is no width.
        let alike = points.windows(2).all(|two| two.first() == two.last());
        Self { points, mean, around: if alike { [0.0, 0.0] } else { around } }
    }

    fn squares(&self) -> f64 {
        self.around[0] + self.around[1]
    }

    fn split(self) -> (Self, Self) {
        let across = self.around[1] > self.around[0];
        let place = |point: &Point| if across { point[1] - self.mean[1] } else { point[0] - self.mean[0] };
        let (low, high): (Vec<Point>, Vec<Point>) = self.points.into_iter().partition(|point| place(point) <= 0.0);
        (Self::of(low), Self::of(high))
    }
}

/// Moves the centres to the weighted means of the points that are nearest to them until no point
/// changes its cluster (Lloyd's rounds). Points as near to two centres go to the earlier one. Centres
/// without points are dropped. Points without weights weigh 1.
pub fn settle(points: &[Point], weights: &[f64], centres: Vec<Point>) -> Clusters {
    let mut centres = centres;
    let mut of = vec![usize::MAX; points.len()];
    for _ in 0..ROUNDS {
        let now: Vec<usize> = points.iter().map(|point| nearest(*point, &centres)).collect();
        if now == of {
            break;
        }
        of = now;
        move_to_means(&mut centres, points, weights, &of);
    }
    drop_empty(centres, of)
}

/// The square of the distance.
pub fn apart(one: Point, other: Point) -> f64 {
    let (x, y) = (one[0] - other[0], one[1] - other[1]);
    x * x + y * y
}

/// The position of the nearest centre; 0 if there is none.
pub fn nearest(point: Point, centres: &[Point]) -> usize {
    let mut best = (f64::INFINITY, 0);
    for (at, centre) in centres.iter().enumerate() {
        let distance = apart(point, *centre);
        if distance < best.0 {
            best = (distance, at);
        }
    }
    best.1
}

fn move_to_means(centres: &mut [Point], points: &[Point], weights: &[f64], of: &[usize]) {
    let mut sums = vec![([0.0, 0.0], 0.0); centres.len()];
    let weights = weights.iter().copied().chain(core::iter::repeat(1.0));
    for ((point, at), weight) in points.iter().zip(of).zip(weights) {
        if let Some((sum, all)) = sums.get_mut(*at) {
            *sum = [sum[0] + weight * point[0], sum[1] + weight * point[1]];
            *all += weight;
        }
    }
    for (centre, (sum, all)) in centres.iter_mut().zip(sums) {
        if all > 0.0 {
            *centre = [sum[0] / all, sum[1] / all];
        }
    }
}

fn drop_empty(centres: Vec<Point>, of: Vec<usize>) -> Clusters {
    let mut used = vec![false; centres.len()];
    for at in &of {
        if let Some(used) = used.get_mut(*at) {
            *used = true;
        }
    }
    let mut next = 0;
    let places: Vec<usize> = used
        .iter()
        .map(|used| {
            let place = next;
            next += usize::from(*used);
            place
        })
        .collect();
    let centres = centres.into_iter().zip(&used).filter(|(_, used)| **used).map(|(centre, _)| centre).collect();
    Clusters { centres, of: of.into_iter().map(|at| places.get(at).copied().unwrap_or(0)).collect() }
}

/// The mean silhouette of Rousseeuw (1987) over the points, from −1 to 1: how much nearer a point is
/// to its own cluster than to the next one. A point alone in its cluster has 0. `None` with fewer than
/// two clusters.
pub fn silhouette(points: &[Point], clusters: &Clusters) -> Option<f64> {
    let k = clusters.centres.len();
    if k < 2 || points.is_empty() {
        return None;
    }
    let mut sizes = vec![0_usize; k];
    for at in &clusters.of {
        if let Some(size) = sizes.get_mut(*at) {
            *size += 1;
        }
    }
    let sum: f64 =
        points.iter().zip(&clusters.of).map(|(point, own)| silhouette_of(*point, *own, points, clusters, &sizes)).sum();
    Some(sum / real(points.len()))
}

fn silhouette_of(point: Point, own: usize, points: &[Point], clusters: &Clusters, sizes: &[usize]) -> f64 {
    let mut sums = vec![0.0; sizes.len()];
    for (other, at) in points.iter().zip(&clusters.of) {
        if let Some(sum) = sums.get_mut(*at) {
            *sum += apart(point, *other).sqrt();
        }
    }
    let (mut within, mut beyond) = (0.0, f64::INFINITY);
    for (at, (sum, size)) in sums.into_iter().zip(sizes).enumerate() {
        if at == own {
            if *size < 2 {
                return 0.0;
            }
            within = sum / real(size - 1);
        } else {
            beyond = f64::min(beyond, sum / real(*size));
        }
    }
    let larger = f64::max(within, beyond);
    if larger > 0.0 { (beyond - within) / larger } else { 0.0 }
}
