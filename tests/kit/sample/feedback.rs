//! A community where people have said things.

use super::{Voting, id};
use futures::FutureExt;
use linli::domain::feedback::{AnswerState, Channel, FeedbackState, Kind, Tile, Visibility};
use linli::domain::ids::{CommunityId, FeedbackId, OnceKey};
use linli::domain::moment::{DAY, HOUR, Moment};
use linli::store::feedback::{self, Feedback};
use linli::store::{Store, StoreError};

const SAID: [&str; 5] = [
    "三单元楼道灯坏了半个月，晚上老人上下楼看不清台阶，希望尽快换成声控灯",
    "雨棚漏水，下雨天水直接滴到一楼门口，地面湿滑摔过人",
    "停车位太少，消防通道经常被占，救护车进不来",
    "下水道每到夏天就返味，一楼住户不敢开窗",
    "希望在小广场装几条长椅，老人走累了可以坐坐",
];

/// A published feedback that everybody may see, with its running number from 1.
pub fn said(community: CommunityId, serial: i64, now: Moment) -> Feedback {
    let n = serial as usize - 1;
    let own = id(((community.0.as_u128() & 0xffff_ffff_ffff) << 24) + (7 << 20) + n as u128);
    Feedback {
        id: FeedbackId(own),
        community_id: community,
        serial,
        tile: Tile::ALL[n % Tile::ALL.len()],
        kind: Kind::ALL[n % Kind::ALL.len()],
        text: SAID[n % SAID.len()].to_owned(),
        shown_text: SAID[n % SAID.len()].to_owned(),
        lang: "zh".to_owned(),
        building_id: None,
        building: String::new(),
        channel: Channel::Online,
        visibility: Visibility::Public,
        state: FeedbackState::Published,
        answer_state: AnswerState::Open,
        household_id: None,
        secret_hash: own.as_bytes().repeat(2),
        people: (n % 17) as i64 + 1,
        households: (n % 11) as i64,
        created_at: now.plus(-(n as i64) * HOUR),
        due_at: now.plus(5 * DAY),
        published_at: Some(now),
        answered_at: None,
        once: OnceKey(own),
    }
}

/// `many` published feedback in the community of a vote.
pub async fn feedback(store: &Store, voting: &Voting, many: usize, now: Moment) {
    let community = voting.community.id;
    let said: Vec<Feedback> = (0..many).map(|n| said(community, n as i64 + 1, now)).collect();
    store
        .write(move |c| {
            async move {
                for one in &said {
                    assert!(feedback::record(c, one).await?);
                }
                c.touch(community);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}
