//! The kinds of callers of the matrix: who they are to the policy, and how they come in.
//!
//! To add: a line in [`staff`] or a few in [`residents`]. Every duty and every level of residents
//! must be there (a test of this file says so).

use super::entering::{Way, known, letter, owner_seen};
use super::places::{Sample, building};
use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Site};
use linli::domain::code::Purpose;
use linli::domain::ids::PhoneId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Level, Role, Scope};
use linli::domain::region::RegionCode;
use linli::service::devices;

/// One kind of caller.
pub struct Someone {
    /// For the list of what is wrong.
    pub name: &'static str,
    /// As the policy knows them.
    pub caller: Caller,
    /// What they are asked about.
    pub sample: Sample,
    way: Way,
}

impl Someone {
    /// A browser in which they have come in just now; the site knows them as the policy does.
    pub async fn enter(&self, site: &Site) -> Browser {
        let browser = self.way.enter(site).await;
        assert!(self.is_in(site, &browser).await, "{} came in as {:?}", self.name, known(site, &browser).await);
        browser
    }

    /// Whether a browser still is theirs: some doors end a session.
    pub async fn is_in(&self, site: &Site, browser: &Browser) -> bool {
        let has = browser.cookies.lock().contains_key("session");
        let is_known = match (known(site, browser).await, &self.caller) {
            // A number is deleted and shown anew.
            (Caller::Phone { .. }, Caller::Phone { .. }) => true,
            (found, wanted) => found == *wanted,
        };
        is_known && (has || matches!(self.way, Way::Not))
    }
}

/// Another place, and the number of the next sample.
struct Making<'s> {
    site: &'s Site,
    there: Voting,
    next: u128,
}

impl Making<'_> {
    async fn sample(&mut self) -> Sample {
        self.next += 1;
        Sample::make(self.site, self.next, &self.there).await
    }

    /// A household with the letter for a purpose, and a second phone that came in by it.
    async fn household(&mut self, name: &'static str, purpose: Purpose, elsewhere: bool) -> Someone {
        let mut sample = self.sample().await;
        let it = if elsewhere { &sample.there } else { &sample.here };
        let (flat, community, slug) = (it.households[0], it.community.id, it.community.slug.clone());
        let owner = purpose == Purpose::Owner;
        if owner {
            owner_seen(self.site, it, flat).await;
        }
        let code = letter(self.site, it, flat, purpose, self.site.app.now().plus(10 * DAY)).await;
        let way = Way::Letter(slug, code);
        let second = way.enter(self.site).await;
        sample.phone = devices::name_of(&second.cookies.lock()["session"]);
        let caller = Caller::Household { household: flat, community, purpose, owner };
        Someone { name, caller, sample, way }
    }

    /// Whose letter has ended: it shows, and does nothing else.
    async fn reader(&mut self) -> Someone {
        let sample = self.sample().await;
        let (flat, community) = (sample.here.households[0], sample.here.community.id);
        let ended = self.site.app.now().plus(-DAY);
        let code = letter(self.site, &sample.here, flat, Purpose::Household, ended).await;
        let way = Way::Letter(sample.here.community.slug.clone(), code);
        Someone {
            name: "reader",
            caller: Caller::Reader { household: flat, community, purpose: Purpose::Household },
            sample,
            way,
        }
    }

    /// A second phone that only knows the digits, and that nobody has let in.
    async fn waiting(&mut self) -> Someone {
        let sample = self.sample().await;
        let slug = sample.here.community.slug.clone();
        let until = self.site.app.now().plus(10 * DAY);
        let code = letter(self.site, &sample.here, sample.here.households[0], Purpose::Household, until).await;
        // The first phone, which could let it in.
        Way::Letter(slug.clone(), code).enter(self.site).await;
        Someone { name: "phone that waits", caller: Caller::Nobody, sample, way: Way::Digits(slug, code) }
    }

    async fn staff(&mut self, name: &'static str, role: Role, reach: Reach) -> Someone {
        let sample = self.sample().await;
        let (here, there) = (sample.here.community.id, sample.there.community.id);
        let scope = match reach {
            Reach::Everywhere => Scope::Everywhere,
            Reach::Region(code) => Scope::Region(RegionCode::parse(code).unwrap()),
            Reach::Here => Scope::Community(here),
            Reach::There => Scope::Community(there),
            Reach::Building(at) => Scope::Building(here, sample.buildings[at]),
            Reach::BuildingThere => Scope::Building(there, building(self.site, sample.there.households[0]).await),
        };
        let app = &self.site.app;
        let id = sample::staff(&app.store, &name.replace(' ', "."), role, scope.clone(), app.now()).await;
        let caller = Caller::Staff { id, grants: vec![Grant { role, scope }] };
        Someone { name, caller, sample, way: Way::Staff(id) }
    }
}

/// How far a duty reaches, seen from a sample.
#[derive(Clone, Copy)]
enum Reach {
    Everywhere,
    Region(&'static str),
    Here,
    There,
    Building(usize),
    BuildingThere,
}

const DUTIES: [(&str, Role, Reach); 13] = [
    ("committee", Role::Committee, Reach::Here),
    ("committee elsewhere", Role::Committee, Reach::There),
    ("official", Role::Official, Reach::Region("360102")),
    ("official elsewhere", Role::Official, Reach::Region("360103")),
    ("contractor", Role::Contractor, Reach::Here),
    ("property company", Role::Property, Reach::Here),
    ("supervisor", Role::Supervisor, Reach::Here),
    ("building leader", Role::Leader, Reach::Building(0)),
    ("building leader next door", Role::Leader, Reach::Building(1)),
    ("building leader elsewhere", Role::Leader, Reach::BuildingThere),
    ("auditor", Role::Auditor, Reach::Everywhere),
    ("system admin", Role::Admin, Reach::Everywhere),
    ("security admin", Role::Security, Reach::Everywhere),
];

async fn making(site: &Site) -> Making<'_> {
    let there = sample::voting(&site.app.store, "lixiang", 2, site.app.now()).await;
    Making { site, there, next: 0 }
}

/// Residents, from nobody to the owner, here and elsewhere.
async fn residents(it: &mut Making<'_>) -> Vec<Someone> {
    let phone = Caller::Phone { phone: PhoneId(sample::id(1)) };
    vec![
        Someone { name: "nobody", caller: Caller::Nobody, sample: it.sample().await, way: Way::Not },
        it.waiting().await,
        Someone { name: "phone", caller: phone, sample: it.sample().await, way: Way::Number },
        it.household("resident elsewhere", Purpose::Household, true).await,
        it.household("resident", Purpose::Household, false).await,
        it.household("owner", Purpose::Owner, false).await,
        it.reader().await,
    ]
}

async fn duties(it: &mut Making<'_>) -> Vec<Someone> {
    let mut all = Vec::new();
    for (name, role, reach) in DUTIES {
        all.push(it.staff(name, role, reach).await);
    }
    all
}

/// Every kind of staff.
pub async fn staff(site: &Site) -> Vec<Someone> {
    duties(&mut making(site).await).await
}

/// Every kind of caller.
pub async fn all(site: &Site) -> Vec<Someone> {
    let mut it = making(site).await;
    let mut all = Box::pin(residents(&mut it)).await;
    all.extend(duties(&mut it).await);
    complete(&all);
    all
}

/// Says that no duty and no level of residents was forgotten.
fn complete(all: &[Someone]) {
    for role in Role::ALL {
        let holds = |one: &Someone| matches!(&one.caller, Caller::Staff { grants, .. } if grants[0].role == *role);
        assert!(all.iter().any(holds), "nobody in the matrix is {role}");
    }
    for level in Level::ALL {
        let is = |one: &Someone| match (level, &one.caller) {
            (Level::Visitor, Caller::Nobody) | (Level::Phone, Caller::Phone { .. }) => true,
            (Level::Household, Caller::Household { owner, .. }) => !owner,
            (Level::Owner, Caller::Household { owner, .. }) => *owner,
            _ => false,
        };
        assert!(all.iter().any(is), "nobody in the matrix is {level}");
    }
}
