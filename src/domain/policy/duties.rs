//! Which duties one account may hold together, and how far each may reach.
//!
//! For: [`beside`] and [`reach`], asked before a duty is given.
//! Must not know: accounts, who gives a duty.
//! To add: a new role is placed in the `match` of [`reach`].

use super::{Role, Scope};
use crate::domain::problem::Problem;

/// Whether `new` may be held beside what is held already.
///
/// # Errors
/// [`Problem::DutiesApart`]: who runs the installation, gives the duties or reads the log does
/// nothing else.
pub fn beside(held: impl IntoIterator<Item = Role>, new: Role) -> Result<(), Problem> {
    let apart = |one: Role| one != new && (one.is_apart() || new.is_apart());
    if held.into_iter().any(apart) { Err(Problem::DutiesApart) } else { Ok(()) }
}

/// Whether a duty may reach so far.
///
/// # Errors
/// [`Problem::DutyOfBuilding`], [`Problem::DutyOfCommunity`], [`Problem::DutyOfRegion`].
pub const fn reach(role: Role, scope: &Scope) -> Result<(), Problem> {
    match (role, scope) {
        (Role::Leader, Scope::Building(..))
        | (Role::Contractor | Role::Property | Role::Supervisor, Scope::Community(_))
        | (Role::Admin | Role::Security | Role::Auditor, Scope::Everywhere | Scope::Region(_))
        | (Role::Official | Role::Committee, Scope::Everywhere | Scope::Region(_) | Scope::Community(_)) => Ok(()),
        (Role::Leader, _) => Err(Problem::DutyOfBuilding),
        (Role::Contractor | Role::Property | Role::Supervisor, _) => Err(Problem::DutyOfCommunity),
        (Role::Admin | Role::Security | Role::Auditor, _) => Err(Problem::DutyOfRegion),
        (Role::Official | Role::Committee, Scope::Building(..)) => Err(Problem::DutyNotOfBuilding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{BuildingId, CommunityId};
    use uuid::Uuid;

    #[test]
    fn the_three_kept_apart_stand_beside_nothing_else() {
        for one in Role::ALL {
            for other in Role::ALL {
                let fine = one == other || (!one.is_apart() && !other.is_apart());
                assert_eq!(beside([*one], *other).is_ok(), fine, "{one} beside {other}");
            }
        }
        assert_eq!(beside([], Role::Auditor), Ok(()));
    }

    #[test]
    fn a_duty_reaches_as_far_as_its_kind() {
        let community = Scope::Community(CommunityId(Uuid::nil()));
        let building = Scope::Building(CommunityId(Uuid::nil()), BuildingId(Uuid::nil()));
        assert_eq!(reach(Role::Leader, &building), Ok(()));
        assert_eq!(reach(Role::Leader, &community), Err(Problem::DutyOfBuilding));
        assert_eq!(reach(Role::Property, &community), Ok(()));
        assert_eq!(reach(Role::Property, &Scope::Everywhere), Err(Problem::DutyOfCommunity));
        assert_eq!(reach(Role::Auditor, &Scope::Everywhere), Ok(()));
        assert_eq!(reach(Role::Auditor, &community), Err(Problem::DutyOfRegion));
        assert_eq!(reach(Role::Committee, &building), Err(Problem::DutyNotOfBuilding));
    }
}
