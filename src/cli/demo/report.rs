//! What `linli demo` prints: as a table for people, as JSON for scripts.
//!
//! For: [`json`] and [`table`].
//! Must not know: how anything was made.
//! To add: a field of the JSON is one that scripts may rely on from then on.

use crate::cli::demo::fill::Filled;
use crate::cli::demo::plan::{Plan, Site};
use crate::domain::ids::PollId;
use crate::domain::moment::Moment;
use crate::domain::phase::PhaseKind;
use crate::service::credentials::Issued;
use crate::store::roll::Household;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt::Write as _;

/// How many codes of each community are listed.
const LISTED: [(&str, usize); 5] =
    [("yangguang", 16), ("bayi", 12), ("gangyuan-xiaoqu", 10), ("dongsheng-sushe", 8), ("liangzhan-sushe", 5)];

/// A household with its code in clear.
struct Code<'a> {
    site: &'a Site,
    household: &'a Household,
    issued: &'a Issued,
    poll: Option<PollId>,
}

/// The households that are listed: first those that have not voted or rated yet.
fn codes<'a>(plan: &'a Plan, filled: &'a Filled, now: Moment) -> Vec<Code<'a>> {
    let mut found = Vec::new();
    for (slug, many) in LISTED {
        let Some(site) = plan.sites.iter().find(|site| site.place.slug == slug) else { continue };
        let Some(issued) = filled.codes.get(&site.community.id) else { continue };
        let open = site.vote.as_ref().is_some_and(|vote| vote.window.1 > now && vote.cancelled.is_none());
        let poll = filled.polls.get(&site.community.id).copied().filter(|_| open);
        let voted = site.vote.iter().filter(|_| open).flat_map(|vote| vote.cast.iter().map(|cast| cast.household));
        let done: HashSet<_> = voted.chain(site.ratings.iter().map(|rating| rating.household)).collect();
        let (fresh, others): (Vec<_>, Vec<_>) = issued.iter().partition(|code| !done.contains(&code.household));
        // Of every four one has taken part already.
        let fresh = fresh.into_iter().step_by(3).take(many - many / 4);
        let chosen: Vec<&Issued> = fresh.chain(others.into_iter().take(many / 4)).collect();
        for issued in chosen {
            let household = site.households.iter().find(|flat| flat.id == issued.household);
            found.extend(household.map(|household| Code { site, household, issued, poll }));
        }
    }
    found
}

/// The first screens of the six journeys.
fn journeys(plan: &Plan, filled: &Filled) -> Value {
    let first = plan.sites.iter().find(|site| site.place.slug == "yangguang");
    let poll = first.and_then(|site| filled.polls.get(&site.community.id));
    json!({
        "J1": "/c/yangguang/feedback",
        "J2": poll.map_or_else(|| "/c/yangguang".to_owned(), |id| format!("/c/yangguang/polls/{id}/vote")),
        "J3": "/c/bayi/rate",
        "J4": "/desk",
        "J5": "/office",
        "J6": "/r/36",
    })
}

/// For scripts.
pub fn json(plan: &Plan, filled: &Filled, now: Moment) -> Value {
    let staff = plan.members.iter().filter_map(|member| {
        let password = member.password.as_ref()?;
        Some(json!({
            "login": member.login,
            "password": password,
            "totp": null,
            "role": member.grant.role.as_str(),
            "scope": member.scope(),
        }))
    });
    let households = codes(plan, filled, now).into_iter().map(|code| {
        json!({
            "community": code.site.place.slug,
            "code": code.issued.digits.plain(),
            "token": code.issued.token.plain(),
            "building": code.household.building,
            "room": code.household.room_key,
            "poll": code.poll.map(|id| id.to_string()),
        })
    });
    let communities = plan.sites.iter().map(|site| {
        json!({
            "slug": site.place.slug,
            "name": site.place.zh,
            "stage": site.place.stage.as_str(),
            "zh": site.place.zh,
            "en": site.place.en,
        })
    });
    json!({
        "staff": staff.collect::<Vec<_>>(),
        "households": households.collect::<Vec<_>>(),
        "communities": communities.collect::<Vec<_>>(),
        "journey_paths": journeys(plan, filled),
    })
}

/// For people.
pub fn table(plan: &Plan, filled: &Filled, now: Moment, url: &str) -> String {
    let mut out = String::from("The demo is ready. Everybody and everything in it is made up.\n\nSign in at ");
    let _ = writeln!(out, "{url}/login");
    for member in &plan.members {
        if let Some(password) = &member.password {
            let _ = writeln!(out, "  {:<15} {password}   {} ({})", member.login, member.grant.role, member.scope());
        }
    }
    let _ = writeln!(out, "\nHousehold codes, for {url}/v");
    let codes = codes(plan, filled, now);
    for slug in ["yangguang", "gangyuan-xiaoqu", "bayi"] {
        if let Some(code) = codes.iter().find(|code| code.site.place.slug == slug) {
            let digits = code.issued.digits.format();
            let _ = writeln!(out, "  {digits}   {} {}", code.site.place.zh, code.household.label());
        }
    }
    let _ = writeln!(out, "\nLook at");
    let rated =
        |site: &&Site| site.phases.iter().any(|row| row.phase.kind == PhaseKind::Rating && row.phase.is_open(now));
    for site in plan.sites.iter().filter(|site| site.place.slug == "yangguang").chain(plan.sites.iter().filter(rated)) {
        let _ = writeln!(out, "  {url}/c/{}   {}", site.place.slug, site.place.zh);
    }
    let _ = write!(out, "  {url}/r/36   江西省\n\nTake it away again with: linli demo --remove");
    out
}
