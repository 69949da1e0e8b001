//! Plain rows of single tables, for a promise to change where it is about them.

use super::{Voting, id};
use futures::FutureExt;
use linli::domain::ballot::Ballot;
use linli::domain::defect::{DefectState, Severity};
use linli::domain::feedback::{FeedbackState, Visibility};
use linli::domain::ids::{CommunityId, DefectId, FeedbackId, OnceKey, RatingId, StaffId, UploadId};
use linli::domain::moderation::{Act, Rule};
use linli::domain::moment::Moment;
use linli::domain::rating::Level5;
use linli::store::decisions::Decision;
use linli::store::defects::Defect;
use linli::store::feedback::{self, Feedback};
use linli::store::papers::{Paper, PaperState};
use linli::store::ratings::Rating;
use linli::store::uploads::{Upload, UploadKind};
use linli::store::{Store, StoreError};

/// What one household of a vote says of one of its works.
pub fn rating(it: &Voting, work: usize, household: usize, level: Level5, now: Moment) -> Rating {
    Rating {
        id: RatingId(id((8 << 20) + (work as u128 * 1000) + household as u128)),
        work_id: it.works[work],
        community_id: it.community.id,
        household_id: it.households[household],
        level,
        reason: None,
        text: String::new(),
        created_at: now,
        changed_at: now,
    }
}

/// A fault of one of the works, from a household or found by staff; `n` tells it apart.
pub fn defect(it: &Voting, n: u128, work: usize, household: Option<usize>, due: Moment) -> Defect {
    Defect {
        id: DefectId(id((9 << 20) + n)),
        community_id: it.community.id,
        work_id: it.works[work],
        household_id: household.map(|at| it.households[at]),
        text: "门口的灯一闪一闪".to_owned(),
        state: DefectState::Reported,
        severity: Severity::Ordinary,
        due_at: due,
        note: String::new(),
        created_at: due,
        changed_at: due,
    }
}

/// A paper slip of one household for the first work, waiting; `n` tells it apart.
pub fn slip(it: &Voting, n: u128, household: usize, at: Moment) -> Paper {
    Paper {
        id: id((10 << 20) + n),
        poll_id: it.poll,
        community_id: it.community.id,
        household_id: it.households[household],
        ballot: Ballot::new(vec![it.works[0]], false),
        state: PaperState::Waiting,
        entered_by: StaffId(id(900)),
        entered_at: at,
        received_at: at,
        reason: String::new(),
        once: OnceKey(id((11 << 20) + n)),
    }
}

/// What a moderator did to a feedback that waited; `n` tells it apart.
pub fn decision(about: &Feedback, n: u128, (act, rule): (Act, Option<Rule>), at: Moment) -> Decision {
    Decision {
        id: id((12 << 20) + n),
        community_id: about.community_id,
        feedback_id: about.id,
        staff_id: StaffId(id(900)),
        act,
        rule,
        before_state: FeedbackState::Waiting,
        before_text: about.shown_text.clone(),
        before_visibility: Visibility::Public,
        created_at: at,
        undone_at: None,
    }
}

/// A photo of a community; `n` tells it apart.
pub fn upload(community: CommunityId, n: u128, of: Option<FeedbackId>, now: Moment) -> Upload {
    Upload {
        id: UploadId(id((13 << 20) + n)),
        community_id: community,
        kind: UploadKind::Photo,
        mime: "image/jpeg".to_owned(),
        bytes: 12_345,
        width: 1600,
        height: 1200,
        feedback_id: of,
        position: 0,
        created_at: now,
    }
}

/// Records feedback as it is given.
pub async fn rows(store: &Store, all: &[Feedback]) {
    let all = all.to_vec();
    store
        .write(move |c| {
            async move {
                for one in &all {
                    assert!(feedback::record(c, one).await?);
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}
