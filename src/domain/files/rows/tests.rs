use super::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

#[test]
fn levels_are_read_in_words_and_numbers() {
    let text = "满意度,楼栋\n非常满意,3\n满意,3\n基本满意,\n不满意,1\n非常不满意,1\n５,1\n1,1\nVery_Satisfied,1\n";
    let found = answers(text.as_bytes()).unwrap();
    let levels: Vec<Level5> = found.rows.iter().map(|row| row.level).collect();
    let (best, worst) = (Level5::VerySatisfied, Level5::VeryDissatisfied);
    assert_eq!(levels[..5], *Level5::ALL);
    assert_eq!(levels[5..], [best, worst, best]);
    assert_eq!((found.rows[0].building.as_deref(), found.rows[2].building.as_deref()), (Some("3"), None));
}

#[test]
fn of_one_household_in_one_round_the_last_answer_counts_and_it_is_told() {
    let text = b"Survey of 2026\nlevel;round;household\n5;1;a\n4;1;b\n1;2;a\n2;1;a\n3;;\n3;;\n";
    let found = answers(text).unwrap();
    let levels: Vec<&str> = found.rows.iter().map(|row| row.level.as_str()).collect();
    let all = ["satisfied", "very_dissatisfied", "dissatisfied", "basically_satisfied", "basically_satisfied"];
    assert_eq!(levels, all);
    assert_eq!(found.warnings, [Fault::new(6, 0, What::SameAgain { first: 3 }, "a")]);
}

#[test]
fn a_roll_counts_households_by_row_or_by_number() {
    let of = |text: &str| roll(text.as_bytes()).unwrap().rows.iter().map(|row| row.households).collect::<Vec<_>>();
    assert_eq!(of("building,age,households\n1,60+,24\n2,,0\n"), [24, 0]);
    assert_eq!(of("楼栋\n1\n1\n2\n"), [1, 1, 1]);
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let fault =
        |text: &str| answers(text.as_bytes()).map_err(|fault| (fault.line, fault.column, fault.what)).unwrap_err();
    assert_eq!(fault("building,level\n1,6\n"), (2, 3, What::UnknownWord { known: LEVELS.join(" ") }));
    assert_eq!(fault("building,level\n1,\n"), (2, 0, What::Missing { name: "level".into() }));
    assert_eq!(fault("building\n1\n"), (1, 0, What::NoColumn { name: "level".into() }));
    assert_eq!(fault("level,满意度\n1,1\n"), (1, 0, What::Twice { name: "满意度".into() }));
    assert_eq!(fault("level\n5,4\n"), (2, 3, What::ExtraCell));
    let fault = |text: &str| roll(text.as_bytes()).map_err(|fault| (fault.line, fault.column, fault.what)).unwrap_err();
    assert_eq!(fault("building,households\n1,-4\n"), (2, 3, What::Negative));
    assert_eq!(fault("building,households\n1,\n"), (2, 0, What::Missing { name: "households".into() }));
    assert_eq!(fault("building,households\n1,9223372036854775807\n2,1\n"), (3, 3, What::TooLarge));
    assert_eq!(fault("households\n1\n"), (1, 0, What::NoColumn { name: "building".into() }));
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(drawn in vec((0_usize..5, vec(option::of("[a一,\"\n]{1,4}"), 3)), 1..6)) {
        let word = |word: &Option<String>| word.as_deref().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned);
        let answer = |(level, words): &(usize, Vec<Option<String>>)| Answer {
            level: Level5::ALL[*level], building: word(&words[0]), age: word(&words[1]), round: word(&words[2]), household: None,
        };
        let mut answers = Answers { rows: drawn.iter().map(answer).collect(), warnings: Vec::new() };
        for (number, row) in answers.rows.iter_mut().enumerate().skip(1) {
            row.household = Some(number.to_string());
        }
        prop_assert_eq!(super::answers(write_answers(&answers).as_bytes()), Ok(answers));
    }
}
