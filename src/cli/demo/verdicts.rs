//! Ratings and defects of the plan as rows.
//!
//! For: [`judged`], the rows of one unit of work.
//! Must not know: order and time of the units (`fill`).
//! To add: a row's leaf stands beside it.

use crate::cli::demo::judged::{Faulty, Judged};
use crate::cli::demo::plan::Plan;
use crate::cli::demo::rows::{derived, gather};
use crate::domain::ids::{CommunityId, LeafId};
use crate::domain::rating::Reason;
use crate::service::defects::leaf_text;
use crate::service::ratings::commitment;
use crate::service::{Linli, Outcome};
use crate::store::Conn;
use crate::store::defects::Defect;
use crate::store::demo::{self, DefectRow, RatingRow};
use crate::store::ratings::Rating;
use crate::store::record::Leaf;

/// Ratings and defects.
#[derive(Debug, Default)]
pub struct Verdicts {
    ratings: Vec<RatingRow>,
    defects: Vec<DefectRow>,
    leaves: Vec<Leaf>,
    touched: Vec<CommunityId>,
}

/// Every rating and defect of the plan, with their leaves.
pub fn judged(app: &Linli, plan: &Plan) -> Verdicts {
    let mut rows = Verdicts::default();
    for site in plan.sites.iter().filter(|site| !site.ratings.is_empty()) {
        let place = site.community.id;
        rows.touched.push(place);
        site.ratings.iter().for_each(|rating| rows.rating(app, place, rating));
        site.defects.iter().for_each(|defect| rows.defect(place, defect));
    }
    rows
}

impl Verdicts {
    fn rating(&mut self, app: &Linli, place: CommunityId, judged: &Judged) {
        let rating = Rating {
            id: judged.id,
            work_id: judged.work,
            community_id: place,
            household_id: judged.household,
            level: judged.level,
            reason: judged.reason,
            text: judged.text.clone(),
            created_at: judged.at,
            changed_at: judged.at,
        };
        let id = LeafId(derived(judged.id.0, "leaf"));
        self.leaves.push(Leaf::new(id, judged.at, place, "rating", commitment(app, &rating)));
        self.ratings.push(RatingRow {
            id: rating.id,
            work_id: rating.work_id,
            community_id: place,
            household_id: rating.household_id,
            level: rating.level.as_str(),
            reason: rating.reason.map(Reason::as_str),
            text: rating.text,
            created_at: rating.created_at,
            changed_at: rating.changed_at,
        });
    }

    fn defect(&mut self, place: CommunityId, faulty: &Faulty) {
        let defect = Defect {
            id: faulty.id,
            community_id: place,
            work_id: faulty.work,
            household_id: Some(faulty.household),
            text: faulty.text.clone(),
            state: faulty.state,
            severity: faulty.severity,
            due_at: faulty.due_at,
            note: faulty.note.to_owned(),
            created_at: faulty.at,
            changed_at: faulty.changed_at,
        };
        let id = LeafId(derived(faulty.id.0, "leaf"));
        self.leaves.push(Leaf::new(id, faulty.changed_at, place, "defect", leaf_text(&defect)));
        self.defects.push(DefectRow {
            id: defect.id,
            community_id: place,
            work_id: defect.work_id,
            household_id: defect.household_id,
            text: defect.text,
            state: defect.state.as_str(),
            severity: defect.severity.as_str(),
            due_at: defect.due_at,
            note: faulty.note,
            created_at: defect.created_at,
            changed_at: defect.changed_at,
        });
    }

    /// Writes them.
    ///
    /// # Errors
    /// The store refused.
    pub async fn write(self, c: &mut Conn) -> Outcome<()> {
        demo::record_ratings(c, &self.ratings).await?;
        demo::record_defects(c, &self.defects).await?;
        gather(c, self.leaves, Vec::new());
        self.touched.into_iter().for_each(|place| c.touch(place));
        Ok(())
    }
}
