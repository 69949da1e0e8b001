//! The project of a community: its stage, its windows of time, its money.
//!
//! For: moving a stage as `domain::project` allows, programme year and threshold, phases, funding.
//! Must not know: works and polls.
//! To add: a field of a funding line stands in `FUNDING`, a kind of phase in `WINDOWS`.

use crate::domain::calendar::{end_of_day, local, parse_date, start_of_day};
use crate::domain::ids::PhaseId;
use crate::domain::phase::{Phase, PhaseKind, Verb};
use crate::domain::policy::Caller;
use crate::domain::problem::Problem;
use crate::domain::project::{FundingSource, Stage, can_follow};
use crate::domain::quantity::{parse_count, parse_yuan};
use crate::domain::text;
use crate::service::communities::{MOST_REASON, find_to_write};
use crate::service::{By, Checks, Fail, Linli, Outcome};
use crate::store::communities::Community;
use crate::store::projects::{self, FundingLine, PhaseRow, Project};
use crate::store::works::{self, Work};
use futures::FutureExt;

/// A project with its windows, money and works.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The project.
    pub project: Project,
    /// Its windows of time.
    pub phases: Vec<Phase>,
    /// Its money.
    pub funding: Vec<FundingLine>,
    /// Its works.
    pub works: Vec<Work>,
}

/// Form fields of each window: first day, last day.
pub const WINDOWS: [(PhaseKind, &str, &str); 2] =
    [(PhaseKind::Feedback, "feedback_from", "feedback_until"), (PhaseKind::Rating, "rating_from", "rating_until")];

/// Form fields of each source: planned, received, spent.
pub const FUNDING: [(FundingSource, [&str; 3]); 5] = [
    (FundingSource::Central, ["central_planned", "central_received", "central_spent"]),
    (FundingSource::Local, ["local_planned", "local_received", "local_spent"]),
    (FundingSource::Units, ["units_planned", "units_received", "units_spent"]),
    (FundingSource::Residents, ["residents_planned", "residents_received", "residents_spent"]),
    (FundingSource::Market, ["market_planned", "market_received", "market_spent"]),
];

/// The project of a community with what belongs to it.
///
/// # Errors
/// [`Problem::NotFound`] if it has none.
pub async fn overview(app: &Linli, community: &Community) -> Outcome<Overview> {
    let mut c = app.store.read().await?;
    let project = projects::find(&mut c, community.id).await?.ok_or(Problem::NotFound)?;
    let phases = projects::phases(&mut c, project.id).await?.into_iter().map(|row| row.phase).collect();
    let funding = projects::funding(&mut c, project.id).await?;
    let works = works::list(&mut c, community.id).await?;
    Ok(Overview { project, phases, funding, works })
}

async fn project(app: &Linli, community: &Community) -> Outcome<Project> {
    let mut c = app.store.read().await?;
    Ok(projects::find(&mut c, community.id).await?.ok_or(Problem::NotFound)?)
}

/// The stages that may follow now.
pub fn next_stages(project: &Project) -> Vec<Stage> {
    Stage::ALL.iter().copied().filter(|to| can_follow(project.stage, *to, project.before_pause)).collect()
}

/// Moves the stage.
///
/// # Errors
/// [`Problem::StageOrder`]; [`Problem::ReasonNeeded`] for a pause, a refusal or a withdrawal;
/// what the policy says.
pub async fn move_stage(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    to: &str,
    (reason_zh, reason_en): (&str, &str),
) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ManageCommunity, slug).await?;
    let now = app.now();
    let mut checks = Checks::default();
    let to = checks.take("stage", Stage::parse(to).ok_or(Problem::UnknownWord));
    let zh = checks.take("reason_zh", text::bounded(reason_zh, MOST_REASON));
    let en = checks.take("reason_en", text::bounded(reason_en, MOST_REASON));
    checks.end()?;
    let (to, zh, en) = (to.ok_or(Problem::UnknownWord)?, zh.unwrap_or_default(), en.unwrap_or_default());
    if !to.is_running() && zh.is_empty() {
        return Err(Fail::at("reason_zh", Problem::ReasonNeeded));
    }
    let (id, slug) = (community.id, community.slug);
    let (app2, by) = (app.clone(), by.clone());
    app.store
        .write(move |c| {
            async move {
                let mut project = projects::find(c, id).await?.ok_or(Problem::NotFound)?;
                let from = project.stage;
                if !can_follow(from, to, project.before_pause) {
                    return Err(Fail::at("stage", Problem::StageOrder));
                }
                project.before_pause = (to == Stage::Paused).then_some(from);
                project.stage = to;
                project.stage_since = now;
                (project.reason_zh, project.reason_en) =
                    if to.is_running() { Default::default() } else { (zh.clone(), en) };
                projects::revise(c, &project).await?;
                let mut entry = app2.entry(now, &by, Verb::ManageCommunity.as_str(), Some(id), format!("stage {slug}"));
                entry.detail = format!("{from} → {to}: {zh}");
                c.audit(entry);
                let body = serde_json::json!({ "community": slug, "from": from, "to": to, "why": zh });
                c.append(app2.leaf(now, id, "stage", body.to_string()));
                c.touch(id);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// Writes programme year (may be empty) and the share of satisfied households.
///
/// # Errors
/// Problems beside fields, what the policy says.
pub async fn revise(app: &Linli, caller: &Caller, by: &By, slug: &str, year: &str, percent: &str) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ManageCommunity, slug).await?;
    let now = app.now();
    let most = i64::from(local(now).0.year()) + 10;
    let mut checks = Checks::default();
    let year = if year.trim().is_empty() {
        Some(None)
    } else {
        checks.take("programme_year", parse_count(year, 2015, most)).map(Some)
    };
    let percent = checks.take("satisfied_percent", parse_count(percent, 50, 100));
    checks.end()?;
    let mut project = project(app, &community).await?;
    project.programme_year = year.flatten();
    project.satisfied_percent = percent.unwrap_or(project.satisfied_percent);
    let entry =
        app.entry(now, by, Verb::ManageCommunity.as_str(), Some(community.id), format!("project {}", community.slug));
    app.store
        .write(move |c| {
            async move {
                // Only these two: a stage moved meanwhile stays as it is.
                let mut present = projects::find(c, community.id).await?.ok_or(Problem::NotFound)?;
                present.programme_year = project.programme_year;
                present.satisfied_percent = project.satisfied_percent;
                projects::revise(c, &present).await?;
                c.audit(entry);
                c.touch(community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Writes the windows; one with both days empty is taken away. 'Until 30 June' ends at 24:00.
///
/// # Errors
/// [`Problem::DateWrong`] and [`Problem::Missing`] beside the days, what the policy says.
pub async fn record_phases(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    typed: impl Fn(&str) -> String,
) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ManagePhases, slug).await?;
    let mut checks = Checks::default();
    let mut windows: Vec<(PhaseKind, Option<Phase>)> = Vec::new();
    for (kind, from, until) in WINDOWS {
        let (first, last) = (typed(from), typed(until));
        if first.trim().is_empty() && last.trim().is_empty() {
            windows.push((kind, None));
            continue;
        }
        let first = checks.take(from, parse_date(&first));
        let last = checks.take(until, parse_date(&last));
        if let (Some(first), Some(last)) = (first, last) {
            let phase = Phase { kind, opens: start_of_day(first), closes: end_of_day(last) };
            if last < first {
                checks.note(until, Problem::DateWrong);
            }
            windows.push((kind, Some(phase)));
        }
    }
    checks.end()?;
    let project = project(app, &community).await?;
    let now = app.now();
    let rows: Vec<(PhaseKind, Option<PhaseRow>)> = windows
        .into_iter()
        .map(|(kind, phase)| {
            let row = |phase| PhaseRow {
                id: PhaseId(app.random.id(now)),
                community_id: community.id,
                project_id: project.id,
                phase,
            };
            (kind, phase.map(row))
        })
        .collect();
    let entry =
        app.entry(now, by, Verb::ManagePhases.as_str(), Some(community.id), format!("phases {}", community.slug));
    app.store
        .write(move |c| {
            async move {
                for (kind, row) in rows {
                    match row {
                        Some(row) => projects::record_phase(c, &row).await?,
                        None => projects::remove_phase(c, project.id, kind).await?,
                    }
                }
                c.audit(entry);
                c.touch(community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Writes the money of all five sources; an empty field counts as 0.
///
/// # Errors
/// Problems beside fields, [`Problem::SpentOverReceived`] beside what was spent, what the policy says.
pub async fn record_funding(
    app: &Linli,
    caller: &Caller,
    by: &By,
    slug: &str,
    typed: impl Fn(&str) -> String,
) -> Outcome<()> {
    let community = find_to_write(app, caller, Verb::ManageWorks, slug).await?;
    let mut checks = Checks::default();
    let mut lines = Vec::new();
    for (source, names) in FUNDING {
        let amounts = names.map(|name| {
            let text = typed(name);
            if text.trim().is_empty() { Some(0) } else { checks.take(name, parse_yuan(&text)) }
        });
        let [_, _, spent] = names;
        if let [_, Some(received_fen), Some(spent_fen)] = amounts
            && spent_fen > received_fen
        {
            checks.note(spent, Problem::SpentOverReceived { received_fen });
        }
        let [planned_fen, received_fen, spent_fen] = amounts.map(Option::unwrap_or_default);
        lines.push(FundingLine { source, planned_fen, received_fen, spent_fen });
    }
    checks.end()?;
    let project = project(app, &community).await?;
    let entry =
        app.entry(app.now(), by, Verb::ManageWorks.as_str(), Some(community.id), format!("funding {}", community.slug));
    app.store
        .write(move |c| {
            async move {
                for line in &lines {
                    projects::record_funding(c, project.id, community.id, line).await?;
                }
                c.audit(entry);
                c.touch(community.id);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}
