//! `linli demo`: an instance filled with communities at every stage.
//!
//! For: [`run`].
//! Must not know: rules; every figure goes through the stores and services that real ones do.
//! To add: words go into `words/*.tsv`, what happens with them into the plan of their subject.

mod dice;
mod fill;
mod judged;
mod moment;
mod people;
mod pictures;
mod plan;
mod remove;
mod renovation;
mod replies;
mod report;
mod roll;
mod rows;
mod scene;
mod timeline;
mod verdicts;
mod voices;
mod votes;
mod words;

use crate::clock::{Clock, FixedClock, Random, SystemClock};
use crate::config::Config;
use crate::domain::moment::Moment;
use crate::i18n::Lang;
use crate::i18n::locales::problems;
use crate::keys::Ring;
use crate::keys::{self, Keys};
use crate::service::{By, Fail, Linli, folders, imports};
use crate::store::{demo, settings};
use anyhow::{Context, anyhow, bail};
use clap::Args;
use fill::{Filled, Filling};
use plan::Plan;
use std::sync::Arc;

/// Setting by which an instance is known as a demo.
const MARK: &str = "demo";
/// Setting: the demo brought the regions with it.
const REGIONS_MARK: &str = "demo_regions";
/// Setting: the secret key was drawn from the demo's seed.
const KEY_MARK: &str = "demo_key";

/// How the demo is made.
#[derive(Args, Debug)]
pub struct Demo {
    /// The same seed and time give the same demo.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The moment that everything is told from, like 2026-06-15T10:00:00+08:00 or milliseconds
    /// since 1970; the clock's if it is left out.
    #[arg(long)]
    now: Option<String>,
    /// Prints logins, codes and addresses as JSON.
    #[arg(long)]
    json: bool,
    /// Removes everything that the demo made.
    #[arg(long)]
    remove: bool,
}

/// A demo that was just made.
#[derive(Debug)]
pub struct Made {
    plan: Arc<Plan>,
    filled: Filled,
    now: Moment,
}

impl Made {
    /// Logins, codes and addresses for scripts.
    pub fn json(&self) -> serde_json::Value {
        report::json(&self.plan, &self.filled, self.now)
    }
}

/// Fills an instance, or takes the demo away.
///
/// # Errors
/// One sentence for stderr: the database holds real data or a demo already, or cannot be used.
pub async fn run(config: Config, demo: Demo) -> anyhow::Result<()> {
    if demo.remove {
        println!("{}", take_away(config).await?);
        return Ok(());
    }
    let now = match &demo.now {
        Some(text) => moment::read(text).ok_or_else(|| {
            anyhow!("--now '{text}' is no time; write it like 2026-06-15T10:00:00+08:00 or in milliseconds since 1970.")
        })?,
        None => SystemClock.now(),
    };
    let url = config.url.clone();
    let made = make(config, demo.seed, now).await?;
    if demo.json {
        println!("{}", serde_json::to_string_pretty(&made.json())?);
    } else {
        println!("{}", report::table(&made.plan, &made.filled, now, &url));
    }
    Ok(())
}

/// Fills an instance with a clock that stands and chance that is the same for the same seed.
///
/// # Errors
/// As [`run`].
pub async fn make(config: Config, seed: u64, now: Moment) -> anyhow::Result<Made> {
    let own_key = draw_key(&config, seed)?;
    // Drawn by the system even here: a number that anybody can guess must not open phone numbers.
    Ring::open(&config.data, config.phone_keys.as_deref(), &Random::system())?;
    let clock = Arc::new(FixedClock::new(now));
    let app = Linli::open_with(config, Box::new(clock.clone()), Random::seeded(seed)).await.map_err(|e| anyhow!(e))?;
    let made = make_in(&app, clock, own_key, seed, now).await;
    app.store.close().await;
    made
}

async fn make_in(app: &Linli, clock: Arc<FixedClock>, own_key: bool, seed: u64, now: Moment) -> anyhow::Result<Made> {
    refuse(app).await?;
    let mut marks = vec![MARK];
    if own_key {
        marks.push(KEY_MARK);
    }
    let regions = imports::shipped_regions().map_err(|_| anyhow!("the shipped regions are damaged"))?;
    if imports::is_without_regions(app).await? {
        let by = By { staff: None, address: "linli demo".to_owned() };
        imports::record_shipped(app, &by).await.map_err(|fail| worded(&fail))?;
        marks.push(REGIONS_MARK);
    }
    let plan = Arc::new(plan::plan(seed, now, &regions));
    let filling = Filling { app, clock, now };
    let filled = fill::fill(&filling, plan.clone(), marks).await.map_err(|fail| worded(&fail))?;
    Ok(Made { plan, filled, now })
}

/// Draws the secret key from the seed if there is none yet, so that everything is the same for
/// the same seed; says whether it did.
fn draw_key(config: &Config, seed: u64) -> anyhow::Result<bool> {
    if config.data.join(keys::FILE).exists() {
        return Ok(false);
    }
    let folder = config.data.display();
    folders::make(&config.data).with_context(|| format!("the data folder '{folder}' cannot be made"))?;
    let digest = keys::sha256(format!("linli demo {seed} key").as_bytes());
    let number = u64::from_be_bytes(*digest.first_chunk().unwrap_or(&[0; 8]));
    Keys::open(&config.data, &Random::seeded(number)).with_context(|| format!("'{folder}' cannot be written"))?;
    Ok(true)
}

async fn refuse(app: &Linli) -> anyhow::Result<()> {
    let mut c = app.store.read().await?;
    if demo::count_real(&mut c).await? > 0 {
        bail!(
            "this database holds communities or accounts that are no demo; choose an empty one with --data or --database."
        );
    }
    let marked = settings::list(&mut c).await?.iter().any(|(key, _)| key == MARK);
    if marked || demo::count_demo(&mut c).await? > 0 {
        bail!("a demo is here already; take it away first with: linli demo --remove");
    }
    Ok(())
}

/// Takes the demo away; says what was removed.
///
/// # Errors
/// The instance cannot be opened, or the store refused.
pub async fn take_away(config: Config) -> anyhow::Result<String> {
    let app = Linli::open(config).await.map_err(|sentence| anyhow!(sentence))?;
    let removed = remove::remove(&app).await;
    app.store.close().await;
    let removed = removed.map_err(|fail| worded(&fail))?;
    let mut said = format!("{} demo communities and accounts and {} photos removed.", removed.rows, removed.photos);
    if removed.key_is_known {
        said.push_str("\nThe secret key was drawn from the demo's seed, and real data rest on it: set up a new instance before real votes.");
    }
    Ok(said)
}

fn worded(fail: &Fail) -> anyhow::Error {
    let sentence = fail.first().map(|problem| problems::sentence(Lang::En, problem)).unwrap_or_default();
    anyhow!("the demo could not be completed: {sentence} Take what is there away with: linli demo --remove")
}
