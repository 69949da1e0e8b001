//! Promises about the file to take along: all that is stored is in it or said to be elsewhere.

use crate::feedback::{flat, open, said};
use crate::kit::sample::{self, Voting};
use crate::proof::letter;
use crate::site::{Browser, Site};
use crate::{promises, unit};
use linli::domain::code::Purpose;
use linli::domain::feedback::{AnswerState, FeedbackState, Visibility};
use linli::domain::ids::{RollId, StaffId};
use linli::domain::moderation::{Act, Rule};
use linli::domain::moment::DAY;
use linli::domain::owner::Paper;
use linli::domain::policy::{Role, Scope};
use linli::domain::privacy::FIELDS;
use linli::domain::rating::{Level5, Reason};
use linli::on;
use linli::service::feedback::supporter;
use linli::service::polls as voting;
use linli::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use linli::store::owners::{self, Proof};
use linli::store::roll::version;
use linli::store::roll_requests::{self, Request};
use linli::store::sessions::Owner;
use linli::store::uploads::Upload;
use linli::store::{Conn, StoreError, decisions, defects, papers, polls, ratings, uploads};
use serde_json::Value;
use std::collections::BTreeSet;

/// Where the file has what a table holds of a household.
const TAKEN: [(&str, &str); 18] = [
    ("household", "/roll"),
    ("roll_was", "/roll_before"),
    ("roll_request", "/requests"),
    ("poll_roll", "/poll_rolls"),
    ("owner_proof", "/owner_seen_all"),
    ("credential", "/letters"),
    ("session", "/phones"),
    ("feedback", "/feedback"),
    ("feedback_note", "/feedback/0/lines"),
    ("upload", "/feedback/0/files"),
    ("decision", "/feedback/0/decisions"),
    ("answer", "/feedback/0/answers"),
    ("support", "/supports"),
    ("ballot", "/votes"),
    ("paper", "/slips"),
    ("rating", "/ratings"),
    ("defect", "/faults"),
    ("defect_file", "/faults/0/files"),
];

/// Tables that hang on a feedback and are another's.
const OF_OTHERS: [&str; 1] = ["follow"];

const SQLITE_TABLES: &str = "
    SELECT DISTINCT t.name
    FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND c.name IN ('household_id', 'feedback_id', 'defect_id')";
const POSTGRES_TABLES: &str = "
    SELECT DISTINCT CAST(table_name AS TEXT)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name IN ('household_id', 'feedback_id', 'defect_id')";

async fn hanging(c: &mut Conn) -> Result<Vec<String>, StoreError> {
    let sql = if c.is_postgres() { POSTGRES_TABLES } else { SQLITE_TABLES };
    on!(c, |db| sqlx::query_scalar(sql).fetch_all(db).await)
}

async fn taken(browser: &Browser) -> Value {
    serde_json::from_str(&browser.get("/own/export").await.is(200).body).unwrap()
}

/// What the first flat said, with a line, a photo, a decision and a reply.
async fn opinion(site: &Site, it: &Voting) -> Feedback {
    let (now, community) = (site.app.now(), it.community.id);
    let own = Feedback { household_id: Some(it.households[0]), ..sample::said(community, 1, now) };
    sample::rows(&site.app.store, std::slice::from_ref(&own)).await;
    let line = Note {
        id: sample::id(61),
        community_id: community,
        feedback_id: own.id,
        kind: NoteKind::Line,
        text: "昨天又坏了".to_owned(),
        created_at: now,
    };
    let reply = Answer {
        id: sample::id(62),
        community_id: community,
        feedback_id: own.id,
        staff_id: StaffId(sample::id(900)),
        outcome: AnswerState::Answered,
        text: "周五来修".to_owned(),
        created_at: now,
    };
    let (photo, act) = (
        sample::upload(community, 1, Some(own.id), now),
        sample::decision(&own, 1, (Act::Mask, Some(Rule::PrivateData)), now),
    );
    let mark = supporter(&site.app, own.id, it.households[0].0);
    let id = own.id;
    unit!(site.app.store, |c| {
        feedback::record_note(c, &line).await?;
        feedback::record_answer(c, &reply).await?;
        uploads::record(c, &photo).await?;
        decisions::record(c, &act).await?;
        feedback::record_support(c, (id, community), mark, true, now).await
    });
    own
}

/// How it judged a work, and a fault with a photo.
async fn judged(site: &Site, it: &Voting) -> Upload {
    let (now, community) = (site.app.now(), it.community.id);
    let rating = ratings::Rating { reason: Some(Reason::Noise), ..sample::rating(it, 0, 0, Level5::Dissatisfied, now) };
    let fault = defects::Defect { note: "等配件".to_owned(), ..sample::defect(it, 1, 0, Some(0), now) };
    let photo = sample::upload(community, 2, None, now);
    let (kept, id) = (photo.clone(), fault.id);
    unit!(site.app.store, |c| {
        ratings::record(c, &rating).await?;
        defects::record(c, &fault).await?;
        uploads::record(c, &photo).await?;
        defects::record_file(c, photo.id, (id, community), 0).await
    });
    kept
}

/// Its entry on the roll: seen, asked about, as it was before; and a slip.
async fn entry(site: &Site, it: &Voting) {
    let (now, community, household) = (site.app.now(), it.community.id, it.households[0]);
    let proof = Proof { id: sample::id(63), community, household, paper: Paper::Court, seen_by: None, seen_at: now };
    let request = Request {
        id: sample::id(64),
        community,
        household,
        wants: "other".to_owned(),
        text: "门牌不对".to_owned(),
        state: "waiting".to_owned(),
        answer: String::new(),
        created_at: now,
        due_at: now.plus(5 * DAY),
    };
    let (roll, slip) = (RollId(sample::id(65)), sample::slip(it, 1, 0, now));
    unit!(site.app.store, |c| {
        owners::record(c, &proof).await?;
        roll_requests::record(c, &request).await?;
        version::record(c, roll, community, ("staged", "csv", "{}"), None, now).await?;
        version::keep(c, roll, &[household]).await?;
        version::switched(c, roll, "{}", now).await?;
        papers::record(c, &slip).await
    });
}

/// A flat of which every table holds something, and its owner.
async fn full(site: &Site) -> (Voting, Browser, Upload) {
    let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
    let mut poll = polls::find(&mut site.app.store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
    poll.preset = "cc278_ordinary".to_owned();
    unit!(site.app.store, |c| polls::revise(c, &poll).await);
    opinion(site, &it).await;
    let photo = judged(site, &it).await;
    letter(site, &it, Purpose::Owner).await;
    let owner = site.signed_in(Owner::Titled(it.households[0], it.community.id)).await;
    entry(site, &it).await;
    owner.post(&format!("/c/cuiyuan/polls/{}/vote", it.poll), &[("w", &it.works[0].to_string())]).await.is(303);
    (it, owner, photo)
}

promises! {
    async fn every_table_with_something_of_a_household_is_in_the_file_it_takes_along(site: &Site) {
        let (_, owner, _) = full(site).await;
        let file = taken(&owner).await;
        for (table, at) in TAKEN {
            let found = file.pointer(at).unwrap_or_else(|| panic!("nothing at {at}: {file}"));
            let holds = found.as_array().map_or_else(|| found.is_object(), |rows| !rows.is_empty());
            assert!(holds, "{table} is not at {at}: {file}");
        }
        let told = |table: &str| FIELDS.iter().any(|field| field.table == table) || table == "defect_file";
        let mut found: BTreeSet<String> = hanging(&mut site.app.store.read().await.unwrap()).await.unwrap().into_iter().collect();
        found.retain(|table| told(table) && !OF_OTHERS.contains(&table.as_str()));
        found.insert("household".to_owned());
        let listed: BTreeSet<String> = TAKEN.iter().map(|(table, _)| (*table).to_owned()).collect();
        assert_eq!(found, listed, "name where the file to take along has it");
    }

    async fn the_file_has_reasons_notes_lines_and_the_links_that_open_photos(site: &Site) {
        let (it, owner, photo) = full(site).await;
        let file = taken(&owner).await;
        assert_eq!(file["ratings"][0]["reason"], "noise");
        assert_eq!(file["faults"][0]["note"], "等配件");
        assert_eq!(file["faults"][0]["files"][0]["link"], format!("/p/{}", photo.id));
        assert_eq!(file["feedback"][0]["lines"][0]["words"], "own_link");
        assert_eq!(file["feedback"][0]["answers"][0]["text"], "周五来修");
        assert!(file["feedback"][0]["files"][0]["link"].as_str().unwrap().starts_with("/p/"));
        assert!(!file.to_string().contains("昨天又坏了"), "a line is for who handles it and for its own link");
        // What is not for everybody is named, and said to be elsewhere.
        let id = sample::said(it.community.id, 1, site.app.now()).id;
        unit!(site.app.store, |c| {
            let before = feedback::find(c, id).await?.unwrap();
            let now = Feedback { visibility: Visibility::Handlers, state: FeedbackState::Waiting, ..before.clone() };
            feedback::revise_moderated(c, &before, &now).await
        });
        let one = taken(&owner).await["feedback"][0].clone();
        assert_eq!((one["text"].is_null(), one["words"].as_str()), (true, Some("own_link")));
        assert_eq!((one["files"][0]["link"].is_null(), one["files"][0]["opens_by"].as_str()), (true, Some("own_link")));
        assert!(one["answers"][0]["text"].is_null());
        assert!(file["not_here"]["own_link"]["zh"].as_str().unwrap().contains("专属链接"));
    }

    async fn one_feedback_is_taken_along_whole_by_its_own_link_and_by_nothing_else(site: &Site) {
        let community = open(site).await;
        let home = site.household(flat(), community.id).await;
        let link = said(&home, "lights", "楼道灯不亮，电话 13812345678").await;
        let page = home.get(&link).await;
        home.submit(&page, "/lines", &[("text", "昨晚又灭了")]).await.is(303);
        let export = format!("{link}/export");
        assert!(home.get(&link).await.links().contains(&export));
        let got = site.browser().get(&export).await;
        assert!(got.is(200).header("content-disposition").contains("cu-1"));
        assert_eq!(got.header("cache-control"), "no-store");
        let file: Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!((file["number"].as_str(), file["state"].as_str()), (Some("CU-1"), Some("waiting")));
        assert!(file["text"].as_str().unwrap().contains("13812345678"));
        assert!(!file["shown_text"].as_str().unwrap().contains("13812345678"));
        assert_eq!(file["lines"][0]["text"], "昨晚又灭了");
        for list in ["files", "decisions", "answers"] {
            assert!(file[list].is_array(), "{list}");
        }
        site.browser().get("/f/00000000000000000000000000000000/export").await.is(404);
    }

    async fn what_a_household_said_where_it_was_before_a_merge_keeps_its_number(site: &Site) {
        let from = sample::voting(&site.app.store, "laoyuan", 4, site.app.now()).await;
        let to = sample::community(&site.app.store, "xinyuan", site.app.now()).await;
        opinion(site, &from).await;
        site.clock.set(site.app.now().plus(20 * DAY));
        voting::close_due(&site.app).await.unwrap();
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        guan.post("/setup/xinyuan/merge", &[("other", "laoyuan")]).await.is(303);
        let home = site.household(from.households[0], to.id).await;
        home.get("/own").await.is(200).shows("LA-1").hides("XI-1");
        let file = taken(&home).await;
        assert_eq!(file["community"], "xinyuan");
        for list in ["feedback", "supports"] {
            let one = &file[list][0];
            assert_eq!((one["community"].as_str(), one["number"].as_str()), (Some("laoyuan"), Some("LA-1")), "{list}");
        }
    }
}
