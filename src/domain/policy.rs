//! Who may do what, where: one table.
//!
//! For: [`can`], the only place where authorisation is decided, [`scopes`] for lists, and
//! [`seen_from`] for who is bounded as a visitor.
//! Must not know: sessions, codes, windows of time (`phase`) or whose feedback it is.
//! To add: a role is a row of `TABLE`; a verb is named in the rows that may do it, or in one of
//! the two lists of residents' verbs.

use crate::domain::ids::{CommunityId, HouseholdId, StaffId};
use crate::domain::phase::Verb;
use crate::domain::problem::Problem;
use crate::domain::region::RegionCode;

crate::words! {
    /// Duty of a member of staff.
    Role {
        /// Runs the installation; touches no opinion and no ballot.
        Admin = "admin",
        /// Works for a street, county, city or the province.
        Official = "official",
        /// Member of a neighbourhood committee.
        Committee = "committee",
    }
}

/// Where something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The neighbourhood of the community, or the region meant.
    pub region: RegionCode,
    /// The community, if it is about one.
    pub community: Option<CommunityId>,
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
}

impl Scope {
    /// Whether `place` lies within.
    pub fn covers(&self, place: &Place) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Region(region) => region.contains(&place.region),
            Self::Community(id) => place.community == Some(*id),
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
    /// Shown to be of a household by its code.
    Household {
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
    },
    /// Signed in.
    Staff {
        /// The account.
        id: StaffId,
        /// What the account may do.
        grants: Vec<Grant>,
    },
}

/// What anybody may do; proof of authorship is the service's matter.
const ANYBODY: &[Verb] = &[Verb::View, Verb::RecordFeedback, Verb::SupportFeedback, Verb::WithdrawFeedback];

/// What only a household of the community may do, whatever else the caller is.
const HOUSEHOLD: &[Verb] = &[Verb::CastBallot, Verb::ReadReceipt, Verb::RateWork, Verb::ConfirmDefect];

/// What a household may still do when its code has ended.
const READER: &[Verb] = &[Verb::ReadReceipt];

/// What reaches beyond every region and so asks for [`Scope::Everywhere`].
const INSTANCE: &[Verb] = &[Verb::ManageInstance];

/// Staff verbs by role. Whoever runs the installation has no hand in opinions, codes or ballots.
const TABLE: &[(Role, &[Verb])] = &[
    (Role::Admin, &[Verb::ManageInstance, Verb::ManageStaff, Verb::ViewAudit, Verb::ManageCommunity, Verb::ViewOffice]),
    (
        Role::Official,
        &[
            Verb::ViewOffice,
            Verb::AnswerFeedback,
            Verb::ManageCommunity,
            Verb::ManageRoll,
            Verb::ManageWorks,
            Verb::ManagePhases,
            Verb::ManagePoll,
            Verb::PrintLetters,
            Verb::ManageDefects,
            Verb::Moderate,
        ],
    ),
    (Role::Committee, &[Verb::ViewDesk, Verb::Moderate, Verb::EnterPaper, Verb::PrintLetters, Verb::ManageDefects]),
];

/// Whether `caller` may do `verb` at `place`.
///
/// # Errors
/// [`Problem::CodeNeeded`] for a household's verb by anybody who is not of that community,
/// [`Problem::SignInFirst`] for a staff verb by a visitor or household, [`Problem::NotAllowed`]
/// outside role or scope.
pub fn can(caller: &Caller, verb: Verb, place: &Place) -> Result<(), Problem> {
    if ANYBODY.contains(&verb) {
        return Ok(());
    }
    if HOUSEHOLD.contains(&verb) {
        return as_household(caller, verb, place);
    }
    let Caller::Staff { grants, .. } = caller else {
        return Err(Problem::SignInFirst);
    };
    let reaches = |grant: &Grant| allows(grant, verb) && grant.scope.covers(place);
    if grants.iter().any(reaches) { Ok(()) } else { Err(Problem::NotAllowed) }
}

/// Where `caller` may do a staff `verb`: what a list of places is narrowed to. Empty for
/// visitors and households.
pub fn scopes(caller: &Caller, verb: Verb) -> Vec<Scope> {
    let Caller::Staff { grants, .. } = caller else {
        return Vec::new();
    };
    grants.iter().filter(|grant| allows(grant, verb)).map(|grant| grant.scope.clone()).collect()
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
        Caller::Staff { grants, .. } => grants.iter().any(|grant| grant.scope.covers(place)),
        Caller::Nobody | Caller::Reader { .. } => false,
    };
    if of_here { caller } else { &VISITOR }
}

fn as_household(caller: &Caller, verb: Verb, place: &Place) -> Result<(), Problem> {
    let own = match caller {
        Caller::Household { community, .. } => Some(*community),
        Caller::Reader { community, .. } if READER.contains(&verb) => Some(*community),
        _ => None,
    };
    if own.is_some() && place.community == own { Ok(()) } else { Err(Problem::CodeNeeded) }
}

fn allows(grant: &Grant, verb: Verb) -> bool {
    let duty = TABLE.iter().any(|(role, verbs)| *role == grant.role && verbs.contains(&verb));
    duty && (!INSTANCE.contains(&verb) || grant.scope == Scope::Everywhere)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn community(n: u128) -> CommunityId {
        CommunityId(Uuid::from_u128(n))
    }

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    fn here() -> Place {
        Place { region: region("360102001002"), community: Some(community(1)) }
    }

    fn staff(role: Role, scope: Scope) -> Caller {
        Caller::Staff { id: StaffId(Uuid::nil()), grants: vec![Grant { role, scope }] }
    }

    fn household(n: u128) -> Caller {
        Caller::Household { household: HouseholdId(Uuid::nil()), community: community(n) }
    }

    /// Written out again on purpose: who may do each verb, `a`dmin, `o`fficial, `c`ommittee,
    /// `*` anybody, `h`ousehold.
    const EXPECTED: &str = "view * / record_feedback * / support_feedback * / withdraw_feedback * \
        / cast_ballot h / read_receipt h / rate_work h / confirm_defect h / moderate oc / answer_feedback o \
        / enter_paper c / manage_community ao / manage_roll o / manage_works o / manage_phases o \
        / manage_poll o / print_letters oc / manage_staff a / view_office ao / view_desk c \
        / manage_defects oc / manage_instance a / view_audit a";

    fn expected(verb: Verb) -> &'static str {
        let row = EXPECTED.split('/').map(str::trim).find(|row| row.split(' ').next() == Some(verb.as_str()));
        row.unwrap().split(' ').nth(1).unwrap()
    }

    fn letter(role: Role) -> char {
        role.as_str().chars().next().unwrap()
    }

    #[test]
    fn every_verb_is_decided_for_visitors_and_households() {
        for verb in Verb::ALL {
            let (nobody, own, other) = match expected(*verb) {
                "*" => (Ok(()), Ok(()), Ok(())),
                "h" => (Err(Problem::CodeNeeded), Ok(()), Err(Problem::CodeNeeded)),
                _ => (Err(Problem::SignInFirst), Err(Problem::SignInFirst), Err(Problem::SignInFirst)),
            };
            assert_eq!(can(&Caller::Nobody, *verb, &here()), nobody, "{verb}");
            assert_eq!(can(&household(1), *verb, &here()), own, "{verb}");
            assert_eq!(can(&household(2), *verb, &here()), other, "{verb}");
        }
    }

    #[test]
    fn every_role_does_its_verbs_within_its_scope_and_no_others() {
        let scopes = [
            (Scope::Everywhere, true),
            (Scope::Region(region("36")), true),
            (Scope::Region(region("360102001002")), true),
            (Scope::Region(region("360103")), false),
            (Scope::Community(community(1)), true),
            (Scope::Community(community(2)), false),
        ];
        for role in Role::ALL {
            for (scope, within) in &scopes {
                for verb in Verb::ALL {
                    let who = expected(*verb);
                    let whole = *verb != Verb::ManageInstance || *scope == Scope::Everywhere;
                    let answer = match who {
                        "*" => Ok(()),
                        "h" => Err(Problem::CodeNeeded),
                        _ if who.contains(letter(*role)) && *within && whole => Ok(()),
                        _ => Err(Problem::NotAllowed),
                    };
                    let caller = staff(*role, scope.clone());
                    assert_eq!(can(&caller, *verb, &here()), answer, "{role} {verb} {scope:?}");
                }
            }
        }
    }

    #[test]
    fn a_code_that_has_ended_shows_the_receipt_and_does_nothing_else() {
        let reader = Caller::Reader { household: HouseholdId(Uuid::nil()), community: community(1) };
        for verb in Verb::ALL {
            let answer = match expected(*verb) {
                "*" => Ok(()),
                _ if *verb == Verb::ReadReceipt => Ok(()),
                "h" => Err(Problem::CodeNeeded),
                _ => Err(Problem::SignInFirst),
            };
            assert_eq!(can(&reader, *verb, &here()), answer, "{verb}");
        }
        let elsewhere = Place { community: Some(community(2)), ..here() };
        assert_eq!(can(&reader, Verb::ReadReceipt, &elsewhere), Err(Problem::CodeNeeded));
    }

    #[test]
    fn a_community_scope_does_not_reach_the_region_around_it() {
        let street = Place { region: region("360102001"), community: None };
        let caller = staff(Role::Official, Scope::Community(community(1)));
        assert_eq!(can(&caller, Verb::ViewOffice, &street), Err(Problem::NotAllowed));
        assert_eq!(can(&household(1), Verb::CastBallot, &street), Err(Problem::CodeNeeded));
    }

    #[test]
    fn a_region_is_not_everywhere_and_a_visitor_is_asked_to_sign_in() {
        let whole = staff(Role::Admin, Scope::Everywhere);
        let part = staff(Role::Admin, Scope::Region(region("36")));
        assert_eq!(can_everywhere(&whole, Verb::ManageStaff), Ok(()));
        assert_eq!(can_everywhere(&part, Verb::ManageStaff), Err(Problem::NotAllowed));
        assert_eq!(somewhere(&part, Verb::ManageStaff), Ok(vec![Scope::Region(region("36"))]));
        assert_eq!(somewhere(&part, Verb::Moderate), Err(Problem::NotAllowed));
        assert_eq!(somewhere(&Caller::Nobody, Verb::Moderate), Err(Problem::SignInFirst));
        assert_eq!(somewhere(&household(1), Verb::Moderate), Err(Problem::SignInFirst));
    }

    #[test]
    fn who_is_of_another_place_is_a_visitor() {
        let (id, elsewhere) = (HouseholdId(Uuid::nil()), Place { region: region("36"), community: None });
        let desk = staff(Role::Committee, Scope::Community(community(1)));
        for caller in [&household(1), &desk, &staff(Role::Official, Scope::Region(region("3601")))] {
            assert_eq!(seen_from(caller, &here()), caller);
            assert_eq!(seen_from(caller, &elsewhere), &Caller::Nobody);
        }
        let reader = Caller::Reader { household: id, community: community(1) };
        let idle = Caller::Staff { id: StaffId(Uuid::nil()), grants: Vec::new() };
        for caller in [Caller::Nobody, reader, household(2), idle] {
            assert_eq!(seen_from(&caller, &here()), &Caller::Nobody, "{caller:?}");
        }
    }

    #[test]
    fn several_grants_add_up_but_do_not_mix() {
        let grants = vec![
            Grant { role: Role::Committee, scope: Scope::Community(community(1)) },
            Grant { role: Role::Official, scope: Scope::Region(region("360103")) },
        ];
        let caller = Caller::Staff { id: StaffId(Uuid::nil()), grants };
        assert_eq!(can(&caller, Verb::EnterPaper, &here()), Ok(()));
        assert_eq!(can(&caller, Verb::ManagePoll, &here()), Err(Problem::NotAllowed));
        assert_eq!(scopes(&caller, Verb::ManagePoll), [Scope::Region(region("360103"))]);
        assert_eq!(scopes(&caller, Verb::Moderate).len(), 2);
        assert!(scopes(&Caller::Nobody, Verb::Moderate).is_empty());
        let none = Caller::Staff { id: StaffId(Uuid::nil()), grants: Vec::new() };
        assert_eq!(can(&none, Verb::Moderate, &here()), Err(Problem::NotAllowed));
    }
}
