//! The renovation of a community: project, windows, works, money.
//!
//! For: [`project`], [`phases`], [`works`], [`settle`] (which works were built), [`funding`].
//! Must not know: who voted for what.
//! To add: how far the money is at a stage stands in [`funding`].

use crate::cli::demo::dice::Dice;
use crate::cli::demo::timeline::{Times, Today};
use crate::cli::demo::words::{Halt, Place, Wish};
use crate::domain::ids::{CommunityId, PhaseId, ProjectId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::{Phase, PhaseKind};
use crate::domain::project::{FundingSource, Stage};
use crate::domain::work::{Class, WorkState};
use crate::service::works::catalogue;
use crate::store::projects::{FundingLine, PhaseRow, Project};
use crate::store::works::Work;
use std::collections::HashSet;

/// Per cent of satisfied households from which a work counts as accepted.
const SATISFIED_PERCENT: i64 = 80;

/// The project at its stage.
pub fn project(
    place: &Place,
    (id, community): (ProjectId, CommunityId),
    (times, today): (Times, Today),
    halts: &[Halt],
) -> Project {
    let halt = halts.iter().find(|halt| halt.slug == place.slug && !place.stage.is_running());
    Project {
        id,
        community_id: community,
        programme_year: Some(i64::from(today.date(times.created).year())),
        stage: place.stage,
        stage_since: today.at(times.since, 9, 0),
        before_pause: (place.stage == Stage::Paused).then_some(Stage::Consulting),
        reason_zh: halt.map(|halt| halt.zh.to_owned()).unwrap_or_default(),
        reason_en: halt.map(|halt| halt.en.to_owned()).unwrap_or_default(),
        satisfied_percent: SATISFIED_PERCENT,
    }
}

/// Its windows.
pub fn phases(project: &Project, (times, today): (Times, Today), dice: &Dice) -> Vec<PhaseRow> {
    let windows = [(PhaseKind::Feedback, times.feedback), (PhaseKind::Rating, times.rating)];
    let made = today.at(times.created, 9, 0);
    windows
        .into_iter()
        .filter_map(|(kind, window)| {
            let (opens, closes) = today.window(window?);
            Some(PhaseRow {
                id: PhaseId(dice.id(made)),
                community_id: project.community_id,
                project_id: project.id,
                phase: Phase { kind, opens, closes },
            })
        })
        .collect()
}

/// Its works as they were planned.
pub fn works(place: &Place, project: &Project, wishes: &[Wish], made: Moment, dice: &Dice) -> Vec<Work> {
    let own = wishes.iter().filter(|wish| wish.slug == place.slug);
    own.zip(1_i64..)
        .map(|(wish, position)| {
            let item = catalogue().iter().find(|item| item.zh == wish.catalogue);
            Work {
                id: WorkId(dice.id(made)),
                community_id: project.community_id,
                project_id: project.id,
                catalogue: item.map(|item| item.number.clone()).unwrap_or_default(),
                zh: wish.catalogue.to_owned(),
                en: item.map(|item| item.en.clone()).unwrap_or_default(),
                class: item.map_or(Class::Basic, |item| item.class),
                quantity: wish.quantity * 100,
                unit: item.map(|item| item.unit.clone()).unwrap_or_default(),
                cost_fen: wish.cost_yuan * 100,
                must_do: wish.must_do,
                note_zh: wish.zh.to_owned(),
                note_en: wish.en.to_owned(),
                state: WorkState::Planned,
                finished_at: None,
                warranty_months: item.and_then(|item| item.warranty_months),
                before_photo: None,
                after_photo: None,
                position,
            }
        })
        .collect()
}

/// Moves the works that are certain or won to where the stage says they are.
pub fn settle(
    works: &mut [Work],
    stage: Stage,
    winners: &HashSet<WorkId>,
    (times, today): (Times, Today),
    dice: &Dice,
) {
    let chosen = |work: &&mut Work| work.must_do || winners.contains(&work.id);
    let done = matches!(stage, Stage::Finished | Stage::Accepted | Stage::InCare);
    // While building, the first three are done and the next three under way.
    for (turn, work) in works.iter_mut().filter(chosen).enumerate() {
        if done || (stage == Stage::Building && turn < 3) {
            work.state = WorkState::Finished;
            let ready = if done { rating_began(times) } else { -4 };
            work.finished_at = Some(today.at(ready - dice.between(2, 40), 17, 0));
        } else if stage == Stage::Building && turn < 6 {
            work.state = WorkState::Building;
        }
    }
}

fn rating_began(times: Times) -> i64 {
    times.rating.map_or(times.since, |(first, _)| first)
}

/// The money of the five sources, as far as it is at the stage. `planned_fen` is all of it.
pub fn funding(stage: Stage, planned_fen: i64, dice: &Dice) -> Vec<FundingLine> {
    let (received, spent) = match stage {
        Stage::Proposed | Stage::Consulting | Stage::Paused | Stage::Refused | Stage::Withdrawn => (0, 0),
        Stage::Voting => (25, 0),
        Stage::Approved => (45, 4),
        Stage::Building => (72, 48),
        Stage::Finished => (92, 88),
        Stage::Accepted => (100, 96),
        Stage::InCare => (100, 100),
    };
    let shares = [
        (FundingSource::Central, dice.between(38, 44)),
        (FundingSource::Local, dice.between(24, 30)),
        (FundingSource::Units, dice.between(9, 12)),
        (FundingSource::Residents, dice.between(4, 7)),
    ];
    // Whole hundreds of yuan; the market pays what is left.
    let part = |fen: i64, percent: i64| fen / 100 * percent / 10_000 * 10_000;
    let mut left = planned_fen;
    let mut lines: Vec<FundingLine> = Vec::with_capacity(5);
    for (source, percent) in shares {
        let planned = part(planned_fen, percent);
        left -= planned;
        lines.push(FundingLine {
            source,
            planned_fen: planned,
            received_fen: part(planned, received),
            spent_fen: part(planned, spent),
        });
    }
    lines.push(FundingLine {
        source: FundingSource::Market,
        planned_fen: left,
        received_fen: part(left, received),
        spent_fen: part(left, spent),
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_sources_pay_all_of_it_and_spend_no_more_than_they_gave() {
        for stage in Stage::ALL {
            let lines = funding(*stage, 861_230_000, &Dice::new(1, "money"));
            assert_eq!(lines.len(), FundingSource::ALL.len());
            assert_eq!(lines.iter().map(|line| line.planned_fen).sum::<i64>(), 861_230_000);
            assert!(lines.iter().all(|line| line.spent_fen <= line.received_fen));
            assert!(lines.iter().all(|line| line.received_fen <= line.planned_fen));
        }
    }
}
