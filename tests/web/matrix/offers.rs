//! What pages of staff offer: no link and no form that their reader may not use.
//!
//! To add: nothing; every page of staff is opened as every kind of staff.

use super::callers::{self, Someone};
use super::{may_ask, refuses};
use crate::promises;
use crate::site::{Browser, Page, Site};
use futures::future::join_all;
use linli::domain::policy::{self, Who};
use linli::http::routes::{Kind, Route, table};
use std::collections::BTreeSet;

/// Whether only staff may ask a route.
fn of_staff(route: &Route) -> bool {
    route.verbs().any(|verb| matches!(policy::row(verb).who, Who::Duty(_) | Who::Staff))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (wanted, given): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    let alike = |(wanted, given): (&&str, &&str)| wanted == given || wanted.starts_with('{');
    wanted.len() == given.len() && wanted.iter().zip(&given).all(alike)
}

/// The route of staff that an address leads to, the most literal one as in the router.
fn leads_to(address: &str) -> Option<Route> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fitting = table().into_iter().filter(|route| fits(route.path, path));
    fitting.min_by_key(|route| route.path.matches('{').count()).filter(of_staff)
}

/// The addresses of a page's forms and links, each with whether it is a link.
fn offered(page: &Page) -> Vec<(String, bool)> {
    let links = page.links().into_iter().map(|to| (to, true));
    links.chain(page.forms().into_iter().map(|form| (form.action, false))).collect()
}

async fn is_for(who: &Someone, browser: &Browser, (address, is_link): (&str, bool), route: &Route) -> bool {
    if !is_link {
        return may_ask(who, route);
    }
    let path = address.split('#').next().unwrap_or_default();
    !refuses(&browser.get_with(path, &[("accept", "application/json")]).await)
}

async fn walk(site: &Site, who: &Someone) -> (usize, Vec<String>) {
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    let browser = who.enter(site).await;
    // Where everybody signs in stand the places of work of who has.
    let pages = table().into_iter().filter(|route| route.kind == Kind::Page);
    for page in pages.filter(|route| of_staff(route) || route.path == "/login") {
        let shown = browser.get(&who.sample.fill(page.path)).await;
        if shown.status.as_u16() != 200 {
            continue;
        }
        for (address, is_link) in offered(&shown) {
            let Some(route) = leads_to(&address).filter(|_| !seen.contains(&(address.clone(), is_link))) else {
                continue;
            };
            if !is_for(who, &browser, (&address, is_link), &route).await {
                wrong.push(format!("{} shows {} the way to {address}", page.path, who.name));
            }
            seen.insert((address, is_link));
        }
    }
    (seen.len(), wrong)
}

promises! {
    async fn no_page_of_staff_offers_what_its_reader_may_not_do(site: &Site) {
        let callers = callers::staff(site).await;
        let found = join_all(callers.iter().map(|who| walk(site, who))).await;
        let offers: usize = found.iter().map(|(offers, _)| offers).sum();
        let wrong: Vec<String> = found.into_iter().flat_map(|(_, wrong)| wrong).collect();
        println!("{} kinds of staff, {offers} links and forms, {} wrong", callers.len(), wrong.len());
        assert!(offers > 100, "only {offers} links and forms were found");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
