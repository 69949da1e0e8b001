//! Writing the plan: a few large units of work, and the real services where they are few.
//!
//! For: [`fill`].
//! Must not know: why anything was planned so.
//! To add: rows of a further table join the unit of their subject.

use crate::cli::demo::pictures::{self, Drawn};
use crate::cli::demo::plan::{Picture, Plan, Site};
use crate::cli::demo::{rows, verdicts};
use crate::clock::FixedClock;
use crate::domain::code::Purpose;
use crate::domain::ids::{CommunityId, HouseholdId, PollId, StaffId};
use crate::domain::moment::{DAY, HOUR, MINUTE, Moment};
use crate::domain::owner::Paper;
use crate::domain::phase::PhaseKind;
use crate::domain::policy::Caller;
use crate::domain::poll::Electorate;
use crate::domain::threshold::electorate;
use crate::service::credentials::{self, Issued};
use crate::service::staff::passwords;
use crate::service::{By, Fail, Linli, Outcome, polls};
use crate::store::owners::{self, Proof};
use crate::store::staff::Staff;
use crate::store::{Conn, StoreError, communities, projects, roll, settings, staff, works};
use futures::FutureExt;
use futures::future::join_all;
use std::collections::HashMap;
use std::sync::Arc;

/// What the foot of every page says in a demo.
pub const FOOT: [(&str, &str); 4] = [
    ("operator", "邻里演示（虚构的运营单位）"),
    ("help_phone", "000-0000-0000"),
    ("filing", "演示站点，未备案；人物、小区和数字均为虚构，行政区划为真实名称"),
    ("complaint", "演示站点不受理投诉；真实站点请在这里写明投诉方式"),
];

/// What came of it that nobody can read from the database afterwards.
#[derive(Debug, Default)]
pub struct Filled {
    /// The polls, by community.
    pub polls: HashMap<CommunityId, PollId>,
    /// Codes in clear.
    pub codes: HashMap<CommunityId, Vec<Issued>>,
}

/// The instance being filled, its clock and the moment that is 'now'.
pub struct Filling<'a> {
    /// The instance.
    pub app: &'a Linli,
    /// Its clock, moved to when something was done.
    pub clock: Arc<FixedClock>,
    /// Now.
    pub now: Moment,
}

/// Writes everything.
///
/// # Errors
/// What the services and the store say.
pub async fn fill(filling: &Filling<'_>, plan: Arc<Plan>, marks: Vec<&'static str>) -> Outcome<Filled> {
    let app = filling.app;
    let drawing = tokio::task::spawn_blocking({
        let plan = plan.clone();
        move || pictures::draw(&photos(&plan))
    });
    let hashes = join_all(plan.members.iter().map(|member| async {
        match &member.password {
            Some(password) => passwords::hash(app, password).await,
            None => Ok(String::new()),
        }
    }));
    let hashes: Vec<String> = hashes.await.into_iter().collect::<Outcome<_>>()?;
    found(app, plan.clone(), hashes, marks, filling.now).await?;
    let mut filled = Filled { polls: open_polls(filling, &plan).await?, ..Filled::default() };
    let cast = rows::votes(app, &plan, &filled.polls, filling.now);
    app.store.write(move |c| async move { cast.write(c).await }.boxed()).await?;
    close_polls(filling, &plan, &filled.polls).await?;
    let drawn = drawing.await.map_err(|e| Fail::incident(&format!("drawing: {e}")))?;
    pictures::keep(app, &drawn).await?;
    let said = rows::said(app, &plan, &sizes(&drawn));
    app.store.write(move |c| async move { said.write(c).await }.boxed()).await?;
    let judged = verdicts::judged(app, &plan);
    app.store.write(move |c| async move { judged.write(c).await }.boxed()).await?;
    filled.codes = codes(filling, &plan).await?;
    filling.clock.set(filling.now);
    Ok(filled)
}

fn sizes(drawn: &[Drawn]) -> HashMap<crate::domain::ids::UploadId, i64> {
    drawn.iter().map(|one| (one.picture.id, i64::try_from(one.bytes.len()).unwrap_or(i64::MAX))).collect()
}

/// Every picture of the plan: of works, and of what people say.
fn photos(plan: &Plan) -> Vec<Picture> {
    let works = plan.sites.iter().flat_map(|site| site.pictures.iter().copied());
    let said = plan.sites.iter().flat_map(|site| &site.said).zip(10_u64..).filter_map(|(one, seed)| {
        let (id, subject) = one.photo?;
        Some(Picture { id, subject, mended: false, seed, at: one.feedback.created_at })
    });
    works.chain(said).collect()
}

/// Staff, communities, rolls, projects, works, money, settings: one unit.
async fn found(
    app: &Linli,
    plan: Arc<Plan>,
    hashes: Vec<String>,
    marks: Vec<&'static str>,
    now: Moment,
) -> Outcome<()> {
    let by = By { staff: None, address: "linli demo".to_owned() };
    let entry = app.entry(now, &by, "demo", None, "demo".to_owned());
    app.store
        .write(move |c| {
            async move {
                for (member, hash) in plan.members.iter().zip(hashes) {
                    let new = Staff {
                        id: member.id,
                        login: member.login.clone(),
                        name: member.name.clone(),
                        password_hash: hash,
                        active: true,
                        demo: true,
                        created_at: now.plus(-760 * DAY),
                    };
                    staff::record(c, &new).await?;
                    staff::record_grant(c, member.id, &member.grant).await?;
                }
                for site in &plan.sites {
                    place(c, site).await?;
                }
                for (key, value) in FOOT.into_iter().chain(marks.into_iter().map(|key| (key, "yes"))) {
                    settings::record(c, key, value).await?;
                }
                c.audit(entry);
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

async fn place(c: &mut Conn, site: &Site) -> Result<(), StoreError> {
    communities::record(c, &site.community).await?;
    for building in &site.buildings {
        roll::record_building(c, building).await?;
    }
    roll::record_households(c, &site.households).await?;
    projects::record(c, &site.project).await?;
    for phase in &site.phases {
        projects::record_phase(c, phase).await?;
    }
    for line in &site.funding {
        projects::record_funding(c, site.project.id, site.community.id, line).await?;
    }
    for work in &site.works {
        works::record(c, work).await?;
    }
    c.touch(site.community.id);
    Ok(())
}

/// The official of a place, as somebody signed in.
fn official(plan: &Plan, site: &Site) -> (Caller, By) {
    let grants = plan.members.iter().filter(|member| member.id == site.official).map(|member| member.grant.clone());
    let caller = Caller::Staff { id: site.official, grants: grants.collect() };
    (caller, By { staff: Some(site.official), address: "linli demo".to_owned() })
}

/// Makes and opens every poll at its time, as the office would.
async fn open_polls(filling: &Filling<'_>, plan: &Plan) -> Outcome<HashMap<CommunityId, PollId>> {
    let mut ids = HashMap::new();
    for site in &plan.sites {
        let Some(vote) = &site.vote else { continue };
        let (caller, by) = official(plan, site);
        filling.clock.set(vote.window.0.plus(-3 * DAY + 10 * HOUR));
        let draft = polls::PollDraft {
            title_zh: vote.question.title.0.to_owned(),
            title_en: vote.question.title.1.to_owned(),
            text_zh: vote.question.text.0.to_owned(),
            text_en: vote.question.text.1.to_owned(),
            works: vote.works.clone(),
            budget_fen: vote.question.budget_yuan * 100,
            opens: vote.window.0,
            closes: vote.window.1,
            preset: vote.preset.to_owned(),
            conflict_rule: vote.rule,
        };
        let id = polls::draft(filling.app, &by, &caller, &site.community, draft, None).await?;
        filling.clock.set(vote.window.0.plus(-DAY + 10 * HOUR));
        polls::open(filling.app, &by, &caller, &site.community, id).await?;
        ids.insert(site.community.id, id);
    }
    filling.clock.set(filling.now);
    Ok(ids)
}

/// Calls off and closes what is over, each at its time, by the real count.
async fn close_polls(filling: &Filling<'_>, plan: &Plan, ids: &HashMap<CommunityId, PollId>) -> Outcome<()> {
    for site in &plan.sites {
        let Some((vote, id)) = site.vote.as_ref().zip(ids.get(&site.community.id)) else { continue };
        if let Some(at) = vote.cancelled {
            let (caller, by) = official(plan, site);
            filling.clock.set(at);
            polls::cancel(filling.app, &by, &caller, &site.community, *id, &site.project.reason_zh).await?;
        } else if vote.window.1 <= filling.now {
            filling.clock.set(vote.window.1.plus(MINUTE).min(filling.now));
            polls::close_if_due(filling.app, *id).await?;
        }
    }
    filling.clock.set(filling.now);
    Ok(())
}

/// The window in which a site's households are asked for a ballot or a rating now: the one that
/// ends last.
fn asked(site: &Site, now: Moment) -> Option<(Moment, Moment)> {
    let ratings = site.phases.iter().map(|row| row.phase).filter(|phase| phase.kind == PhaseKind::Rating);
    let ratings = ratings.map(|phase| (phase.opens, phase.closes));
    let polls = site.vote.iter().map(|vote| vote.window);
    ratings.chain(polls).filter(|(opens, closes)| *opens <= now && now < *closes).max_by_key(|(_, closes)| *closes)
}

/// Every owner of a site was at the desk with the certificate.
async fn seen(filling: &Filling<'_>, site: &Site, by: Option<StaffId>, households: Vec<HouseholdId>) -> Outcome<()> {
    let (app, now, community) = (filling.app.clone(), filling.app.now(), site.community.id);
    let proof = move |household| Proof {
        id: app.random.id(now),
        community,
        household,
        paper: Paper::Certificate,
        seen_by: by,
        seen_at: now,
    };
    let proofs: Vec<Proof> = households.into_iter().map(proof).collect();
    filling
        .app
        .store
        .write(move |c| {
            async move {
                for proof in &proofs {
                    owners::record(c, proof).await?;
                }
                Ok::<_, Fail>(())
            }
            .boxed()
        })
        .await
}

/// Codes for every household that is asked something now.
async fn codes(filling: &Filling<'_>, plan: &Plan) -> Outcome<HashMap<CommunityId, Vec<Issued>>> {
    let mut issued = HashMap::new();
    for site in &plan.sites {
        let Some((opens, closes)) = asked(site, filling.now) else { continue };
        let (caller, by) = official(plan, site);
        let households: Vec<_> = site.households.iter().map(|flat| flat.id).collect();
        filling.clock.set(opens.plus(-DAY + 14 * HOUR).min(filling.now));
        let of_owners = site.vote.iter().any(|vote| electorate(vote.preset) == Electorate::Owners);
        let purpose = if of_owners { Purpose::Owner } else { Purpose::Household };
        let form = (purpose, filling.app.random.id(filling.now), closes);
        let new = credentials::issue_for(filling.app, &by, &caller, &site.community, &households, form).await?;
        if of_owners {
            // Never by whoever made the letters.
            let seer = site.moderators.iter().rev().find(|one| **one != site.official).copied();
            seen(filling, site, seer, households).await?;
        }
        issued.insert(site.community.id, new);
    }
    filling.clock.set(filling.now);
    Ok(issued)
}
