//! Promises about the committee's desk: moderation and paper.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use futures::FutureExt;
use linli::domain::feedback::{AnswerState, Channel, FeedbackState, Kind, Tile, Visibility};
use linli::domain::ids::{FeedbackId, OnceKey};
use linli::domain::moderation::Act;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::store::feedback::{self, Feedback};
use linli::store::{StoreError, ballots, decisions, record};

async fn said(site: &Site, voting: &Voting, serial: i64, text: &str) -> FeedbackId {
    let (now, random) = (site.app.now(), &site.app.random);
    let id = FeedbackId(random.id(now));
    let (shown_text, _) = linli::domain::mask::mask(text);
    let new = Feedback {
        id,
        community_id: voting.community.id,
        serial,
        tile: Tile::Lights,
        kind: Kind::Repair,
        text: text.to_owned(),
        shown_text,
        lang: "zh".to_owned(),
        building_id: None,
        building: String::new(),
        channel: Channel::Online,
        visibility: Visibility::Public,
        state: FeedbackState::Waiting,
        answer_state: AnswerState::Open,
        household_id: None,
        secret_hash: id.0.as_bytes().to_vec(),
        people: 1,
        households: 0,
        created_at: now.plus(serial),
        due_at: now.plus(DAY),
        published_at: None,
        answered_at: None,
        once: OnceKey(random.id(now)),
    };
    site.app.store.write(move |c| async move { feedback::record(c, &new).await }.boxed()).await.unwrap();
    id
}

async fn stored(site: &Site, id: FeedbackId) -> Feedback {
    feedback::find(&mut site.app.store.read().await.unwrap(), id).await.unwrap().unwrap()
}

async fn committee(site: &Site, login: &str, voting: &Voting) -> Browser {
    site.staff(login, Role::Committee, Scope::Community(voting.community.id)).await
}

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await
}

fn undo_path(page: &Page) -> String {
    page.forms().into_iter().map(|form| form.action).find(|action| action.ends_with("/undo")).expect("an undo")
}

promises! {
    async fn the_queue_shows_one_masked_card_at_a_time_and_publishes_with_one_post(site: &Site) {
        let voting = voting(site).await;
        let first = said(site, &voting, 1, "灯坏了，找 13800138000").await;
        said(site, &voting, 2, "第二条").await;
        let desk = committee(site, "wang", &voting).await;
        let page = desk.get("/desk").await;
        page.shows("还有 2 条").says("灯坏了").hides("13800138000").hides("第二条").says("手机号已遮挡");
        let sent = desk.submit(&page, &format!("/desk/feedback/{first}"), &[("act", "publish")]).await;
        let next = desk.follow(&sent).await;
        next.shows("第二条").says("CU-1").says("撤销").says("还有 1 条");
        assert_eq!(stored(site, first).await.state, FeedbackState::Published);
        desk.post(&undo_path(&next), &[]).await.is(303);
        assert_eq!(stored(site, first).await.state, FeedbackState::Waiting);
        assert_eq!(stored(site, first).await.published_at, None);
        let leaves = record::list(&mut site.app.store.read().await.unwrap(), voting.community.id, "decision").await.unwrap();
        assert_eq!(leaves.len(), 2);
    }

    async fn hiding_needs_a_rule_and_the_public_log_names_it_without_the_words(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "骂人的话").await;
        let desk = committee(site, "wang", &voting).await;
        let path = format!("/desk/feedback/{id}");
        let page = desk.get("/desk").await;
        desk.submit(&page, &path, &[("act", "hide")]).await.is(422).says("请选按哪一条规则隐藏");
        desk.submit(&page, &path, &[("rule", "insult")]).await.is(303);
        assert_eq!(stored(site, id).await.state, FeedbackState::Hidden);
        let log = site.browser().get("/c/cuiyuan/log").await;
        log.shows("辱骂他人").says("CU-1").hides("骂人的话").hides("wang");
        let shown_again = desk.get(&path).await;
        desk.submit(&shown_again, &path, &[("act", "publish")]).await.is(303);
        site.browser().get("/c/cuiyuan/log").await.shows("重新公开");
    }

    async fn a_moderator_covers_words_but_cannot_write_others(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "三栋老王说灯坏了").await;
        let desk = committee(site, "wang", &voting).await;
        let path = format!("/desk/feedback/{id}");
        let page = desk.get(&format!("{path}?mask=1")).await;
        let wrong = [("act", "mask"), ("text", "三栋老王说灯很好")];
        desk.submit(&page, &path, &wrong).await.is(422).says("只能遮住").says("三栋老王说灯很好");
        desk.submit(&page, &path, &[("act", "mask"), ("text", "三栋**说灯坏了")]).await.is(303);
        let now = stored(site, id).await;
        assert_eq!((now.shown_text.as_str(), now.state), ("三栋████说灯坏了", FeedbackState::Published));
        assert_eq!(now.text, "三栋老王说灯坏了");
    }

    async fn what_changed_meanwhile_is_told_and_not_overwritten(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "灯坏了").await;
        let (one, two) = (committee(site, "wang", &voting).await, committee(site, "zhang", &voting).await);
        let path = format!("/desk/feedback/{id}");
        let (first, second) = (one.get("/desk").await, two.get("/desk").await);
        one.submit(&first, &path, &[("act", "pass_on")]).await.is(303);
        two.submit(&second, &path, &[("act", "publish")]).await.is(409).says("刚才有人改过");
        let now = stored(site, id).await;
        assert_eq!((now.state, now.visibility), (FeedbackState::Published, Visibility::Handlers));
    }

    async fn undoing_ends_after_a_day_and_with_the_next_decision(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "灯坏了").await;
        let desk = committee(site, "wang", &voting).await;
        let path = format!("/desk/feedback/{id}");
        let page = desk.get("/desk").await;
        let sent = desk.submit(&page, &path, &[("act", "publish")]).await;
        let undo = undo_path(&desk.follow(&sent).await);
        let page = desk.get(&path).await;
        let sent = desk.submit(&page, &path, &[("rule", "advert")]).await;
        let later = undo_path(&desk.follow(&sent).await);
        desk.post(&undo, &[]).await.is(409);
        site.clock.set(site.app.now().plus(DAY));
        let desk = committee(site, "zhang", &voting).await;
        desk.post(&later, &[]).await.is(409).says("24 小时");
        assert_eq!(stored(site, id).await.state, FeedbackState::Hidden);
    }

    async fn decisions_elsewhere_however_many_never_hide_the_own_ones(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "灯坏了").await;
        let desk = committee(site, "wang", &voting).await;
        let page = desk.get("/desk").await;
        desk.submit(&page, &format!("/desk/feedback/{id}"), &[("act", "publish")]).await.is(303);
        let later = site.app.now().plus(1_000);
        let there = sample::elsewhere(&site.app.store, "beihu", later).await;
        let other = sample::said(there.id, 1, later);
        sample::rows(&site.app.store, std::slice::from_ref(&other)).await;
        let many: Vec<_> = (0..201).map(|n| sample::decision(&other, n, (Act::Publish, None), later)).collect();
        unit!(site.app.store, |c| {
            for one in &many {
                decisions::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        site.clock.set(later);
        let recent = desk.get("/desk/recent").await;
        recent.shows("CU-1").hides("skip=");
        let city = site.staff("shi", Role::Official, Scope::Everywhere).await;
        city.get("/desk/recent").await.shows("/desk/recent?skip=200").hides("CU-1");
        city.get("/desk/recent?skip=200").await.shows("CU-1").hides("skip=400");
        desk.post(&undo_path(&recent), &[]).await.is(303);
        assert_eq!(stored(site, id).await.state, FeedbackState::Waiting);
    }

    async fn the_public_log_can_be_read_back_to_its_first_line(site: &Site) {
        let there = sample::elsewhere(&site.app.store, "beihu", site.app.now()).await;
        let one = sample::said(there.id, 1, site.app.now());
        sample::rows(&site.app.store, std::slice::from_ref(&one)).await;
        let many: Vec<_> = (0..61)
            .map(|n: i64| sample::decision(&one, n.try_into().unwrap(), (Act::Publish, None), site.app.now().plus(n * 60_000)))
            .collect();
        unit!(site.app.store, |c| {
            for one in &many {
                decisions::record(c, one).await?;
            }
            Ok::<_, StoreError>(())
        });
        let browser = site.browser();
        let first = browser.get("/c/beihu/log").await;
        first.shows("6 月 15 日 11:00").hides("6 月 15 日 10:00");
        assert!(first.links().contains(&"/c/beihu/log?page=2".to_owned()), "{:?}", first.links());
        let last = browser.get("/c/beihu/log?page=2").await;
        last.shows("6 月 15 日 10:00").hides("6 月 15 日 11:00").hides("page=3");
        assert!(last.links().contains(&"/c/beihu/log".to_owned()), "{:?}", last.links());
    }

    async fn a_committee_elsewhere_sees_and_moves_nothing(site: &Site) {
        let voting = voting(site).await;
        let id = said(site, &voting, 1, "灯坏了").await;
        let other = sample::voting(&site.app.store, "elsewhere", 20, site.app.now()).await;
        let desk = committee(site, "far", &other).await;
        desk.get("/desk").await.shows("都处理完了").hides("灯坏了");
        desk.get(&format!("/desk/feedback/{id}")).await.is(403);
        desk.post(&format!("/desk/feedback/{id}"), &[("act", "publish"), ("seen", "x")]).await.is(403);
        let flat = voting.households[0];
        desk.get(&format!("/desk/paper/{}/{flat}", voting.poll)).await.is(403);
        desk.get("/desk/doors/cuiyuan").await.is(403);
    }

    async fn a_slip_counts_only_after_a_second_person(site: &Site) {
        let voting = voting(site).await;
        let (one, two) = (committee(site, "wang", &voting).await, committee(site, "zhang", &voting).await);
        let flat = voting.households[0];
        let path = format!("/desk/paper/{}/{flat}", voting.poll);
        let slip = one.get(&path).await;
        let work = voting.works[1].to_string();
        one.submit(&slip, &path, &[]).await.is(422).says("空白票」").hides("拍一张");
        let first = one.submit(&slip, &path, &[("choice", &work)]).await;
        first.is(303);
        one.submit(&slip, &path, &[("choice", &work)]).await.is(303);
        let again = two.get(&path).await;
        two.submit(&again, &path, &[("choice", &work)]).await.is(409).says("已经有一张票在等核对");
        assert_eq!(voted(site, &voting).await, 0);
        one.get("/desk/paper/check").await.shows("还有 1 张在等别人核对");
        let list = two.get("/desk/paper/check").await;
        let confirm = list.forms().into_iter().map(|form| form.action);
        let confirm = confirm.filter(|a| a.contains("/check/")).find(|a| !a.ends_with("/reject")).unwrap();
        one.post(&confirm, &[]).await.is(403).says("另一位");
        two.submit(&list, &confirm, &[("choice", &work)]).await.is(303);
        assert_eq!(voted(site, &voting).await, 1);
        two.post(&confirm, &[]).await.is(409);
        let flat = voting.households[0].to_string();
        let doors = two.get("/desk/doors/cuiyuan").await;
        doors.shows("40 户里有 1 户投了").says("✓").hides(&flat);
        let to = doors.links().into_iter().find(|to| to.starts_with("#b")).expect("a way to a building");
        doors.says(&format!("id=\"{}\"", to.trim_start_matches('#')));
        assert!(doors.links().contains(&"/desk/doors/cuiyuan?only=missing".to_owned()), "{:?}", doors.links());
        let missing = two.get("/desk/doors/cuiyuan?only=missing").await;
        missing.shows("40 户里有 1 户投了").hides("✓").says(&voting.households[1].to_string());
    }

    async fn a_slip_that_differs_goes_back_with_a_reason(site: &Site) {
        let voting = voting(site).await;
        let (one, two) = (committee(site, "wang", &voting).await, committee(site, "zhang", &voting).await);
        let path = format!("/desk/paper/{}/{}", voting.poll, voting.households[3]);
        let slip = one.get(&path).await;
        one.submit(&slip, &path, &[("blank", "1")]).await.is(303);
        let list = two.get("/desk/paper/check").await;
        two.submit(&list, "/reject", &[]).await.is(422).says("请写明哪里和票不一样").hides("居民会看到");
        two.submit(&list, "/reject", &[("reason", "第 2 项勾了")]).await.is(303);
        one.get("/desk/paper/check").await.shows("第 2 项勾了").says("重新录入");
        assert_eq!(voted(site, &voting).await, 0);
        let again = one.get(&path).await;
        one.submit(&again, &path, &[("choice", &voting.works[1].to_string())]).await.is(303);
    }

    async fn paper_after_the_close_is_not_taken(site: &Site) {
        let voting = voting(site).await;
        site.clock.set(site.app.now().plus(11 * DAY));
        let desk = committee(site, "wang", &voting).await;
        desk.get("/desk/paper").await.shows("没有正在进行的投票");
        desk.get(&format!("/desk/paper/{}/{}", voting.poll, voting.households[0])).await.is(409);
    }

    async fn a_slip_is_found_by_building_and_room(site: &Site) {
        let voting = voting(site).await;
        let desk = committee(site, "wang", &voting).await;
        let page = desk.get("/desk/paper").await;
        desk.submit(&page, "/desk/paper", &[("building", "")]).await.is(422);
        let unknown = desk.submit(&page, "/desk/paper", &[("building", "1"), ("room", "9999")]).await;
        unknown.is(422).says("9999").says("名册");
        let wrong = desk.submit(&page, "/desk/paper", &[("code", "0000-0000-0000")]).await;
        wrong.is(422).says("这个小区没有这个码").hides("补一张");
    }
}

async fn voted(site: &Site, voting: &Voting) -> i64 {
    ballots::turnout(&mut site.app.store.read().await.unwrap(), voting.poll).await.unwrap().households
}
