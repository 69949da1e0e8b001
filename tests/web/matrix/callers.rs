//! The kinds of callers of the matrix: who they are to the policy, and how they come in.
//!
//! To add: a line in [`all`]. Every duty and every level of residents must be there (a test of
//! this file says so).

use super::places::Sample;
use crate::kit::sample;
use crate::site::{Browser, Site};
use linli::domain::ids::PhoneId;
use linli::domain::policy::{Caller, Grant, Level, Role, Scope};
use linli::domain::region::RegionCode;
use linli::store::sessions::Owner;

/// One kind of caller.
pub struct Someone {
    /// For the list of what is wrong.
    pub name: &'static str,
    /// As the policy knows them.
    pub caller: Caller,
    /// Whose session they come in with; none without one.
    session: Option<Owner>,
}

impl Someone {
    /// A browser in which they have come in just now.
    pub async fn enter(&self, site: &Site) -> Browser {
        match self.session {
            Some(owner) => site.signed_in(owner).await,
            None => site.browser(),
        }
    }
}

fn region(code: &str) -> Scope {
    Scope::Region(RegionCode::parse(code).unwrap())
}

async fn staff(site: &Site, name: &'static str, role: Role, scope: Scope) -> Someone {
    let login = name.replace(' ', ".");
    let id = sample::staff(&site.app.store, &login, role, scope.clone(), site.app.now()).await;
    let caller = Caller::Staff { id, grants: vec![Grant { role, scope }] };
    Someone { name, caller, session: Some(Owner::Staff(id)) }
}

/// Residents, from nobody to the owner, here and elsewhere.
fn residents(it: &Sample) -> Vec<Someone> {
    let household = |name, owner| {
        let (household, community) = (it.here.households[0], it.here.community.id);
        let caller = Caller::Household { household, community, owner };
        Someone { name, caller, session: Some(Owner::Household(household, community)) }
    };
    let (far, there) = (it.there.households[0], it.there.community.id);
    let (reader, community) = (it.here.households[1], it.here.community.id);
    vec![
        Someone { name: "nobody", caller: Caller::Nobody, session: None },
        // To the routes of today a phone number opens nothing that nobody has not.
        Someone { name: "phone", caller: Caller::Phone { phone: PhoneId(sample::id(1)) }, session: None },
        Someone {
            name: "resident elsewhere",
            caller: Caller::Household { household: far, community: there, owner: false },
            session: Some(Owner::Household(far, there)),
        },
        household("resident", false),
        household("owner", true),
        Someone {
            name: "reader",
            caller: Caller::Reader { household: reader, community },
            session: Some(Owner::Reader(reader, community)),
        },
    ]
}

/// Every kind of caller.
pub async fn all(site: &Site, it: &Sample) -> Vec<Someone> {
    let (here, there) = (it.here.community.id, it.there.community.id);
    let duties = [
        ("committee", Role::Committee, Scope::Community(here)),
        ("committee elsewhere", Role::Committee, Scope::Community(there)),
        ("official", Role::Official, region("360102")),
        ("official elsewhere", Role::Official, region("360103")),
        ("contractor", Role::Contractor, Scope::Community(here)),
        ("property company", Role::Property, Scope::Community(here)),
        ("supervisor", Role::Supervisor, Scope::Community(here)),
        ("building leader", Role::Leader, Scope::Building(here, it.buildings[0])),
        ("building leader next door", Role::Leader, Scope::Building(here, it.buildings[1])),
        ("building leader elsewhere", Role::Leader, Scope::Building(there, it.building_there)),
        ("auditor", Role::Auditor, Scope::Everywhere),
        ("system admin", Role::Admin, Scope::Everywhere),
        ("security admin", Role::Security, Scope::Everywhere),
    ];
    let mut all = residents(it);
    for (name, role, scope) in duties {
        all.push(staff(site, name, role, scope).await);
    }
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
