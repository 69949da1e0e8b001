//! The tree of regions with what lies in it, for everybody.
//!
//! For: a region's page, finding a community by name.
//! Must not know: sentences; the staff's own lists (`service::office`).
//! To add: a figure is a field of [`Overview`].

use crate::domain::problem::Problem;
use crate::domain::project::Stage;
use crate::domain::region::RegionCode;
use crate::domain::text::clean;
use crate::service::{Linli, Outcome};
use crate::store::StoreError;
use crate::store::figures::{self, Child, Standing, Totals};
use crate::store::programmes::{self, Programme};
use crate::store::regions::{self, Region};
use futures::FutureExt;

/// Most communities listed on one page.
pub const MOST_LISTED: i64 = 60;
/// Fewest ratings behind a region's satisfied share.
pub const LEAST_RATINGS: i64 = 30;
/// Fewest answers behind a region's share of answers in time.
pub const LEAST_ANSWERS: i64 = 10;

/// A region and what lies in it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// From the province down to the region itself.
    pub path: Vec<Region>,
    /// The region.
    pub region: Region,
    /// Its programmes, by year.
    pub programmes: Vec<Programme>,
    /// The regions below, with how many communities each holds.
    pub children: Vec<(Region, Child)>,
    /// How many communities stand at which stage, in the order of the stages.
    pub stages: Vec<(Stage, i64)>,
    /// Its sums.
    pub totals: Totals,
    /// Feedback without an answer whose time is over.
    pub overdue: i64,
    /// Its communities, at most [`MOST_LISTED`].
    pub communities: Vec<Standing>,
}

/// What a search by name found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Communities.
    pub communities: Vec<Standing>,
    /// Regions.
    pub regions: Vec<Region>,
}

/// A region's page.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn show(app: &Linli, code: &RegionCode) -> Outcome<Overview> {
    let now = app.now();
    recount(app, code.as_str()).await;
    let mut c = app.store.read().await?;
    let path = regions::path(&mut c, code).await?;
    let region = path.last().filter(|last| last.code == code.as_str()).cloned().ok_or(Problem::NotFound)?;
    let below = regions::children(&mut c, code.as_str()).await?;
    let digits = below.first().map_or(0, |child| i64::try_from(child.code.len()).unwrap_or(0));
    let counted = figures::children(&mut c, code.as_str(), digits).await?;
    let stages = figures::stages(&mut c, code.as_str()).await?;
    Ok(Overview {
        programmes: programmes::list(&mut c, code).await?,
        children: below.into_iter().map(|child| with_count(child, &counted)).collect(),
        stages: in_order(&stages),
        totals: figures::totals(&mut c, code.as_str()).await?,
        overdue: figures::overdue(&mut c, code.as_str(), now).await?,
        communities: figures::communities(&mut c, code.as_str(), MOST_LISTED).await?,
        path,
        region,
    })
}

fn with_count(child: Region, counted: &[Child]) -> (Region, Child) {
    let none = || Child { code: child.code.clone(), communities: 0, households: 0 };
    let count = counted.iter().find(|count| count.code == child.code).cloned().unwrap_or_else(none);
    (child, count)
}

fn in_order(stages: &[(Option<Stage>, i64)]) -> Vec<(Stage, i64)> {
    let count = |stage: &Stage| stages.iter().find(|(here, _)| *here == Some(*stage)).map(|(_, n)| (*stage, *n));
    Stage::ALL.iter().filter_map(count).collect()
}

/// Counts anew what moved. The page is right without it up to the last count, so a refusal of
/// the store (a full disk) does not keep anybody from reading.
pub(super) async fn recount(app: &Linli, region: &str) {
    let result = async {
        let mut c = app.store.read().await?;
        let stale = figures::stale(&mut c, region).await?;
        drop(c);
        if stale > 0 {
            let region = region.to_owned();
            app.store.write(move |c| async move { figures::refresh(c, &region).await }.boxed()).await?;
        }
        Ok::<_, StoreError>(())
    };
    if let Err(error) = result.await {
        tracing::warn!("figures of {region} are not counted anew: {error}");
    }
}

/// Where one begins to look: the regions below the one province, or all of the widest.
///
/// # Errors
/// The store did not answer.
pub async fn entrances(app: &Linli) -> Outcome<(Option<Region>, Vec<Region>)> {
    let mut c = app.store.read().await?;
    let mut roots = regions::roots(&mut c).await?;
    if roots.len() != 1 {
        return Ok((None, roots));
    }
    let root = roots.pop();
    let code = root.as_ref().map_or("", |root| root.code.as_str());
    let below = regions::children(&mut c, code).await?;
    Ok((root, below))
}

/// Communities and regions whose name holds this text; nothing for an empty one.
///
/// # Errors
/// The store did not answer.
pub async fn search(app: &Linli, text: &str) -> Outcome<Found> {
    let text = clean(text);
    if text.is_empty() {
        return Ok(Found::default());
    }
    let mut c = app.store.read().await?;
    Ok(Found {
        communities: figures::search(&mut c, &text, 20).await?,
        regions: regions::search(&mut c, &text, 20).await?,
    })
}

/// The communities that came last.
///
/// # Errors
/// The store did not answer.
pub async fn newest(app: &Linli, most: i64) -> Outcome<Vec<Standing>> {
    let mut c = app.store.read().await?;
    Ok(figures::newest(&mut c, most).await?)
}
