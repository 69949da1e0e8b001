//! Who may do what, in which window of time, where: one table.
//!
//! For: [`can`], the only place where authorisation is decided, [`scopes`] for lists, and
//! [`seen_from`] for who is bounded as a visitor.
//! Must not know: sessions, codes, the dates of a project (`phase`) or whose feedback it is.
//! To add: see `table`.

pub mod duties;
mod table;

pub use table::{Reach, Row, TABLE, Who};

use crate::domain::code::Purpose;
use crate::domain::ids::{BuildingId, CommunityId, HouseholdId, PhoneId, StaffId};
use crate::domain::phase::{PhaseKind, Verb};
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;

crate::words! {
    /// Duty of a member of staff.
    Role {
        /// Runs the installation; touches no opinion and no ballot.
        Admin = "admin",
        /// Makes accounts, gives and takes duties, ends sessions.
        Security = "security",
        /// Reads the audit log and changes nothing.
        Auditor = "auditor",
        /// Works for a street, county, city or the province.
        Official = "official",
        /// Member of a neighbourhood committee.
        Committee = "committee",
        /// Goes from door to door in one building (楼栋长).
        Leader = "leader",
        /// Builds and repairs (施工单位).
        Contractor = "contractor",
        /// Keeps the estate afterwards (物业).
        Property = "property",
        /// Looks after the works for the residents (监督员).
        Supervisor = "supervisor",
    }
}

impl Role {
    /// The three that are kept apart: nobody holds two of them, nor one beside another duty.
    pub const fn is_apart(self) -> bool {
        matches!(self, Self::Admin | Self::Security | Self::Auditor)
    }
}

crate::words! {
    /// How much is known of a resident, least first (field notes, §3).
    Level {
        /// Nothing.
        Visitor = "visitor",
        /// Holds a phone number.
        Phone = "phone",
        /// Holds the code of a flat.
        Household = "household",
        /// Holds the code of a flat whose owner was seen in person.
        Owner = "owner",
    }
}

/// Where something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The neighbourhood of the community, or the region meant.
    pub region: RegionCode,
    /// The community, if it is about one.
    pub community: Option<CommunityId>,
    /// The building, if it is about one.
    pub building: Option<BuildingId>,
}

impl Place {
    /// The same within one building.
    #[must_use]
    pub const fn in_building(mut self, building: BuildingId) -> Self {
        self.building = Some(building);
        self
    }
}

/// How far a role reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole installation.
    Everywhere,
    /// A region and all below it.
    Region(RegionCode),
    /// One community.
    Community(CommunityId),
    /// One building of a community.
    Building(CommunityId, BuildingId),
}

impl Scope {
    /// Whether `place` lies within.
    pub fn covers(&self, place: &Place) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Region(region) => region.contains(&place.region),
            Self::Community(id) => place.community == Some(*id),
            Self::Building(id, building) => place.community == Some(*id) && place.building == Some(*building),
        }
    }

    /// Whether it reaches some part of `community`.
    pub fn touches(&self, region: &RegionCode, community: CommunityId) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Region(own) => own.contains(region),
            Self::Community(id) | Self::Building(id, _) => *id == community,
        }
    }
}

/// A role within a scope. A member of staff may hold several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The duty.
    pub role: Role,
    /// How far it reaches.
    pub scope: Scope,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A visitor.
    Nobody,
    /// Shown to hold a phone number.
    Phone {
        /// The number's row; the number itself is sealed.
        phone: PhoneId,
    },
    /// Shown to be of a household by its code.
    Household {
        /// The household.
        household: HouseholdId,
        /// Its community.
        community: CommunityId,
        /// Whose letter it came by: what one person of a flat does is not the other's to read.
        purpose: Purpose,
        /// It came by the owner's letter, and the owner was seen in person.
        owner: bool,
    },
    /// Holds the owner's letter of a flat whose owner nobody has seen yet: one of the public, who
    /// is told to come to the desk.
    Unseen {
        /// The household.
        household: HouseholdId,
        /// Its community.
        community: CommunityId,
    },
    /// Was shown to be of a household by a code that has ended since: may look, not act.
    Reader {
        /// The household.
        household: HouseholdId,
        /// Its community.
        community: CommunityId,
        /// Whose letter it came by.
        purpose: Purpose,
    },
    /// Signed in.
    Staff {
        /// The account.
        id: StaffId,
        /// What the account may do, as chosen at work.
        grants: Vec<Grant>,
    },
}

impl Caller {
    /// How much is known of the caller at a place; staff and households of elsewhere are visitors.
    pub fn level(&self, place: &Place) -> Level {
        match self {
            Self::Household { community, owner, .. } if place.community == Some(*community) => {
                if *owner {
                    Level::Owner
                } else {
                    Level::Household
                }
            }
            // A household is at least somebody, wherever it is asked.
            Self::Phone { .. } | Self::Household { .. } => Level::Phone,
            Self::Nobody | Self::Unseen { .. } | Self::Reader { .. } | Self::Staff { .. } => Level::Visitor,
        }
    }
}

/// The part of a community in which something may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// These buildings.
    Buildings(Vec<BuildingId>),
}

impl Part {
    /// Whether a building belongs to it.
    pub fn has(&self, building: BuildingId) -> bool {
        match self {
            Self::Whole => true,
            Self::Buildings(some) => some.contains(&building),
        }
    }
}

/// The row of a verb. Every verb has one (a test says so); one without is nobody's.
pub fn row(verb: Verb) -> Row {
    let none = Row { verb, who: Who::Duty(&[]), phase: None, by_poll: false, reach: Reach::Everywhere };
    TABLE.iter().find(|row| row.verb == verb).copied().unwrap_or(none)
}

/// Whether `caller` may do `verb` at `place`.
///
/// # Errors
/// [`Problem::PhoneNeeded`], [`Problem::CodeNeeded`], [`Problem::OwnerNeeded`] below the level that
/// the verb asks for; [`Problem::OwnerUnseen`] for what a household does, by an owner's letter before
/// the owner was seen; [`Problem::SignInFirst`] for a staff verb by a visitor or household,
/// [`Problem::NotAllowed`] outside role or scope.
pub fn can(caller: &Caller, verb: Verb, place: &Place) -> Result<(), Problem> {
    match row(verb).who {
        Who::From(Level::Household | Level::Owner) | Who::Reader if is_unseen(caller, place) => {
            Err(Problem::OwnerUnseen)
        }
        Who::From(least) => from_level(caller.level(place), least),
        Who::Number if matches!(caller, Caller::Phone { .. }) => Ok(()),
        Who::Number => Err(Problem::PhoneNeeded),
        Who::Reader => as_reader(caller, place),
        Who::Own => match caller {
            Caller::Phone { .. } | Caller::Household { .. } | Caller::Reader { .. } => Ok(()),
            Caller::Nobody | Caller::Unseen { .. } | Caller::Staff { .. } => Err(Problem::PhoneNeeded),
        },
        Who::Staff if matches!(caller, Caller::Staff { .. }) => Ok(()),
        Who::Staff => Err(Problem::SignInFirst),
        Who::Duty(_) => {
            let Caller::Staff { grants, .. } = caller else { return Err(Problem::SignInFirst) };
            let reaches = |grant: &Grant| allows(grant, verb) && grant.scope.covers(place);
            if grants.iter().any(reaches) { Ok(()) } else { Err(Problem::NotAllowed) }
        }
    }
}

fn is_unseen(caller: &Caller, place: &Place) -> bool {
    matches!(caller, Caller::Unseen { community, .. } if place.community == Some(*community))
}

fn from_level(level: Level, least: Level) -> Result<(), Problem> {
    let rank = |level| Level::ALL.iter().position(|one| *one == level);
    if rank(level) >= rank(least) {
        return Ok(());
    }
    Err(match least {
        Level::Visitor | Level::Phone => Problem::PhoneNeeded,
        Level::Owner if level == Level::Household => Problem::OwnerNeeded,
        Level::Household | Level::Owner => Problem::CodeNeeded,
    })
}

fn as_reader(caller: &Caller, place: &Place) -> Result<(), Problem> {
    let own = match caller {
        Caller::Household { community, .. } | Caller::Reader { community, .. } => Some(*community),
        _ => None,
    };
    if own.is_some() && place.community == own { Ok(()) } else { Err(Problem::CodeNeeded) }
}

/// The kind of window that must be open for a verb; none if it is always open, or has a window of
/// its own.
pub fn phase(verb: Verb) -> Option<PhaseKind> {
    row(verb).phase
}

/// Where `caller` may do a staff `verb`: what a list of places is narrowed to. Empty for
/// visitors and households.
pub fn scopes(caller: &Caller, verb: Verb) -> Vec<Scope> {
    let Caller::Staff { grants, .. } = caller else {
        return Vec::new();
    };
    grants.iter().filter(|grant| allows(grant, verb)).map(|grant| grant.scope.clone()).collect()
}

/// In which part of the community of `place` `caller` may do a staff `verb`.
///
/// # Errors
/// As [`can`], where it is no part at all.
pub fn part(caller: &Caller, verb: Verb, place: &Place) -> Result<Part, Problem> {
    let whole = can(caller, verb, place);
    let own = |scope| match scope {
        Scope::Building(community, building) if place.community == Some(community) => Some(building),
        _ => None,
    };
    let some: Vec<BuildingId> = scopes(caller, verb).into_iter().filter_map(own).collect();
    if whole.is_err() && !some.is_empty() { Ok(Part::Buildings(some)) } else { whole.map(|()| Part::Whole) }
}

/// Whether `caller` may do a staff `verb` in the whole installation.
///
/// # Errors
/// As [`can`].
pub fn can_everywhere(caller: &Caller, verb: Verb) -> Result<(), Problem> {
    let scopes = somewhere(caller, verb)?;
    if scopes.contains(&Scope::Everywhere) { Ok(()) } else { Err(Problem::NotAllowed) }
}

/// Where `caller` may do a staff `verb`, if anywhere at all.
///
/// # Errors
/// As [`can`].
pub fn somewhere(caller: &Caller, verb: Verb) -> Result<Vec<Scope>, Problem> {
    let scopes = scopes(caller, verb);
    match caller {
        _ if !scopes.is_empty() => Ok(scopes),
        Caller::Staff { .. } => Err(Problem::NotAllowed),
        _ => Err(Problem::SignInFirst),
    }
}

/// Who `caller` is to a place: a household of it, or staff with a duty that reaches it. To any other
/// place these, and whoever may only look, are visitors.
pub fn seen_from<'c>(caller: &'c Caller, place: &Place) -> &'c Caller {
    static VISITOR: Caller = Caller::Nobody;
    let of_here = match caller {
        Caller::Household { community, .. } => place.community == Some(*community),
        Caller::Staff { grants, .. } => {
            let reaches = |id| grants.iter().any(|grant| grant.scope.touches(&place.region, id));
            grants.iter().any(|grant| grant.scope.covers(place)) || place.community.is_some_and(reaches)
        }
        Caller::Nobody | Caller::Phone { .. } | Caller::Unseen { .. } | Caller::Reader { .. } => false,
    };
    if of_here { caller } else { &VISITOR }
}

fn allows(grant: &Grant, verb: Verb) -> bool {
    let row = row(verb);
    let Who::Duty(roles) = row.who else { return false };
    roles.contains(&grant.role) && (row.reach == Reach::Place || grant.scope == Scope::Everywhere)
}

#[cfg(test)]
mod tests;
