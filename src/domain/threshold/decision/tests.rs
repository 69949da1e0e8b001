//! Worked examples of decisions about whole rolls.
use super::*;
use crate::domain::threshold::Standing;
use crate::domain::threshold::arithmetic::Bar;
use crate::domain::threshold::papers::Cast;
use crate::domain::threshold::roll::{Holder, UnitKind};
use crate::domain::threshold::silence::Grounds;
use crate::domain::threshold::{LEGACY, find_preset};

pub(super) fn unit(id: usize, area: i64, holder: Holder) -> Unit {
    Unit {
        id: id.to_string(),
        kind: UnitKind::Home,
        area,
        area_source: AreaSource::Register,
        holder,
        building: "1".into(),
        stairwell: "1".into(),
    }
}

pub(super) fn paper(id: usize, delivered: bool, vote: Option<Vote>) -> Paper {
    let cast = vote.map(|vote| Cast { by: By::Own, votes: vec![Some(vote)] });
    Paper { unit: id.to_string(), delivered: delivered.then(|| "receipt".to_owned()), cast }
}

pub(super) fn terms(key: &str) -> Terms {
    Terms::new(*find_preset(key).unwrap())
}

pub(super) fn followed() -> Silence {
    Silence::FollowMajority(Grounds { document: "Covenant of 2024, 12".into(), warning: "Silence counts".into() })
}

fn known(key: &str) -> Holder {
    Holder::Known(key.into())
}

/// So many units of one area, of unknown owners; the first say yes, the next no, the next abstain.
fn alike(units: usize, area: i64, yes: usize, no: usize, abstain: usize) -> (Roll, Vec<Paper>) {
    let roll = Roll::new((0..units).map(|id| unit(id, area, Holder::Unknown)).collect()).unwrap();
    let said = [(yes, Vote::Yes), (no, Vote::No), (abstain, Vote::Abstain)];
    let votes = said.into_iter().flat_map(|(count, vote)| std::iter::repeat_n(vote, count));
    (roll, votes.enumerate().map(|(id, vote)| paper(id, true, Some(vote))).collect())
}

fn decided(of: &(Roll, Vec<Paper>), terms: &Terms, open: bool) -> Decision {
    decide(&of.0, &of.1, terms, 0, open).unwrap()
}

fn standing(of: &(Roll, Vec<Paper>), key: &str, open: bool) -> Option<Standing> {
    decided(of, &terms(key), open).outcome.standing
}

/// The roll of a published notice of Dongguan's voting site, 403 heads and 66,783.97 m²; the votes are
/// made up, the bars worked out by hand.
#[test]
fn a_published_roll_is_decided_as_worked_out_by_hand() {
    let areas = (0..403).map(|id| unit(id, if id == 402 { 6_678_397 - 402 * 16_571 } else { 16_571 }, Holder::Unknown));
    let roll = Roll::new(areas.collect()).unwrap();
    let votes = |yes, no| {
        let vote = move |id| if id < yes { Vote::Yes } else { Vote::No };
        (0..yes + no).map(|id| paper(id, true, Some(vote(id)))).collect::<Vec<_>>()
    };
    let told = decide(&roll, &votes(202, 67), &terms("cc278_major"), 0, false).unwrap().outcome;
    let heads = told.heads;
    assert_eq!((heads.whole, heads.taking_part, heads.yes, heads.no, heads.abstain), (403, 269, 202, 67, 0));
    assert_eq!((told.area.whole, told.area.taking_part, told.area.yes), (6_678_397, 4_457_599, 3_347_342));
    let bar =
        |bar: Option<Bar>| bar.map(|bar| (bar.of, bar.reached, bar.needed.unwrap(), bar.missing.unwrap())).unwrap();
    assert_eq!(bar(heads.quorum), (403, 269, 269, 0));
    assert_eq!(bar(heads.pass), (269, 202, 202, 0));
    assert_eq!(bar(told.area.quorum), (6_678_397, 4_457_599, 4_452_265, 0));
    assert_eq!(bar(told.area.pass), (4_457_599, 3_347_342, 3_343_200, 0));
    assert_eq!((told.standing, told.settled), (Some(Standing::Passes), true));

    let one_less = decide(&roll, &votes(201, 68), &terms("cc278_major"), 0, true).unwrap().outcome;
    assert_eq!(bar(one_less.heads.pass), (269, 201, 202, 1));
    assert_eq!(one_less.heads.pass.unwrap().joining, Some(3), "204 of 272");
    assert_eq!((one_less.standing, one_less.heads.remaining), (Some(Standing::NotYet), 134));
    let closed = decide(&roll, &votes(201, 68), &terms("cc278_major"), 0, false).unwrap().outcome;
    assert_eq!((closed.standing, closed.heads.remaining), (Some(Standing::CannotAnyMore), 0));
    assert_eq!(standing(&(roll, votes(201, 68)), "cc278_ordinary", false), Some(Standing::Passes));
}

#[test]
fn half_of_all_owners_is_the_least_for_three_quarter_matters_and_just_over_a_third_for_others() {
    assert_eq!(standing(&alike(12, 100, 6, 2, 0), "cc278_major", false), Some(Standing::Passes));
    assert_eq!(standing(&alike(12, 100, 6, 1, 0), "cc278_major", false), Some(Standing::CannotAnyMore), "no quorum");
    assert_eq!(standing(&alike(12, 100, 5, 3, 0), "cc278_major", false), Some(Standing::CannotAnyMore));
    assert_eq!(standing(&alike(12, 100, 5, 3, 0), "cc278_ordinary", false), Some(Standing::Passes));
    assert_eq!(standing(&alike(12, 100, 4, 0, 4), "cc278_ordinary", false), Some(Standing::CannotAnyMore), "half");
}

#[test]
fn passes_can_be_lost_again_while_ballots_come_in_and_the_result_says_so() {
    let of = alike(12, 100, 7, 2, 0);
    let told = decided(&of, &terms("cc278_major"), true).outcome;
    assert_eq!((told.standing, told.settled), (Some(Standing::Passes), false));
    let safe = decided(&alike(12, 100, 9, 0, 0), &terms("cc278_major"), true).outcome;
    assert_eq!((safe.standing, safe.settled), (Some(Standing::Passes), true));
    assert!(decided(&of, &terms("cc278_major"), false).outcome.settled, "after the close nothing changes");
}

#[test]
fn heads_and_area_must_each_be_enough() {
    let roll =
        Roll::new(vec![unit(0, 900, Holder::Unknown), unit(1, 50, Holder::Unknown), unit(2, 50, Holder::Unknown)]);
    let roll = roll.unwrap();
    let say = |votes: [Vote; 3]| {
        votes.into_iter().enumerate().map(|(id, vote)| paper(id, true, Some(vote))).collect::<Vec<_>>()
    };
    let small = decide(&roll, &say([Vote::No, Vote::Yes, Vote::Yes]), &terms("cc278_ordinary"), 0, false).unwrap();
    let bars = |it: &Decision| (it.outcome.heads.pass.unwrap().standing, it.outcome.area.pass.unwrap().standing);
    assert_eq!(bars(&small), (Standing::Passes, Standing::CannotAnyMore));
    assert_eq!(small.outcome.standing, Some(Standing::CannotAnyMore));
    let large = decide(&roll, &say([Vote::Yes, Vote::No, Vote::No]), &terms("cc278_ordinary"), 0, false).unwrap();
    assert_eq!(bars(&large), (Standing::CannotAnyMore, Standing::Passes));
}

#[test]
fn one_buyers_units_and_the_developers_are_one_head_each_and_all_their_area_counts() {
    let holders = [known("a"), known("a"), Holder::Developer, Holder::Developer, Holder::Unknown, Holder::Unknown];
    let roll = Roll::new(holders.into_iter().enumerate().map(|(id, holder)| unit(id, 100, holder)).collect()).unwrap();
    let votes = [Vote::Yes, Vote::Yes, Vote::No, Vote::No, Vote::Abstain];
    let papers: Vec<Paper> = votes.into_iter().enumerate().map(|(id, vote)| paper(id, false, Some(vote))).collect();
    let of = (roll, papers);
    let told = decided(&of, &terms("cc278_ordinary"), true);
    let heads = told.outcome.heads;
    assert_eq!(
        (heads.whole, heads.taking_part, heads.yes, heads.no, heads.abstain, heads.remaining),
        (4, 3, 1, 1, 1, 1)
    );
    let area = told.outcome.area;
    assert_eq!(
        (area.whole, area.taking_part, area.yes, area.no, area.abstain, area.remaining),
        (600, 500, 200, 200, 100, 100)
    );
    assert_eq!((told.units, told.unknown_holders), (6, 2));
    let households = decided(&of, &terms("residents_meeting"), true).outcome.heads;
    assert_eq!((households.whole, households.yes), (6, 2), "a household is one whoever owns its home");
}

#[test]
fn a_buyer_whose_units_differ_says_what_most_of_the_area_says_and_else_agrees_with_nothing() {
    let heads = |first: (i64, Vote), second: (i64, Vote)| {
        let roll = Roll::new(vec![unit(0, first.0, known("a")), unit(1, second.0, known("a"))]).unwrap();
        let papers = vec![paper(0, true, Some(first.1)), paper(1, true, Some(second.1))];
        let heads = decided(&(roll, papers), &terms("cc278_ordinary"), false).outcome.heads;
        (heads.yes, heads.no, heads.abstain)
    };
    assert_eq!(heads((60, Vote::Yes), (40, Vote::No)), (1, 0, 0));
    assert_eq!(heads((40, Vote::Yes), (60, Vote::No)), (0, 1, 0));
    assert_eq!(heads((50, Vote::Yes), (50, Vote::No)), (0, 0, 1));
    assert_eq!(heads((60, Vote::Abstain), (40, Vote::No)), (0, 0, 1));
}

#[test]
fn nobody_one_alone_and_a_roll_without_areas_have_a_clear_result() {
    let none = decided(&alike(0, 0, 0, 0, 0), &terms("cc278_major"), true);
    assert_eq!((none.outcome.standing, none.remarks), (Some(Standing::CannotAnyMore), vec![Remark::NobodyAsked]));
    assert!(none.outcome.settled);
    assert_eq!(standing(&alike(1, 7, 1, 0, 0), "cc278_major", false), Some(Standing::Passes));
    assert_eq!(standing(&alike(1, 7, 0, 0, 0), "cc278_major", true), Some(Standing::NotYet));
    let bare = decided(&alike(3, 0, 3, 0, 0), &terms("cc278_major"), true);
    assert_eq!((bare.outcome.standing, bare.remarks), (Some(Standing::CannotAnyMore), vec![Remark::NoArea]));
    assert_eq!(bare.outcome.heads.pass.unwrap().standing, Standing::Passes);
    let heads = decided(&alike(3, 0, 3, 0, 0), &terms("willingness_2_3"), true);
    assert_eq!((heads.outcome.standing, heads.remarks), (Some(Standing::Passes), vec![]));
    assert!(decided(&alike(3, 1, 3, 0, 0), &terms("cc278_major"), true).remarks.is_empty());
    let largest = alike(1, i64::MAX, 1, 0, 0);
    assert_eq!(decided(&largest, &terms("cc278_major"), false).outcome.area.quorum.unwrap().missing, Some(0));
}

#[test]
fn willingness_is_counted_on_everybody_and_by_area_if_ticked() {
    let of = alike(9, 10, 6, 0, 0);
    let told = decided(&of, &terms("willingness_2_3"), true).outcome;
    assert_eq!((told.standing, told.settled, told.area.pass), (Some(Standing::Passes), true, None));
    assert_eq!((told.area.yes, told.area.remaining), (60, 30), "areas are told even where they do not decide");
    assert_eq!(standing(&of, "willingness_3_4", true), Some(Standing::NotYet));
    let bar = decided(&of, &terms("willingness_3_4"), true).outcome.heads.pass.unwrap();
    assert_eq!((bar.of, bar.needed, bar.missing, bar.joining), (9, Some(7), Some(1), Some(1)));
    let ticked = Terms::new(find_preset("willingness_2_3").unwrap().with_area());
    let roll = Roll::new(vec![unit(0, 1, known("a")), unit(1, 1, known("b")), unit(2, 9, known("c"))]).unwrap();
    let of = (roll, vec![paper(0, true, Some(Vote::Yes)), paper(1, true, Some(Vote::Yes))]);
    assert_eq!(standing(&of, "willingness_2_3", false), Some(Standing::Passes));
    assert_eq!(decided(&of, &ticked, false).outcome.standing, Some(Standing::CannotAnyMore));
}

#[test]
fn a_survey_asks_how_many_were_reached_and_one_of_visits_counts_doors() {
    let mut of = alike(20, 0, 15, 0, 0);
    assert_eq!(standing(&of, "survey_80", true), Some(Standing::NotYet));
    of.1.push(paper(15, true, None));
    assert_eq!(standing(&of, "survey_80", false), Some(Standing::CannotAnyMore), "a visit is no answer");
    of.1.push(paper(16, false, Some(Vote::No)));
    assert_eq!(standing(&of, "survey_80", false), Some(Standing::Passes));
    let doors = decided(&of, &terms("survey_75_visits"), false).outcome.heads;
    assert_eq!((doors.taking_part, doors.yes, doors.no, doors.abstain, doors.pass), (17, 15, 1, 1, None));
    of.1.push(paper(17, false, None));
    assert_eq!(decided(&of, &terms("survey_75_visits"), false).outcome.heads.taking_part, 17, "nothing shows a visit");
    let none = decided(&of, &terms("none"), true).outcome;
    assert_eq!((none.standing, none.settled), (None, true));
}

#[test]
fn results_from_before_the_civil_code_are_read_in_with_their_own_rules() {
    let of = alike(6, 10, 4, 1, 0);
    let standing = |terms: &Terms| decided(&of, terms, false).outcome.standing;
    assert_eq!(standing(&Terms::new(LEGACY[1])), Some(Standing::Passes), "two thirds of all");
    let of = alike(6, 10, 3, 3, 0);
    assert_eq!(decided(&of, &Terms::new(LEGACY[0]), false).outcome.standing, Some(Standing::CannotAnyMore));
}

#[test]
fn only_the_stairwell_is_asked_about_its_lift_and_car_spaces_only_if_counted() {
    let mut units: Vec<Unit> = (0..6).map(|id| unit(id, 100, Holder::Unknown)).collect();
    units[4].stairwell = "2".into();
    units[5].kind = UnitKind::CarSpace;
    units[5].area_source = AreaSource::Contract;
    let roll = Roll::new(units).unwrap();
    let lift = Scope::Stairwell { building: "1".into(), stairwell: "1".into() };
    let asked = Terms { scope: lift, ..terms("cc278_major") };
    let told = decide(&roll, &[], &asked, 0, true).unwrap();
    assert_eq!((told.units, told.outcome.area.whole), (4, 400));
    assert_eq!(told.area_sources, [(AreaSource::Register, 400)]);
    let with_cars = Terms { car_spaces: true, ..terms("cc278_major") };
    let told = decide(&roll, &[], &with_cars, 0, true).unwrap();
    assert_eq!(told.area_sources, [(AreaSource::Register, 500), (AreaSource::Contract, 100)]);
    let elsewhere = [paper(5, true, None), paper(4, true, Some(Vote::Yes))];
    assert_eq!(decide(&roll, &elsewhere, &asked, 0, true), Err(vec![Fault::NotAsked { unit: "4".into() }]));
}

#[test]
fn papers_that_contradict_the_roll_or_each_other_give_no_result_but_every_fault() {
    let (roll, _) = alike(3, 1, 0, 0, 0);
    let mut papers = vec![paper(0, true, Some(Vote::Yes)), paper(9, true, None), paper(0, true, None)];
    papers[0].cast.as_mut().unwrap().by = By::Proxy(" ".into());
    let wrong = Terms {
        silence: Silence::FollowMajority(Grounds { document: " ".into(), warning: "\n".into() }),
        ..terms("survey_80")
    };
    let unit = |id: &str| id.to_owned();
    let expected = [
        Fault::NoDocument,
        Fault::NoWarning,
        Fault::SilenceOnlyOfOwners,
        Fault::NamelessProxy { unit: unit("0") },
        Fault::UnknownUnit { unit: unit("9") },
        Fault::PaperTwice { unit: unit("0") },
    ];
    assert_eq!(decide(&roll, &papers, &wrong, 0, true).unwrap_err(), expected);
    assert_eq!(decide_all(&roll, &papers, &wrong, 0, true).unwrap_err(), expected);
}

#[test]
fn a_proxy_stands_for_three_owners_at_most_however_many_units_they_have() {
    let holders = ["a", "a", "b", "c", "d"].map(known).into_iter().chain([Holder::Unknown, Holder::Unknown]);
    let roll = Roll::new(holders.enumerate().map(|(id, holder)| unit(id, 1, holder)).collect()).unwrap();
    let papers = |units: &[usize]| -> Vec<Paper> {
        let by = |id: &usize| Paper {
            cast: Some(Cast {
                by: By::Proxy(if *id == 0 { " p".into() } else { "p".into() }),
                votes: vec![Some(Vote::Yes)],
            }),
            ..paper(*id, true, None)
        };
        units.iter().map(by).collect()
    };
    let four = |most| Err(vec![Fault::TooManyPrincipals { proxy: "p".into(), principals: 4, most }]);
    let tried = |units: &[usize], most| {
        let terms = Terms { most_principals: most, ..terms("cc278_major") };
        decide(&roll, &papers(units), &terms, 0, true).map(|told| told.by_proxy)
    };
    assert_eq!(terms("cc278_major").most_principals, 3);
    assert_eq!(tried(&[0, 1, 2, 3], 3), Ok(4));
    assert_eq!(tried(&[0, 1, 2, 3, 4], 3), four(3));
    assert_eq!(tried(&[0, 1, 2, 3, 4], 4), Ok(5));
    assert_eq!(tried(&[0, 2, 5, 6], 3), four(3), "each unit of an unknown owner is one");
}

#[test]
fn each_item_is_counted_by_itself_and_an_item_left_out_is_not_voted_on() {
    let (roll, _) = alike(3, 1, 0, 0, 0);
    let cast = |id: usize, votes: &[Option<Vote>]| Paper {
        cast: Some(Cast { by: By::Proxy("p".into()), votes: votes.to_vec() }),
        ..paper(id, true, None)
    };
    let papers = [cast(0, &[Some(Vote::Yes), None]), cast(1, &[Some(Vote::Yes), Some(Vote::No)]), cast(2, &[])];
    let told = decide_all(&roll, &papers, &terms("willingness_2_3"), 3, true).unwrap();
    let counted: Vec<_> =
        told.iter().map(|it| (it.item, it.outcome.heads.yes, it.outcome.heads.no, it.by_proxy)).collect();
    assert_eq!(counted, [(0, 2, 0, 2), (1, 0, 1, 1), (2, 0, 0, 0)]);
    assert_eq!(told[1].outcome.heads.remaining, 2);
    assert_eq!(decide(&roll, &papers, &terms("willingness_2_3"), 1, true).unwrap(), told[1]);
}

#[test]
fn silence_takes_no_part_unless_the_rules_say_so_and_the_ballot_came() {
    let (roll, mut papers) = alike(12, 10, 4, 1, 0);
    papers.extend([5, 6, 7].map(|id| paper(id, true, None)));
    papers.push(paper(8, false, None));
    let of = (roll, papers);
    let quiet = decided(&of, &terms("cc278_ordinary"), false);
    assert_eq!((quiet.outcome.standing, &quiet.silence), (Some(Standing::CannotAnyMore), &None));
    let told = decided(&of, &Terms { silence: followed(), ..terms("cc278_ordinary") }, true);
    let heads = told.outcome.heads;
    assert_eq!((heads.taking_part, heads.yes, heads.no, heads.remaining), (8, 7, 1, 7), "who follows can still vote");
    assert_eq!((told.outcome.standing, told.outcome.settled), (Some(Standing::Passes), false));
    let silence = told.silence.unwrap();
    assert_eq!((silence.majority, silence.units, silence.area, silence.left_out), (Some(Vote::Yes), 3, 30, 4));
    assert_eq!(silence.grounds.document, "Covenant of 2024, 12");
    assert_eq!(silence.without, decided(&of, &terms("cc278_ordinary"), true).outcome);
    assert_eq!(silence.without.standing, Some(Standing::NotYet));
}

#[test]
fn of_equals_or_without_half_of_those_who_voted_there_is_no_majority_to_follow() {
    let after = |yes, no, abstain| {
        let (roll, mut papers) = alike(12, 10, yes, no, abstain);
        papers.push(paper(11, true, None));
        let told = decided(&(roll, papers), &Terms { silence: followed(), ..terms("cc278_ordinary") }, false);
        let silence = told.silence.unwrap();
        assert_eq!(silence.majority.is_none(), told.outcome == silence.without);
        (silence.majority, silence.units, silence.left_out)
    };
    assert_eq!(after(3, 3, 0), (None, 0, 6));
    assert_eq!(after(2, 1, 1), (None, 0, 8), "half is not more than half");
    assert_eq!(after(1, 1, 4), (None, 0, 6), "an abstention is no side");
    assert_eq!(after(0, 0, 0), (None, 0, 12));
    assert_eq!(after(1, 3, 1), (Some(Vote::No), 1, 6));
}

#[test]
fn a_majority_to_follow_needs_both_counts_where_both_decide() {
    let roll = Roll::new(vec![
        unit(0, 900, Holder::Unknown),
        unit(1, 10, Holder::Unknown),
        unit(2, 10, Holder::Unknown),
        unit(3, 80, Holder::Unknown),
    ])
    .unwrap();
    let votes = [Some(Vote::No), Some(Vote::Yes), Some(Vote::Yes), None];
    let papers: Vec<Paper> = votes.into_iter().enumerate().map(|(id, vote)| paper(id, true, vote)).collect();
    let majority = |key| {
        let terms = Terms { silence: followed(), ..terms(key) };
        decide(&roll, &papers, &terms, 0, false).unwrap().silence.unwrap().majority
    };
    assert_eq!(majority("cc278_ordinary"), None);
    assert_eq!(majority("willingness_2_3"), Some(Vote::Yes), "heads only");
}

#[test]
fn machines_read_the_same_words_and_exact_fractions() {
    let told = decided(&alike(3, 10, 2, 0, 0), &terms("cc278_major"), true);
    let json = serde_json::to_value(&told).unwrap();
    assert_eq!(json["terms"]["preset"]["key"], "cc278_major");
    assert_eq!(json["terms"]["preset"]["basis"], "Civil Code 278(1)(6)-(8), 278(2)");
    assert_eq!(json["terms"]["silence"], "not_participating");
    assert_eq!(json["outcome"]["standing"], "passes");
    let rule = &json["outcome"]["heads"]["pass"]["rule"];
    assert_eq!((&rule["fraction"]["numerator"], &rule["fraction"]["denominator"]), (&3.into(), &4.into()));
    assert_eq!(rule["comparison"], "at_least");
    let fault = Fault::TooManyPrincipals { proxy: "p".into(), principals: 4, most: 3 };
    assert_eq!(serde_json::to_value(fault).unwrap()["fault"], "too_many_principals");
}

#[test]
fn who_said_otherwise_with_one_unit_is_not_silent_with_another() {
    let units =
        vec![unit(0, 50, known("a")), unit(1, 60, known("a")), unit(2, 70, Holder::Unknown), unit(3, 80, known("b"))];
    let (roll, terms) = (Roll::new(units).unwrap(), Terms { silence: followed(), ..terms("cc278_ordinary") });
    let after = |vote| {
        let votes = [Some(vote), None, Some(Vote::Yes), Some(Vote::Yes)];
        let papers: Vec<Paper> = votes.into_iter().enumerate().map(|(id, vote)| paper(id, true, vote)).collect();
        let told = decide(&roll, &papers, &terms, 0, false).unwrap();
        let silence = told.silence.unwrap();
        (silence.majority, silence.units, silence.left_out, told.outcome.heads.yes, told.outcome.area.yes)
    };
    assert_eq!(after(Vote::Yes), (Some(Vote::Yes), 1, 0, 3, 260));
    assert_eq!(after(Vote::No), (Some(Vote::Yes), 0, 1, 2, 150));
    assert_eq!(after(Vote::Abstain), (Some(Vote::Yes), 0, 1, 2, 150));
}

#[test]
fn a_quorum_of_those_who_only_follow_can_be_lost_with_the_majority() {
    let units = vec![unit(0, 1, known("a")), unit(1, 1, Holder::Unknown), unit(2, 1, known("a"))];
    let roll = Roll::new(units).unwrap();
    let reach = Preset { pass: None, counts: Counts::Heads, ..terms("cc278_major").preset };
    let terms = Terms { silence: followed(), ..Terms::new(reach) };
    let after = |last, open| {
        let papers = [paper(0, true, Some(Vote::Yes)), paper(1, true, None), paper(2, true, last)];
        let outcome = decide(&roll, &papers, &terms, 0, open).unwrap().outcome;
        (outcome.standing, outcome.settled)
    };
    assert_eq!(after(None, true), (Some(Standing::Passes), false));
    assert_eq!(after(Some(Vote::No), false), (Some(Standing::CannotAnyMore), true), "one head of two, and no side");
}
