use super::*;
use crate::domain::opinion::agreement::adjusted_rand;
use crate::domain::opinion::chance::mixed;
use crate::domain::opinion::next::next;
use crate::domain::opinion::summary::Finding;
use crate::domain::opinion::votes::{Cast, Participant, Statement};
use proptest::prelude::*;

/// A conversation in which everybody answers each statement with the vote that `says`; `None` is no vote.
fn conversation(people: usize, statements: usize, says: impl Fn(usize, usize) -> Option<Vote>) -> Conversation {
    let participants = (0..people).map(|at| Participant { id: at.to_string(), label: None }).collect();
    let statements: Vec<Statement> =
        (0..statements).map(|at| Statement { id: at.to_string(), ..Statement::default() }).collect();
    let mut casts = Vec::new();
    for participant in 0..people {
        for statement in 0..statements.len() {
            casts.extend(says(participant, statement).map(|vote| Cast { participant, statement, vote, at: 0 }));
        }
    }
    Conversation { participants, statements, casts }
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap()
}

/// Bits for a person and a statement.
fn dice(seed: u64, person: usize, statement: usize, sides: u64) -> u64 {
    mixed(mixed(seed ^ (wide(person) << 32)) ^ wide(statement)) % sides
}

/// Every third person says mostly the opposite of the others; one vote in five is missing.
fn two_camps(seed: u64, people: usize, statements: usize) -> Conversation {
    conversation(people, statements, |person, statement| {
        let vote = match dice(seed, person, statement, 10) {
            0 | 1 => return None,
            2 => Vote::Pass,
            3 => Vote::Disagree,
            _ => Vote::Agree,
        };
        Some(if (person % 3 == 0) != (statement % 2 == 0) || vote == Vote::Pass { vote } else { flip(vote) })
    })
}

fn noise(seed: u64, people: usize, statements: usize) -> Conversation {
    let vote =
        |number| [Vote::Agree, Vote::Agree, Vote::Disagree, Vote::Pass].get(usize::try_from(number).unwrap()).copied();
    conversation(people, statements, |person, statement| vote(dice(seed, person, statement, 5)))
}

fn flip(vote: Vote) -> Vote {
    Vote::of_number(-i64::from(vote.number())).unwrap()
}

fn first(conversation: &Conversation) -> Report {
    survey(conversation, &Standing::default()).report
}

/// How far the groups are those of every third person and all others, over all who are grouped.
fn agrees_with_camps(report: &Report, talk: &Conversation) -> f64 {
    let grouped = |person: &Participant| {
        let camp = usize::from(person.id.parse::<usize>().unwrap() % 3 == 0);
        report.groups_by_participant.get(&person.id).map(|group| (*group, camp))
    };
    let (ours, camps): (Vec<usize>, Vec<usize>) = talk.participants.iter().filter_map(grouped).unzip();
    assert!(ours.len() * 10 >= talk.participants.len() * 9);
    adjusted_rand(&ours, &camps)
}

/// The same conversation, its parts in another order; a participant may stand in it twice.
fn shuffled(from: &Conversation, seed: u64) -> Conversation {
    let order = |many: usize, salt: u64| {
        let mut order: Vec<usize> = (0..many).collect();
        order.sort_by_key(|at| mixed(seed.wrapping_add(salt) ^ (wide(*at) << 17)));
        order
    };
    let (people, statements) = (order(from.participants.len(), 1), order(from.statements.len(), 2));
    let place = |order: &[usize], of: usize| order.iter().position(|at| *at == of).unwrap();
    let mut participants: Vec<Participant> = people.iter().map(|at| from.participants[*at].clone()).collect();
    let twice = participants.first().cloned();
    participants.extend(twice.clone());
    let moved = |at: usize| {
        let cast = from.casts[at];
        let participant = place(&people, cast.participant);
        let again = seed.is_multiple_of(2) && participant == 0 && at.is_multiple_of(2);
        let participant = if again { participants.len() - 1 } else { participant };
        Cast { participant, statement: place(&statements, cast.statement), ..cast }
    };
    let casts = order(from.casts.len(), 3).into_iter().map(moved).collect();
    let statements = statements.iter().map(|at| from.statements[*at].clone()).collect();
    Conversation { participants: participants.clone(), statements, casts }
}

#[test]
fn two_camps_are_found_and_told_by_what_they_say() {
    let talk = two_camps(7, 60, 12);
    let report = first(&talk);
    assert_eq!((report.enough, report.groups), (Enough::Groups, 2));
    assert!(agrees_with_camps(&report, &talk) > 0.9);
    assert_eq!(report.group_sizes[0].group, 0);
    assert!(report.group_sizes[0].people > report.group_sizes[1].people);
    assert!(report.marks.iter().all(|marks| marks.marks.len() == 5));
    assert!(report.summary.iter().any(|finding| matches!(finding, Finding::SplitByGroup { .. })));
}

#[test]
fn thirty_households_in_two_camps_are_two_groups() {
    let talk = two_camps(3, 30, 10);
    assert_eq!(first(&talk).groups, 2);
}

#[test]
fn in_noise_there_are_no_groups() {
    let found = (0..40).filter(|seed| first(&noise(*seed, 40, 12)).groups > 0).count();
    assert!(found <= 2, "{found} of 40");
    let report = first(&noise(5, 400, 30));
    assert!(matches!(report.enough, Enough::NoPattern { .. }), "{:?}", report.enough);
    assert!(report.groups_by_participant.is_empty() && report.marks.is_empty());
    assert_eq!(report.consensus.len(), 30);
    assert!(matches!(report.summary[0], Finding::NoGroups { why: Enough::NoPattern { .. } }));
}

#[test]
fn below_the_numbers_there_are_plain_counts_and_it_is_said() {
    let few = first(&two_camps(1, 19, 12));
    assert_eq!(few.enough, Enough::FewPeople { people: 19, needed: 20 });
    let thin = first(&two_camps(1, 60, 2));
    assert_eq!(thin.enough, Enough::FewStatements { statements: 2, needed: 3 });
    for report in [few, thin] {
        assert!(!report.enough.carries_groups() && report.groups == 0 && report.groups_by_participant.is_empty());
        assert!(report.counts.iter().all(|line| line.all.seen() > 0 && line.by_group.is_empty()));
        assert_eq!(report.consensus.len(), report.statements);
    }
}

#[test]
fn nobody_one_or_all_the_same_is_no_trouble() {
    let empty = first(&Conversation::default());
    assert_eq!((empty.participants, empty.statements, empty.votes, empty.groups), (0, 0, 0, 0));
    let silent = first(&conversation(5, 5, |_, _| None));
    assert_eq!((silent.participants, silent.statements, silent.consensus.len()), (0, 5, 0));
    let one = first(&conversation(1, 9, |_, _| Some(Vote::Agree)));
    assert_eq!((one.participants, one.votes, one.groups), (1, 9, 0));
    for vote in Vote::ALL {
        let same = first(&conversation(200, 20, |_, _| Some(*vote)));
        assert!(matches!(same.enough, Enough::NoPattern { .. }), "{:?}", same.enough);
    }
    let one_statement =
        first(&conversation(50, 1, |person, _| Some(if person > 9 { Vote::Agree } else { Vote::Pass })));
    assert_eq!(one_statement.enough, Enough::FewStatements { statements: 1, needed: 3 });
}

#[test]
fn ten_thousand_statements_are_no_trouble() {
    let talk = conversation(150, 10_000, |person, statement| {
        let asked = statement % 500 == person % 3 || statement < 20;
        asked.then_some(if (person % 2 == 0) == (statement % 2 == 0) { Vote::Agree } else { Vote::Disagree })
    });
    let report = first(&talk);
    assert_eq!((report.statements, report.groups, report.counts.len()), (10_000, 2, 10_000));
    let all_out = Conversation {
        statements: talk.statements.iter().map(|s| Statement { moderated_out: true, ..s.clone() }).collect(),
        ..talk
    };
    assert_eq!(first(&all_out).enough, Enough::FewStatements { statements: 0, needed: 3 });
}

#[test]
fn a_long_list_of_statements_is_walked_to_the_same_groups_as_a_short_one() {
    // 600 × 600 is beyond what is laid out as products of pairs.
    let talk = two_camps(9, 600, 600);
    assert!(agrees_with_camps(&first(&talk), &talk) > 0.99);
}

#[test]
fn what_a_moderator_took_out_forms_no_group_and_is_not_said() {
    let mut talk = noise(2, 60, 8);
    talk.statements.push(Statement { id: "out".into(), text: String::new(), moderated_out: true });
    let cast = |participant| Cast {
        participant,
        statement: 8,
        vote: if participant % 2 == 0 { Vote::Agree } else { Vote::Disagree },
        at: 0,
    };
    talk.casts.extend((0..60).map(cast));
    let report = first(&talk);
    assert_eq!((report.moderated_out, report.groups, report.statements), (1, 0, 9));
    assert!(report.consensus.iter().all(|ranked| ranked.id != "out"));
    let line = report.counts.last().unwrap();
    assert!(line.id == "out" && line.priority == 0.0 && line.all.seen() == 60);
    let weights: Vec<f64> = report.counts.iter().map(|line| line.priority).collect();
    assert!((0..100_u64).all(|draw| next(&weights, |at| at == 0, mixed(draw)).is_some_and(|at| at != 0 && at != 8)));
}

#[test]
fn groups_keep_their_names_when_people_join_and_change_their_minds() {
    let before = two_camps(4, 60, 12);
    let found = survey(&before, &Standing::default());
    let mut after = two_camps(4, 75, 12);
    for cast in &mut after.casts {
        if dice(11, cast.participant, cast.statement, 20) == 0 {
            cast.vote = flip(cast.vote);
        }
    }
    let again = survey(&after, &found.standing);
    let same = before.participants.iter().filter(|person| {
        found.report.groups_by_participant.get(&person.id) == again.report.groups_by_participant.get(&person.id)
    });
    assert!(same.count() >= 57);
    // Names from before hold even when the sizes say otherwise.
    let swapped = Standing {
        groups: found.standing.groups.iter().map(|(id, at)| (id.clone(), 1 - at)).collect(),
        ..found.standing
    };
    let renamed = survey(&before, &swapped).report;
    assert!(renamed.group_sizes[0].people < renamed.group_sizes[1].people);
}

#[test]
fn another_number_of_groups_is_shown_only_after_it_was_best_four_times() {
    let two = two_camps(4, 90, 12);
    let three = conversation(90, 12, |person, statement| {
        let own = statement % 3 == person % 3;
        Some(if (dice(8, person, statement, 12) == 0) == own { Vote::Disagree } else { Vote::Agree })
    });
    assert_eq!((first(&two).groups, first(&three).groups), (2, 3));
    let mut standing = survey(&two, &Standing::default()).standing;
    let mut shown = Vec::new();
    for _ in 0..5 {
        let found = survey(&three, &standing);
        shown.push(found.report.groups);
        standing = found.standing;
    }
    assert_eq!(shown, [2, 2, 2, 3, 3]);
    let mut names: Vec<usize> = standing.groups.values().copied().collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, [0, 1, 2]);
}

#[test]
fn a_building_that_says_the_opposite_is_named_and_a_small_one_is_not() {
    let in_building = |talk: &mut Conversation, people: core::ops::Range<usize>, label: &str| {
        talk.participants.iter_mut().enumerate().filter(|(at, _)| people.contains(at)).for_each(|(_, person)| {
            person.label = Some(label.to_owned());
        });
    };
    let mut talk = conversation(44, 3, |person, statement| {
        let against = statement == 1 && !(10..40).contains(&person);
        Some(if against { Vote::Disagree } else { Vote::Agree })
    });
    in_building(&mut talk, 0..10, "3");
    in_building(&mut talk, 10..40, "4");
    in_building(&mut talk, 40..44, "5");
    let split = |report: &Report| -> Vec<(String, String, Vote)> {
        let named = |finding: &Finding| match finding {
            Finding::SplitByLabel { statement, label, vote, .. } => Some((statement.clone(), label.clone(), *vote)),
            _ => None,
        };
        report.summary.iter().filter_map(named).collect()
    };
    let report = first(&talk);
    let expected = [("1", "4", Vote::Agree), ("1", "3", Vote::Disagree)];
    assert_eq!(split(&report), expected.map(|(statement, label, vote)| (statement.into(), label.into(), vote)));
    for seed in 0..20 {
        let mut talk = noise(seed, 60, 10);
        in_building(&mut talk, 0..20, "1");
        in_building(&mut talk, 20..40, "2");
        in_building(&mut talk, 40..60, "3");
        assert!(split(&first(&talk)).is_empty());
    }
}

#[test]
fn a_share_from_which_fewer_than_five_follow_is_not_said() {
    let said = |against: [usize; 2]| -> Vec<(String, Option<u32>)> {
        let vote = |person, statement: usize| if person < against[statement] { Vote::Disagree } else { Vote::Agree };
        let share = |finding| match finding {
            Finding::Most { statement, percent, .. } | Finding::StrongMinority { statement, percent, .. } => {
                Some((statement, percent))
            }
            _ => None,
        };
        first(&conversation(60, 2, |person, statement| Some(vote(person, statement))))
            .summary
            .into_iter()
            .filter_map(share)
            .collect()
    };
    assert_eq!(said([4, 5]), [("0".to_owned(), None), ("1".to_owned(), Some(91))]);
    assert_eq!(said([20, 29]), [("0".to_owned(), Some(66)), ("1".to_owned(), Some(48)), ("0".to_owned(), Some(33))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_rows_statements_and_votes_does_not_matter(seed in any::<u64>(), people in 0usize..70, statements in 0usize..14, camps: bool) {
        let talk = if camps { two_camps(seed, people, statements) } else { noise(seed, people, statements) };
        let found = survey(&talk, &Standing::default());
        prop_assert_eq!(&found, &survey(&shuffled(&talk, seed), &Standing::default()));
    }

    #[test]
    fn any_votes_are_counted_and_nobody_is_in_two_groups(votes in proptest::collection::vec((0usize..40, 0usize..9, 0i64..3, -1i64..=1), 0..400)) {
        let mut talk = conversation(35, 8, |_, _| None);
        talk.casts = votes.into_iter().map(|(participant, statement, at, vote)| Cast { participant, statement, at, vote: Vote::of_number(vote).unwrap() }).collect();
        let report = first(&talk);
        let seen: u32 = report.counts.iter().map(|line| line.all.seen()).sum();
        prop_assert_eq!(usize::try_from(seen).unwrap(), report.votes);
        prop_assert_eq!(report.group_sizes.iter().map(|group| group.people).sum::<usize>(), report.groups_by_participant.len());
        prop_assert!(report.consensus.iter().all(|ranked| (0.0..=1.0).contains(&ranked.value)));
        prop_assert!(report.counts.iter().all(|line| line.priority.is_finite()));
    }
}
