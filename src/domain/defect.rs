//! A fault during or after the works, until those who live there say it is gone.
//!
//! For: its states, which may follow which, and when it is due.
//! Must not know: who may move it (`policy`) or who reported it.
//! To add: a state is a word and its row in `can_follow`; the table test must name it.

use crate::domain::calendar::Term;
use crate::domain::feedback::Tile;

crate::words! {
    /// How far a fault is. 'Fixed' is what the contractor says; only 'confirmed' is a success.
    DefectState {
        /// Somebody said so.
        Reported = "reported",
        /// Somebody must fix it by a date.
        Assigned = "assigned",
        /// The contractor says it is done.
        Fixed = "fixed",
        /// Residents say it is done.
        Confirmed = "confirmed",
        /// It is back, or was never gone.
        Reopened = "reopened",
        /// Contractor and residents do not agree.
        Disputed = "disputed",
        /// Will not be done; a reason is given.
        WontFix = "wont_fix",
    }
}

/// Whether `to` may follow `from`.
pub fn can_follow(from: DefectState, to: DefectState) -> bool {
    use DefectState as S;
    let next: &[S] = match from {
        S::Reported => &[S::Assigned, S::WontFix],
        S::Assigned => &[S::Fixed, S::WontFix],
        S::Fixed => &[S::Confirmed, S::Reopened, S::Disputed],
        S::Confirmed => &[S::Reopened],
        S::Reopened => &[S::Assigned, S::Fixed, S::WontFix],
        S::Disputed => &[S::Assigned, S::Fixed, S::Confirmed, S::WontFix],
        S::WontFix => &[S::Disputed, S::Reopened],
    };
    next.contains(&to)
}

impl DefectState {
    /// Whether somebody still has to do something to the fault.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Reported | Self::Assigned | Self::Reopened | Self::Disputed)
    }
}

crate::words! {
    /// How pressing a fault is.
    Severity {
        /// People may be hurt: make safe at once.
        Danger = "danger",
        /// Leak, blocked drain, no power.
        Urgent = "urgent",
        /// Anything else.
        Ordinary = "ordinary",
        /// Needs a new design or materials; an interim notice is due meanwhile.
        Redesign = "redesign",
    }
}

/// Time to fix. Defaults of the field notes, §2.4: no national limit exists, so an operator may
/// set others.
pub const fn due(severity: Severity) -> Term {
    match severity {
        Severity::Danger => Term::Hours(24),
        Severity::Urgent => Term::WorkingDays(3),
        Severity::Ordinary => Term::WorkingDays(7),
        Severity::Redesign => Term::WorkingDays(15),
    }
}

/// Time for residents to look after 'fixed' (field notes, §2.4).
pub const RECHECK: Term = Term::WorkingDays(3);

/// How pressing a fault of this kind is unless somebody says otherwise.
pub const fn severity_of(tile: Tile) -> Severity {
    match tile {
        Tile::Leak | Tile::Pipes => Severity::Urgent,
        _ => Severity::Ordinary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_moves_only_along_its_table() {
        let table = "reported>assigned reported>wont_fix assigned>fixed assigned>wont_fix \
            fixed>confirmed fixed>reopened fixed>disputed confirmed>reopened reopened>assigned \
            reopened>fixed reopened>wont_fix disputed>assigned disputed>fixed disputed>confirmed \
            disputed>wont_fix wont_fix>disputed wont_fix>reopened";
        for from in DefectState::ALL {
            for to in DefectState::ALL {
                let listed = table.split_whitespace().any(|row| row == format!("{from}>{to}"));
                assert_eq!(can_follow(*from, *to), listed, "{from} → {to}");
            }
        }
    }

    #[test]
    fn only_the_residents_word_or_a_reason_ends_a_fault() {
        let ended: Vec<_> = DefectState::ALL.iter().filter(|s| !s.is_running()).collect();
        assert_eq!(ended, [&DefectState::Fixed, &DefectState::Confirmed, &DefectState::WontFix]);
    }

    #[test]
    fn more_pressing_faults_are_due_sooner() {
        assert_eq!(due(Severity::Danger), Term::Hours(24));
        let days = [Severity::Urgent, Severity::Ordinary, Severity::Redesign].map(due);
        assert_eq!(days, [3, 7, 15].map(Term::WorkingDays));
        assert_eq!(severity_of(Tile::Leak), Severity::Urgent);
        assert_eq!(severity_of(Tile::Pipes), Severity::Urgent);
        assert_eq!(severity_of(Tile::Lights), Severity::Ordinary);
    }
}
