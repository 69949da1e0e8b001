//! Promises about projects, their windows and money, and the programmes of regions.

use crate::kit::{sample, start};
use crate::{promises, unit};
use linli::domain::ids::{CommunityId, PhaseId, ProjectId};
use linli::domain::moment::DAY;
use linli::domain::phase::{Phase, PhaseKind};
use linli::domain::project::{FundingSource, Stage};
use linli::domain::region::RegionCode;
use linli::store::programmes::{self, Programme};
use linli::store::projects::{self, FundingLine, PhaseRow, Project};
use linli::store::{Store, StoreError};

fn programme(region: &str, year: i64, planned: Option<i64>) -> Programme {
    Programme {
        region: region.to_owned(),
        year,
        planned,
        started: None,
        completed: Some(3),
        households: None,
        households_refer_to: String::new(),
        as_of: "2026-06-30".to_owned(),
        source: "https://example.org".to_owned(),
    }
}

promises! {
    async fn a_project_keeps_what_is_revised_and_only_its_own(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let other = sample::voting(store, "beihu", 2, start()).await;
        let find = async |community| projects::find(&mut store.read().await.unwrap(), community).await.unwrap();
        let (mine, theirs) = (find(it.community.id).await.unwrap(), find(other.community.id).await.unwrap());
        assert_eq!((mine.id, mine.stage, mine.programme_year), (it.project, Stage::Voting, Some(2026)));
        let paused = Project {
            programme_year: None,
            stage: Stage::Paused,
            stage_since: start().plus(DAY),
            before_pause: Some(Stage::Voting),
            reason_zh: "资金未到位".to_owned(),
            reason_en: "No money yet".to_owned(),
            satisfied_percent: 75,
            ..mine
        };
        let now = paused.clone();
        unit!(store, |c| projects::revise(c, &now).await);
        assert_eq!(find(it.community.id).await, Some(paused));
        assert_eq!(find(other.community.id).await, Some(theirs));
        assert_eq!(find(CommunityId(sample::id(5))).await, None);
    }

    async fn a_window_of_a_kind_is_moved_and_not_doubled(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let other = sample::voting(store, "beihu", 2, start()).await;
        let (community_id, project_id) = (it.community.id, it.project);
        let row = |n: u128, kind, from: i64, to: i64| {
            let phase = Phase { kind, opens: start().plus(from * DAY), closes: start().plus(to * DAY) };
            PhaseRow { id: PhaseId(sample::id(n)), community_id, project_id, phase }
        };
        let (feedback, again) = (row(70, PhaseKind::Feedback, -30, -20), row(71, PhaseKind::Feedback, -9, 9));
        let rating = row(72, PhaseKind::Rating, 40, 60);
        let beside = PhaseRow {
            id: PhaseId(sample::id(73)),
            community_id: other.community.id,
            project_id: other.project,
            ..rating.clone()
        };
        let all = [feedback.clone(), again.clone(), rating.clone(), beside];
        unit!(store, |c| {
            for one in &all {
                projects::record_phase(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        let found = projects::phases(&mut c, project_id).await.unwrap();
        let kinds: Vec<PhaseKind> = found.iter().map(|row| row.phase.kind).collect();
        assert_eq!(kinds, [PhaseKind::Feedback, PhaseKind::Rating], "by their beginning");
        assert_eq!(found[0], PhaseRow { id: feedback.id, ..again.clone() });
        let phase = projects::phase(&mut c, community_id, PhaseKind::Feedback).await.unwrap();
        assert_eq!(phase, Some(again.phase));
        assert_eq!(projects::phase(&mut c, other.community.id, PhaseKind::Feedback).await.unwrap(), None);
        drop(c);
        unit!(store, |c| projects::remove_phase(c, project_id, PhaseKind::Rating).await);
        let mut c = store.read().await.unwrap();
        assert_eq!(projects::phase(&mut c, community_id, PhaseKind::Rating).await.unwrap(), None);
        assert_eq!(projects::phases(&mut c, project_id).await.unwrap().len(), 1);
        assert_eq!(projects::phases(&mut c, other.project).await.unwrap().len(), 1);
    }

    async fn money_stands_in_the_order_of_its_sources(store: &Store) {
        let it = sample::voting(store, "cuiyuan", 2, start()).await;
        let other = sample::voting(store, "beihu", 2, start()).await;
        let line = |source, planned_fen| FundingLine { source, planned_fen, received_fen: 2, spent_fen: 1 };
        let all = [line(FundingSource::Market, 1), line(FundingSource::Central, 2), line(FundingSource::Market, i64::MAX)];
        let (project, community) = (it.project, it.community.id);
        unit!(store, |c| {
            for one in &all {
                projects::record_funding(c, project, community, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mut c = store.read().await.unwrap();
        assert_eq!(projects::funding(&mut c, project).await.unwrap(), [all[1], all[2]]);
        assert!(projects::funding(&mut c, other.project).await.unwrap().is_empty());
        assert!(projects::funding(&mut c, ProjectId(sample::id(5))).await.unwrap().is_empty());
    }

    async fn a_programme_replaces_what_stood_for_its_region_and_year(store: &Store) {
        sample::regions(store).await;
        let all = [
            programme("3601", 2026, Some(10)),
            programme("3601", 2025, None),
            programme("36", 2026, Some(1_000)),
            Programme { started: Some(4), completed: None, ..programme("3601", 2026, Some(12)) },
        ];
        let given = all.clone();
        unit!(store, |c| {
            for one in &given {
                programmes::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let city = RegionCode::parse("3601").unwrap();
        let found = programmes::list(&mut store.read().await.unwrap(), &city).await.unwrap();
        assert_eq!(found, [all[1].clone(), all[3].clone()], "by year; no sum of what lies below or above");
    }
}
