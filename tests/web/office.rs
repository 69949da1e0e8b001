//! Promises about the officials' page of one community.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use futures::FutureExt;
use linli::domain::feedback::{AnswerState, Channel, FeedbackState, Kind, Tile, Visibility};
use linli::domain::ids::{FeedbackId, OnceKey, StaffId, UploadId};
use linli::domain::moment::{DAY, HOUR};
use linli::domain::policy::{Role, Scope};
use linli::store::feedback::{self, Answer, Feedback, Note, NoteKind};
use linli::store::uploads::{self, Upload, UploadKind};
use linli::store::{StoreError, defects, roll};

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "yang-an", 40, site.app.now()).await
}

async fn official(site: &Site) -> Browser {
    site.staff("li.ping", Role::Official, Scope::Everywhere).await
}

/// Records a published feedback of 3 days ago in the first building, as `change` has it.
async fn said(site: &Site, voting: &Voting, serial: i64, change: impl FnOnce(&mut Feedback)) -> FeedbackId {
    let (now, random) = (site.app.now(), &site.app.random);
    let mut c = site.app.store.read().await.unwrap();
    let building = roll::buildings(&mut c, voting.community.id).await.unwrap().remove(0);
    drop(c);
    let id = FeedbackId(random.id(now));
    let mut new = Feedback {
        id,
        community_id: voting.community.id,
        serial,
        tile: Tile::Lights,
        kind: Kind::Repair,
        text: format!("灯坏了 {serial}。"),
        shown_text: format!("灯坏了 {serial}。"),
        lang: "zh".to_owned(),
        building_id: Some(building.id),
        building: building.name,
        channel: Channel::Online,
        visibility: Visibility::Public,
        state: FeedbackState::Published,
        answer_state: AnswerState::Open,
        household_id: None,
        secret_hash: id.0.as_bytes().to_vec(),
        people: 1,
        households: 2,
        created_at: now.plus(-3 * DAY),
        due_at: now.plus(DAY + serial),
        published_at: Some(now.plus(-2 * DAY)),
        answered_at: None,
        once: OnceKey(random.id(now)),
    };
    change(&mut new);
    site.app.store.write(move |c| async move { feedback::record(c, &new).await }.boxed()).await.unwrap();
    id
}

/// Gives a feedback a photo, a recording, a line of its author and an answer.
async fn filled(site: &Site, voting: &Voting, feedback: FeedbackId) -> (UploadId, UploadId) {
    let (now, random, community_id) = (site.app.now(), &site.app.random, voting.community.id);
    let upload = |kind, mime: &str, position| Upload {
        id: UploadId(random.id(now)),
        community_id,
        kind,
        mime: mime.to_owned(),
        bytes: 3,
        width: 64,
        height: 48,
        feedback_id: Some(feedback),
        position,
        created_at: now,
    };
    let photo = upload(UploadKind::Photo, "image/jpeg", 0);
    let recording = upload(UploadKind::Recording, "audio/mp4", 4);
    let ids = (photo.id, recording.id);
    let note = Note {
        id: random.id(now),
        community_id,
        feedback_id: feedback,
        kind: NoteKind::Line,
        text: "晚上八点以后最暗".to_owned(),
        created_at: now.plus(-HOUR),
    };
    let answer = Answer {
        id: random.id(now),
        community_id,
        feedback_id: feedback,
        staff_id: StaffId(sample::id(5)),
        outcome: AnswerState::Answered,
        text: "上次说周五来换".to_owned(),
        created_at: now.plus(-2 * HOUR),
    };
    site.app
        .store
        .write(move |c| {
            async move {
                uploads::record(c, &photo).await?;
                uploads::record(c, &recording).await?;
                feedback::record_note(c, &note).await?;
                feedback::record_answer(c, &answer).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    ids
}

fn answers(page: &Page) -> Vec<String> {
    page.forms().into_iter().map(|form| form.action).filter(|action| action.ends_with("/answer")).collect()
}

promises! {
    async fn an_official_answers_with_everything_in_sight(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 114, |f| f.answer_state = AnswerState::Disputed).await;
        let (photo, recording) = filled(site, &voting, id).await;
        let office = official(site).await;
        let page = office.get("/office/yang-an").await;
        page.shows("YA-114").says("1 栋").says("6 月 12 日").says("2 户 · 1 人同感");
        page.says(&format!("<a href=\"/p/{photo}\"><img ")).says("class=\"thumb\"").says(&format!("/p/{photo}?small=1"));
        page.says("<audio ").says(&format!("/p/{recording}"));
        page.says("晚上八点以后最暗").says("上次说周五来换").says("6 月 15 日 08:00");
        assert!(page.links().contains(&"/c/yang-an/feedback/YA-114".to_owned()), "{:?}", page.links());
        let sent = office.submit(&page, "/feedback/114/answer", &[("outcome", "done"), ("text", "换好了")]).await;
        office.follow(&sent).await.shows("已公布").says("换好了").says("上次说周五来换");
        site.browser().get("/c/yang-an/feedback/YA-114").await.shows("换好了").hides("晚上八点以后最暗");
    }

    async fn what_waits_for_moderation_is_counted_and_cannot_be_answered(site: &Site) {
        let voting = voting(site).await;
        let office = official(site).await;
        office.get("/office/yang-an").await.shows("还没有人提意见");
        let waits = |f: &mut Feedback| (f.state, f.published_at) = (FeedbackState::Waiting, None);
        said(site, &voting, 2, waits).await;
        office.get("/office/yang-an").await.shows("1 条还在审核").hides("还没有人提意见");
        said(site, &voting, 1, |_| ()).await;
        let page = office.get("/office/yang-an").await;
        page.shows("1 条还在审核").says("灯坏了 1。").hides("灯坏了 2。");
        assert!(page.links().contains(&"/desk".to_owned()));
        assert_eq!(answers(&page), ["/office/yang-an/feedback/1/answer"]);
        let sent = [("outcome", "done"), ("text", "换好了")];
        office.post("/office/yang-an/feedback/2/answer", &sent).await.is(404);
        // What needs an official leads there, without the words that nobody has looked at.
        let front = office.get("/office").await;
        front.shows("灯坏了 1。").hides("灯坏了 2。").says("去审核");
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        let page = admin.get("/office/yang-an").await;
        page.shows("1 条还在审核").hides("去审核</a>");
    }

    async fn many_come_in_sheets_and_the_one_meant_is_on_its_own(site: &Site) {
        let voting = voting(site).await;
        for serial in 1..=45 {
            let done = serial > 42;
            said(site, &voting, serial, |f| {
                if done {
                    f.answer_state = AnswerState::Done;
                    f.answered_at = Some(f.created_at);
                }
            })
            .await;
        }
        let office = official(site).await;
        let first = office.get("/office/yang-an").await;
        assert_eq!(answers(&first).len(), 20);
        first.shows("灯坏了 1。").says("灯坏了 20。").hides("灯坏了 21。").says("42 条等答复").says("第 1 页，共 3 页");
        assert!(first.links().contains(&"/office/yang-an?page=2#feedback".to_owned()));
        office.get("/office/yang-an?page=2").await.shows("灯坏了 21。").says("灯坏了 40。").hides("灯坏了 41。");
        let last = office.get("/office/yang-an?page=3").await;
        last.shows("灯坏了 42。").says("灯坏了 45。").says("已经答复的 3 条").hides("后面的");
        office.get("/office/yang-an?page=99").await.shows("灯坏了 45。");
        office.get("/office/yang-an?f=33").await.shows("灯坏了 33。").says("第 2 页");
        // A form that comes back stands on the sheet of its feedback.
        let sent = [("outcome", "done"), ("text", "")];
        office.post("/office/yang-an/feedback/41/answer", &sent).await.is(422).says("灯坏了 41。").says("请写答复");
    }

    async fn what_is_only_for_those_who_handle_it_is_seen_by_them_alone(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, |f| f.visibility = Visibility::Handlers).await;
        let open = said(site, &voting, 2, |_| ()).await;
        filled(site, &voting, id).await;
        let (_, recording) = filled(site, &voting, open).await;
        official(site).await.get("/office/yang-an").await.shows("灯坏了 1。").says("只给处理的人看");
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        let page = admin.get("/office/yang-an").await;
        page.shows("灯坏了 2。").hides("灯坏了 1。").hides("晚上八点以后最暗").hides(&recording.to_string());
        assert_eq!(answers(&page), Vec::<String>::new());
        admin.get("/office").await.shows("灯坏了 2。").hides("灯坏了 1。");
    }

    async fn who_reported_a_fault_and_in_which_words_is_only_for_those_who_see_to_repairs(site: &Site) {
        let voting = voting(site).await;
        let (id, now) = (voting.community.id, site.app.now());
        let fault = sample::defect(&voting, 1, 0, Some(4), now.plus(DAY));
        let photo = sample::upload(id, 1, None, now);
        let (file, place) = (photo.id, (fault.id, id));
        unit!(site.app.store, |c| {
            defects::record(c, &fault).await?;
            uploads::record(c, &photo).await?;
            defects::record_file(c, file, place, 0).await
        });
        let said = ["门口的灯一闪一闪", "1 栋 301", &format!("/p/{file}")].map(str::to_owned);
        let page = official(site).await.get("/office/yang-an").await;
        for words in &said {
            page.shows(words);
        }
        let admin = site.staff("boss", Role::Admin, Scope::Everywhere).await;
        let page = admin.get("/office/yang-an").await;
        page.shows("楼道照明").says("刚报，等派单");
        for words in &said {
            page.hides(words);
        }
    }

    async fn an_answer_that_comes_back_keeps_its_opening_and_says_so_above_all(site: &Site) {
        let voting = voting(site).await;
        said(site, &voting, 7, |_| ()).await;
        let office = official(site).await;
        let page = office.get("/office/yang-an").await;
        let picked = [("outcome", "done"), ("opening", "让您久等了，抱歉。"), ("text", "")];
        let back = office.submit(&page, "/feedback/7/answer", &picked).await;
        back.is(422).says("没有发出去");
        assert!(back.links().contains(&"#f7".to_owned()), "{:?}", back.links());
        let kept = back.form("/feedback/7/answer").fields;
        assert!(kept.contains(&("opening".to_owned(), "让您久等了，抱歉。".to_owned())), "{kept:?}");
        let sent = office.submit(&back, "/feedback/7/answer", &[("text", "灯换好了")]).await;
        office.follow(&sent).await.shows("让您久等了，抱歉。灯换好了");
    }

    async fn an_outcome_is_chosen_and_what_is_missing_is_called_by_its_name(site: &Site) {
        let voting = voting(site).await;
        said(site, &voting, 7, |_| ()).await;
        let office = official(site).await;
        let page = office.get("/office/yang-an").await;
        page.shows("<option value=\"\" selected>请选一个");
        let back = office.submit(&page, "/feedback/7/answer", &[("text", "灯换好了")]).await;
        back.is(422).says("没有发出去。 请选办得怎样。").says("灯换好了").hides("请写答复").hides("已公布");
        let empty = office.submit(&page, "/feedback/7/answer", &[]).await;
        empty.is(422).says("请选办得怎样。请写答复。").hides("这里还没有填");
        office.submit(&back, "/feedback/7/answer", &[("outcome", "done"), ("text", "灯换好了")]).await.is(303);
    }

    async fn after_an_answer_the_next_one_that_waits_is_open_under_the_good_news(site: &Site) {
        let voting = voting(site).await;
        for serial in 1..=3 {
            said(site, &voting, serial, |_| ()).await;
        }
        let office = official(site).await;
        let unfolded = |page: &Page| page.body.matches("<details open").count();
        let front = office.get("/office").await;
        let wanted = front.links().into_iter().find(|to| to.ends_with("#f2")).unwrap();
        let page = office.get(wanted.split('#').next().unwrap()).await;
        assert_eq!(unfolded(&page), 1);
        let (_, second) = page.body.split_once("id=\"f2\"").unwrap();
        assert!(second.split("id=\"f3\"").next().unwrap().contains("<details open"));
        let words = [("outcome", "done"), ("text", "换好了")];
        let sent = office.submit(&page, "/feedback/2/answer", &words).await;
        assert!(sent.to().ends_with("#answered"), "{}", sent.to());
        let next = office.follow(&sent).await;
        next.shows("YA-2 的答复已公布");
        assert_eq!(unfolded(&next), 1);
        let (_, below) = next.body.split_once("id=\"answered\"").unwrap();
        let (first, _) = below.split_once("id=\"f3\"").unwrap();
        assert!(first.contains("id=\"f1\"") && first.contains("<details open"), "{first}");
        office.submit(&next, "/feedback/1/answer", &words).await.is(303);
        let last = office.submit(&next, "/feedback/3/answer", &words).await;
        office.follow(&last).await.shows("YA-3 的答复已公布").says("没有等答复的了");
    }

    async fn a_repair_handed_on_says_so_beside_it(site: &Site) {
        let voting = voting(site).await;
        let fault = sample::defect(&voting, 1, 0, Some(4), site.app.now().plus(DAY));
        let id = fault.id;
        unit!(site.app.store, |c| defects::record(c, &fault).await);
        let office = official(site).await;
        let page = office.get("/office/yang-an").await;
        let form = format!("/defects/{id}");
        let sent = office.submit(&page, &form, &[("to", "assigned")]).await;
        assert!(sent.to().ends_with(&format!("#d{id}")), "{}", sent.to());
        let page = office.follow(&sent).await;
        page.shows("已派单：1 栋 301。").hides("已公布");
        let (_, beside) = page.body.split_once(&format!("id=\"d{id}\"")).unwrap();
        assert!(beside.split("</li>").next().unwrap().contains("已派单：1 栋 301"));
        let back = office.submit(&page, &form, &[("to", "wont_fix"), ("note", "")]).await;
        back.is(422).says("请写明原因");
        assert!(back.links().contains(&format!("#d{id}")), "{:?}", back.links());
    }

    async fn a_settled_matter_says_that_it_is_settled(site: &Site) {
        let voting = voting(site).await;
        said(site, &voting, 1, |f| (f.answer_state, f.answered_at) = (AnswerState::Done, Some(f.created_at))).await;
        let sent = [("outcome", "declined"), ("text", "不做了")];
        let back = official(site).await.post("/office/yang-an/feedback/1/answer", &sent).await;
        back.is(422).says("这件事已经有结果").says("不做了").hides("阶段不能这样跳");
    }
}
