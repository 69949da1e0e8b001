use super::*;
use uuid::Uuid;

fn community(n: u128) -> CommunityId {
    CommunityId(Uuid::from_u128(n))
}

fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn here() -> Place {
    Place { region: region("360102001002"), community: Some(community(1)), building: None }
}

fn staff(role: Role, scope: Scope) -> Caller {
    Caller::Staff { id: StaffId(Uuid::nil()), grants: vec![Grant { role, scope }] }
}

fn household(n: u128) -> Caller {
    Caller::Household {
        household: HouseholdId(Uuid::nil()),
        community: community(n),
        purpose: Purpose::Household,
        owner: false,
    }
}

fn owner(n: u128) -> Caller {
    Caller::Household {
        household: HouseholdId(Uuid::nil()),
        community: community(n),
        purpose: Purpose::Owner,
        owner: true,
    }
}

fn phone() -> Caller {
    Caller::Phone { phone: PhoneId(Uuid::nil()) }
}

/// Written out again on purpose: who may do each verb. `*` anybody, `n` a phone number shown just now, `k` that or any household,
/// also with a code that has ended,
/// `h` household, `H` owner, `r` household also with a code that has ended, `+` any staff; of staff
/// `a`dmin, `s`ecurity, a`u`ditor, `o`fficial, `c`ommittee, `l`eader, `b`uilder, `p`roperty,
/// super`v`isor.
const EXPECTED: &str = "view * / record_feedback * / support_feedback * / withdraw_feedback * / verify_phone * \
    / follow_feedback n / read_own k / cast_ballot h / cast_owner_ballot H / read_receipt r / rate_work h \
    / confirm_defect h / request_correction h / manage_devices h / own_account + / moderate oc \
    / answer_feedback o / enter_paper cl / check_paper c / visit_doors cl / assist_household c \
    / revise_household oc / manage_community ao / manage_roll o / manage_works o / manage_phases o \
    / manage_poll o / print_letters oc / manage_staff s / view_office ao / view_desk cl \
    / manage_defects oc / fix_defect bp / inspect_repair cv / manage_instance a / view_audit u";

fn expected(verb: Verb) -> &'static str {
    let row = EXPECTED.split('/').map(str::trim).find(|row| row.split(' ').next() == Some(verb.as_str()));
    row.unwrap().split(' ').nth(1).unwrap()
}

const fn letter(role: Role) -> char {
    match role {
        Role::Admin => 'a',
        Role::Security => 's',
        Role::Auditor => 'u',
        Role::Official => 'o',
        Role::Committee => 'c',
        Role::Leader => 'l',
        Role::Contractor => 'b',
        Role::Property => 'p',
        Role::Supervisor => 'v',
    }
}

#[test]
fn every_verb_has_one_row_and_every_role_something_to_do() {
    for verb in Verb::ALL {
        assert_eq!(TABLE.iter().filter(|row| row.verb == *verb).count(), 1, "{verb}");
    }
    for role in Role::ALL {
        assert!(TABLE.iter().any(|row| matches!(row.who, Who::Duty(roles) if roles.contains(role))), "{role}");
    }
}

#[test]
fn what_the_times_of_a_poll_bind_has_no_window_of_the_project() {
    let bound: Vec<Verb> = TABLE.iter().filter(|row| row.by_poll).map(|row| row.verb).collect();
    let wanted = [Verb::CastBallot, Verb::CastOwnerBallot, Verb::VisitDoors, Verb::EnterPaper, Verb::CheckPaper];
    assert_eq!(bound, wanted);
    assert!(bound.into_iter().all(|verb| phase(verb).is_none()));
}

#[test]
fn every_verb_is_decided_for_residents_of_each_level_and_of_elsewhere() {
    type Answer = Result<(), Problem>;
    let (yes, code, number): (Answer, Answer, Answer) = (Ok(()), Err(Problem::CodeNeeded), Err(Problem::PhoneNeeded));
    for verb in Verb::ALL {
        let row = match expected(*verb) {
            "*" => [&yes, &yes, &yes, &yes, &yes],
            "n" => [&number, &yes, &number, &number, &number],
            "k" => [&number, &yes, &yes, &yes, &yes],
            "h" | "r" => [&code, &code, &code, &yes, &yes],
            "H" => [&code, &code, &code, &Err(Problem::OwnerNeeded), &yes],
            _ => [&Err(Problem::SignInFirst); 5],
        };
        let callers = [Caller::Nobody, phone(), household(2), household(1), owner(1)];
        for (caller, answer) in callers.iter().zip(row) {
            assert_eq!(&can(caller, *verb, &here()), answer, "{verb} {caller:?}");
        }
        // Another community's owner is somebody there, here one of the public.
        assert_eq!(can(&owner(2), *verb, &here()), can(&household(2), *verb, &here()), "{verb}");
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
                    "*" | "+" => Ok(()),
                    "h" | "H" | "r" => Err(Problem::CodeNeeded),
                    "n" | "k" => Err(Problem::PhoneNeeded),
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
fn a_code_that_has_ended_shows_the_receipt_and_what_is_stored_and_does_nothing_else() {
    let reader =
        Caller::Reader { household: HouseholdId(Uuid::nil()), community: community(1), purpose: Purpose::Household };
    for verb in Verb::ALL {
        let answer = match expected(*verb) {
            "*" | "r" | "k" => Ok(()),
            "h" | "H" => Err(Problem::CodeNeeded),
            "n" => Err(Problem::PhoneNeeded),
            _ => Err(Problem::SignInFirst),
        };
        assert_eq!(can(&reader, *verb, &here()), answer, "{verb}");
    }
    let elsewhere = Place { community: Some(community(2)), ..here() };
    assert_eq!(can(&reader, Verb::ReadReceipt, &elsewhere), Err(Problem::CodeNeeded));
    assert_eq!(can(&reader, Verb::ReadOwn, &elsewhere), Ok(()));
}

#[test]
fn an_owners_letter_does_nothing_until_the_owner_was_seen() {
    let unseen = Caller::Unseen { household: HouseholdId(Uuid::nil()), community: community(1) };
    for verb in Verb::ALL {
        let answer = match expected(*verb) {
            "*" => Ok(()),
            "h" | "H" | "r" => Err(Problem::OwnerUnseen),
            "n" | "k" => Err(Problem::PhoneNeeded),
            _ => Err(Problem::SignInFirst),
        };
        assert_eq!(can(&unseen, *verb, &here()), answer, "{verb}");
    }
    let elsewhere = Place { community: Some(community(2)), ..here() };
    assert_eq!(can(&unseen, Verb::CastBallot, &elsewhere), Err(Problem::CodeNeeded));
    assert_eq!(seen_from(&unseen, &here()), &Caller::Nobody);
}

#[test]
fn a_community_scope_does_not_reach_the_region_around_it() {
    let street = Place { region: region("360102001"), community: None, building: None };
    let caller = staff(Role::Official, Scope::Community(community(1)));
    assert_eq!(can(&caller, Verb::ViewOffice, &street), Err(Problem::NotAllowed));
    assert_eq!(can(&household(1), Verb::CastBallot, &street), Err(Problem::CodeNeeded));
}

#[test]
fn a_region_is_not_everywhere_and_a_visitor_is_asked_to_sign_in() {
    let whole = staff(Role::Security, Scope::Everywhere);
    let part = staff(Role::Security, Scope::Region(region("36")));
    assert_eq!(can_everywhere(&whole, Verb::ManageStaff), Ok(()));
    assert_eq!(can_everywhere(&part, Verb::ManageStaff), Err(Problem::NotAllowed));
    assert_eq!(somewhere(&part, Verb::ManageStaff), Ok(vec![Scope::Region(region("36"))]));
    assert_eq!(somewhere(&part, Verb::Moderate), Err(Problem::NotAllowed));
    assert_eq!(somewhere(&Caller::Nobody, Verb::Moderate), Err(Problem::SignInFirst));
    assert_eq!(somewhere(&household(1), Verb::Moderate), Err(Problem::SignInFirst));
}

#[test]
fn who_is_of_another_place_is_a_visitor() {
    let (id, elsewhere) = (HouseholdId(Uuid::nil()), Place { region: region("36"), community: None, building: None });
    let desk = staff(Role::Committee, Scope::Community(community(1)));
    for caller in [&household(1), &desk, &staff(Role::Official, Scope::Region(region("3601")))] {
        assert_eq!(seen_from(caller, &here()), caller);
        assert_eq!(seen_from(caller, &elsewhere), &Caller::Nobody);
    }
    let reader = Caller::Reader { household: id, community: community(1), purpose: Purpose::Owner };
    let idle = Caller::Staff { id: StaffId(Uuid::nil()), grants: Vec::new() };
    for caller in [Caller::Nobody, phone(), reader, household(2), idle] {
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

#[test]
fn a_leader_goes_through_one_building_and_no_other() {
    let building = |n| BuildingId(Uuid::from_u128(n));
    let leader = staff(Role::Leader, Scope::Building(community(1), building(7)));
    assert_eq!(can(&leader, Verb::VisitDoors, &here().in_building(building(7))), Ok(()));
    assert_eq!(can(&leader, Verb::EnterPaper, &here().in_building(building(8))), Err(Problem::NotAllowed));
    assert_eq!(can(&leader, Verb::VisitDoors, &here()), Err(Problem::NotAllowed));
    assert_eq!(seen_from(&leader, &here()), &leader);
    let committee = staff(Role::Committee, Scope::Community(community(1)));
    assert_eq!(can(&committee, Verb::VisitDoors, &here().in_building(building(8))), Ok(()));
}
