//! Defects: assigning, fixing, and the household's last word.
//!
//! For: what staff do with a fault, and whether the household says that it is gone.
//! Must not know: how a fault is reported (`service::ratings`).
//! To add: a step is a state in `domain::defect`.

use crate::domain::defect::{DefectState, RECHECK, Severity, can_follow, due};
use crate::domain::ids::{CommunityId, DefectId, HouseholdId, WorkId};
use crate::domain::moment::Moment;
use crate::domain::phase::Verb;
use crate::domain::policy::{Caller, can};
use crate::domain::problem::Problem;
use crate::domain::text::{bounded, required};
use crate::service::communities::{self, place};
use crate::service::{By, Fail, Linli, Outcome};
use crate::store::Conn;
use crate::store::defects::{self, Defect, Left};
use futures::FutureExt;

/// Most characters of a note or reason.
pub const MOST_NOTE: u32 = 500;

/// What staff want to do.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The state it should have: `assigned`, `fixed` or `wont_fix`.
    pub to: String,
    /// How pressing it is; empty leaves it.
    pub severity: String,
    /// Words for the household; a reason where it will not be fixed.
    pub note: String,
}

/// Moves a defect on behalf of staff.
///
/// # Errors
/// What `policy` says; [`Problem::StageOrder`] if the state cannot follow;
/// [`Problem::ReasonNeeded`] beside `note`; [`Problem::ChangedMeanwhile`].
pub async fn revise(app: &Linli, caller: &Caller, by: &By, slug: &str, id: DefectId, step: &Step) -> Outcome<()> {
    let community = communities::find_for(app, caller, Verb::ManageDefects, slug).await?;
    let now = app.now();
    let mut c = app.store.read().await?;
    let found = defects::find(&mut c, id).await?.filter(|found| found.community_id == community.id);
    drop(c);
    let defect = found.ok_or(Problem::NotFound)?;
    let from = defect.state;
    let moved = stepped(defect, step, now)?;
    let body = leaf_text(&moved);
    let leaf = app.leaf(now, community.id, "defect", body);
    let mut entry = app.entry(now, by, Verb::ManageDefects.as_str(), Some(community.id), format!("defect {id}"));
    entry.detail = moved.state.to_string();
    app.store
        .write(move |c| {
            async move {
                if !defects::revise(c, &moved, from).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.audit(entry);
                c.append(leaf);
                c.touch(community.id);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The defect after a step of staff.
pub(super) fn stepped(mut defect: Defect, step: &Step, now: Moment) -> Outcome<Defect> {
    let to = DefectState::parse(&step.to).ok_or_else(|| Fail::at("to", Problem::UnknownWord))?;
    let staffs = matches!(to, DefectState::Assigned | DefectState::Fixed | DefectState::WontFix);
    if !staffs || !can_follow(defect.state, to) {
        return Err(Fail::at("to", Problem::StageOrder));
    }
    defect.note = if to == DefectState::WontFix {
        required(&step.note, MOST_NOTE).map_err(|problem| match problem {
            Problem::Missing => Fail::at("note", Problem::ReasonNeeded),
            other => Fail::at("note", other),
        })?
    } else {
        bounded(&step.note, MOST_NOTE).map_err(|problem| Fail::at("note", problem))?
    };
    if let Some(severity) = Severity::parse(&step.severity)
        && severity != defect.severity
    {
        defect.severity = severity;
        defect.due_at = due(severity).due(defect.created_at);
    }
    if to == DefectState::Fixed {
        defect.due_at = RECHECK.due(now);
    }
    defect.state = to;
    defect.changed_at = now;
    Ok(defect)
}

/// What a household says after a repair or a refusal.
///
/// # Errors
/// [`Problem::CodeNeeded`]; [`Problem::NotFound`] if it reported nothing of this work;
/// [`Problem::StageOrder`].
pub async fn confirm(app: &Linli, caller: &Caller, slug: &str, work: WorkId, says: &str) -> Outcome<()> {
    let community = communities::find(app, slug).await?;
    let here = can(caller, Verb::ConfirmDefect, &place(&community)?);
    let Caller::Household { household, .. } = *caller else {
        return Err(here.err().unwrap_or(Problem::CodeNeeded).into());
    };
    let now = app.now();
    let mut c = app.store.read().await?;
    let found = defects::of_work(&mut c, work, household).await?;
    drop(c);
    let found = found.filter(|found| found.community_id == community.id);
    // A household whose community went into another still ends what it reported before.
    if found.is_none() {
        here?;
    }
    let to = DefectState::parse(says).ok_or_else(|| Fail::at("says", Problem::UnknownWord))?;
    let mut defect = found.ok_or(Problem::NotFound)?;
    let from = defect.state;
    if from == to {
        return Ok(());
    }
    let theirs = matches!(to, DefectState::Confirmed | DefectState::Reopened | DefectState::Disputed);
    if !theirs || !can_follow(from, to) {
        return Err(Fail::from(Problem::StageOrder));
    }
    defect.state = to;
    defect.changed_at = now;
    if to.is_running() {
        defect.due_at = due(defect.severity).due(now);
    }
    let leaf = app.leaf(now, community.id, "defect", leaf_text(&defect));
    app.store
        .write(move |c| {
            async move {
                if !defects::revise(c, &defect, from).await? {
                    return Err(Fail::from(Problem::ChangedMeanwhile));
                }
                c.append(leaf);
                c.touch(community.id);
                Ok(())
            }
            .boxed()
        })
        .await
}

/// The household of a caller whose community went into another, if it reported a fault of `community`
/// before.
pub(super) async fn came_over(c: &mut Conn, caller: &Caller, community: CommunityId) -> Outcome<Option<HouseholdId>> {
    let Caller::Household { household, .. } = *caller else { return Ok(None) };
    let reported = !defects::of_household(c, community, household).await?.is_empty();
    Ok(reported.then_some(household))
}

/// The faults that the calling household reported at a place that went into its own.
///
/// # Errors
/// The store did not answer.
pub async fn left_behind(app: &Linli, caller: &Caller) -> Outcome<Vec<Left>> {
    let Caller::Household { household, .. } = *caller else { return Ok(Vec::new()) };
    let mut c = app.store.read().await?;
    Ok(defects::left_behind(&mut c, household).await?)
}

/// The canonical text of a defect's move: no household, no words.
pub fn leaf_text(defect: &Defect) -> String {
    serde_json::json!({
        "defect": defect.id.to_string(),
        "work": defect.work_id.to_string(),
        "state": defect.state.as_str(),
        "severity": defect.severity.as_str(),
        "due": defect.due_at.0,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn defect(state: DefectState) -> Defect {
        Defect {
            id: DefectId(Uuid::nil()),
            community_id: CommunityId(Uuid::nil()),
            work_id: WorkId(Uuid::nil()),
            household_id: None,
            text: String::new(),
            state,
            severity: Severity::Ordinary,
            due_at: Moment(5),
            note: String::new(),
            created_at: Moment(0),
            changed_at: Moment(0),
        }
    }

    fn step(to: &str, note: &str) -> Step {
        Step { to: to.to_owned(), note: note.to_owned(), ..Step::default() }
    }

    #[test]
    fn whoever_will_not_fix_a_fault_must_say_why() {
        let refused = stepped(defect(DefectState::Reported), &step("wont_fix", "  "), Moment(9));
        assert_eq!(refused, Err(Fail::at("note", Problem::ReasonNeeded)));
        let said = stepped(defect(DefectState::Reported), &step("wont_fix", "为什么"), Moment(9)).unwrap();
        assert_eq!((said.state, said.note.as_str()), (DefectState::WontFix, "为什么"));
    }

    #[test]
    fn staff_can_never_say_that_residents_agree() {
        for to in ["confirmed", "reopened", "disputed", "reported", "gone"] {
            assert!(stepped(defect(DefectState::Fixed), &step(to, "x"), Moment(9)).is_err(), "{to}");
        }
    }

    #[test]
    fn a_more_pressing_fault_is_due_sooner_counted_from_its_report() {
        let urgent = Step { severity: "danger".to_owned(), ..step("assigned", "") };
        let moved = stepped(defect(DefectState::Reported), &urgent, Moment(9)).unwrap();
        assert_eq!(moved.due_at, due(Severity::Danger).due(Moment(0)));
    }
}
