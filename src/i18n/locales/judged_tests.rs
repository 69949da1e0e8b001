//! What the sentences about ratings promise.

use super::*;
use crate::domain::rating::Level5;
use crate::domain::rating::report::{Given, Listed, report};
use crate::i18n::Lang;

/// So many of each level, best first.
fn many(counts: [usize; 5], building: &'static str, round: Option<&'static str>) -> Vec<Given<'static>> {
    let one = |level: Level5| Given { level, building: Some(building), age: None, round, household: None };
    Level5::ALL.iter().zip(counts).flat_map(|(level, n)| vec![one(*level); n]).collect()
}

fn page(lang: Lang, answers: &[Given], roll: Option<&[Listed]>) -> String {
    let lines =
        told(lang, &report(answers, roll, 5)).into_iter().flat_map(|part| [vec![part.title], part.lines].concat());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_report_is_read_aloud_in_both_languages() {
    let answers =
        [many([20, 25, 0, 8, 0], "1", None), many([2, 1, 0, 0, 0], "3", None), many([20, 20, 6, 7, 5], "2", None)]
            .concat();
    let roll = ["1", "2", "3"].map(|building| Listed { building: Some(building), age: None, households: 60 });
    let english = page(Lang::En, &answers, Some(&roll));
    assert!(english.contains("114 of 180 households answered (63.33%)."), "{english}");
    assert!(english.contains("94 of 114 are satisfied (82.46%)."), "{english}");
    assert!(english.contains("3: fewer than 5 of 60 answered; too few."), "{english}");
    assert!(english.contains("Not told, to protect a small number beside them: 1, 2."), "{english}");
    let chinese = page(Lang::Zh, &answers, Some(&roll));
    assert!(chinese.contains("114 户里 94 户满意（82.46%）。"), "{chinese}");
    assert!(chinese.contains("3：60 户里不到 5 户评了，太少了。"), "{chinese}");
    assert!(!chinese.contains("‹") && !english.contains("‹"));
}

#[test]
fn rounds_are_compared_in_words() {
    let answers = [many([40, 0, 0, 60, 0], "1", Some("2025")), many([70, 0, 0, 30, 0], "1", Some("2026"))].concat();
    let english = page(Lang::En, &answers, None);
    assert!(
        english.contains("Satisfaction, round 2026") && english.contains("2026 went better than 2025."),
        "{english}"
    );
    assert!(page(Lang::Zh, &answers, None).contains("2026 比 2025 好。"));
}

#[test]
fn too_few_are_told_nothing_but_that() {
    let answers = many([3, 0, 0, 1, 0], "1", None);
    assert_eq!(
        page(Lang::En, &answers, None),
        "Satisfaction\nFewer than 5 households answered, so nothing is told yet."
    );
    assert_eq!(page(Lang::Zh, &answers, None), "满意度\n评的还不到 5 户，先不公开。");
}
