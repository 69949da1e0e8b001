//! The renovation of one community and the stages it goes through.
//!
//! For: which stage may follow which, and who pays.
//! Must not know: who may move a stage (`policy`), or dates.
//! To add: a stage needs its word and its place in `Stage::LINE`.

crate::words! {
    /// Where a project stands.
    Stage {
        /// Put forward.
        Proposed = "proposed",
        /// Opinions are heard.
        Consulting = "consulting",
        /// A poll decides what comes first.
        Voting = "voting",
        /// The plan stands.
        Approved = "approved",
        /// Works run.
        Building = "building",
        /// Works are done; rating is open.
        Finished = "finished",
        /// Taken over.
        Accepted = "accepted",
        /// Warranty and long-term management.
        InCare = "in_care",
        /// Stopped for a time.
        Paused = "paused",
        /// The residents or the office said no.
        Refused = "refused",
        /// Taken back by those who put it forward.
        Withdrawn = "withdrawn",
    }
}

impl Stage {
    /// The way of a project that is never stopped.
    pub const LINE: [Self; 8] = [
        Self::Proposed,
        Self::Consulting,
        Self::Voting,
        Self::Approved,
        Self::Building,
        Self::Finished,
        Self::Accepted,
        Self::InCare,
    ];

    /// Whether the stage is one of the line, not a stop.
    pub fn is_running(self) -> bool {
        Self::LINE.contains(&self)
    }

    /// Whether the renovation will not be.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }

    /// The next stage of the line.
    pub fn next(self) -> Option<Self> {
        let at = Self::LINE.iter().position(|stage| *stage == self)?;
        Self::LINE.get(at.checked_add(1)?).copied()
    }
}

/// Whether `to` may follow `from`. `before_pause` is the stage that a paused project left.
///
/// One step forward along the line; a stop from any running stage; from a pause only back to
/// the stage it left; a refused or withdrawn project may be put forward anew.
pub fn can_follow(from: Stage, to: Stage, before_pause: Option<Stage>) -> bool {
    match from {
        Stage::Paused => to.is_running() && before_pause == Some(to),
        Stage::Refused | Stage::Withdrawn => to == Stage::Proposed,
        _ => !to.is_running() || from.next() == Some(to),
    }
}

crate::words! {
    /// Who pays: the five sources of renovation money (Jiangxi plan 2021–2025).
    FundingSource {
        /// 中央补助资金
        Central = "central",
        /// 地方财政
        Local = "local",
        /// Units: pipe and line companies, former owners.
        Units = "units",
        /// 居民出资
        Residents = "residents",
        /// 市场: firms and banks.
        Market = "market",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STOPS: [Stage; 3] = [Stage::Paused, Stage::Refused, Stage::Withdrawn];

    #[test]
    fn the_line_is_walked_one_step_at_a_time() {
        for (i, from) in Stage::LINE.iter().enumerate() {
            for (j, to) in Stage::LINE.iter().enumerate() {
                assert_eq!(can_follow(*from, *to, None), j == i + 1, "{from} → {to}");
            }
        }
    }

    #[test]
    fn every_running_stage_can_be_stopped() {
        for from in Stage::LINE {
            for to in STOPS {
                assert!(can_follow(from, to, None), "{from} → {to}");
            }
        }
    }

    #[test]
    fn a_pause_leads_back_to_where_it_began_and_nowhere_else() {
        for before in Stage::LINE {
            for to in Stage::ALL {
                assert_eq!(can_follow(Stage::Paused, *to, Some(before)), *to == before);
                assert!(!can_follow(Stage::Paused, *to, None));
            }
        }
        assert!(!can_follow(Stage::Paused, Stage::Refused, Some(Stage::Refused)));
    }

    #[test]
    fn a_no_can_be_reopened_only_from_the_start() {
        for from in [Stage::Refused, Stage::Withdrawn] {
            for to in Stage::ALL {
                assert_eq!(can_follow(from, *to, Some(Stage::Building)), *to == Stage::Proposed);
            }
        }
    }

    #[test]
    fn every_word_reads_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Some(*stage));
        }
        assert_eq!(FundingSource::ALL.len(), 5);
        assert_eq!(Stage::parse("PROPOSED"), None);
    }
}
