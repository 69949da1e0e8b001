//! What groups of answers promise.

use super::*;

fn places(list: &[(&str, i64, i64)], least: i64) -> Places {
    let answers = list.iter().flat_map(|(name, yes, no)| {
        let one = |satisfied: bool, n: i64| vec![(Some((*name).to_owned()), satisfied); usize::try_from(n).unwrap()];
        [one(true, *yes), one(false, *no)].concat()
    });
    Places::of(answers, None::<std::iter::Empty<_>>, least)
}

fn names(groups: &[Vec<&Place>]) -> Vec<String> {
    groups
        .iter()
        .map(|group| group.iter().filter_map(|place| place.name.clone()).collect::<Vec<_>>().join("+"))
        .collect()
}

#[test]
fn hidden_buildings_stand_as_one_and_small_ones_with_the_next_smallest() {
    let hidden = places(&[("1", 10, 8), ("2", 2, 1), ("3", 20, 9), ("4", 20, 20), ("5", 30, 9)], 5);
    assert_eq!(names(&hidden.together()), ["4", "5", "1+2+3"]);
    let small = places(&[("1", 10, 8), ("2", 4, 3), ("3", 5, 3), ("4", 20, 20)], 5);
    assert_eq!(names(&small.together()), ["1", "3+2", "4"]);
    assert_eq!(names(&places(&[("1", 4, 3), ("2", 0, 1)], 1).together()), ["1", "2"]);
}

#[test]
fn twenty_thousand_buildings_are_no_trouble() {
    let named: Vec<String> = (0..20_000).map(|at| at.to_string()).collect();
    let answers = named.iter().flat_map(|name| (0..6).map(move |at| (Some(name.clone()), at < 3)));
    let many = Places::of(answers, None::<std::iter::Empty<_>>, 5);
    assert!(many.together().iter().all(|group| group.len() > 2));
}

#[test]
fn lines_need_both_sides_told_and_buildings_named() {
    let told = Satisfied::Exactly { satisfied: 60, answers: 100, share_bp: 6_000 };
    let two = places(&[("1", 30, 20), ("2", 30, 20)], 5);
    assert_eq!(two.lines(told).len(), 2);
    assert!(two.lines(Satisfied::NotTold).is_empty());
    assert!(places(&[("1", 60, 40)], 5).lines(told).is_empty(), "one building is the whole");
    let nameless = Places::of((0..60).map(|at| (None, at < 30)), None::<std::iter::Empty<_>>, 5);
    assert!(nameless.lines(told).is_empty() && nameless.fits().is_none());
}
