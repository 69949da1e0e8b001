//! Promises about what needs an official: each of the five sources rises on `/office` and leaves.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use linli::domain::ids::WorkId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::domain::region::RegionCode;
use linli::domain::work::WorkState;
use linli::store::feedback::Feedback;
use linli::store::{defects, polls, works};

const NOTHING: &str = "现在没有事等您处理";

/// An official of the county, signed in now: sessions of staff do not outlast a moved clock.
async fn official(site: &Site, login: &str) -> Browser {
    site.staff(login, Role::Official, Scope::Region(RegionCode::parse("360102").unwrap())).await
}

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await
}

/// Says that the first work is finished.
async fn finished(site: &Site, it: &Voting) -> WorkId {
    let id = it.works[0];
    let mut work = works::find(&mut site.app.store.read().await.unwrap(), id).await.unwrap().unwrap();
    (work.state, work.finished_at) = (WorkState::Finished, Some(site.app.now()));
    unit!(site.app.store, |c| works::revise(c, &work).await);
    id
}

async fn rates(site: &Site, it: &Voting, n: usize, level: &str) {
    let browser = site.household(it.households[n], it.community.id).await;
    browser.post(&format!("/c/cuiyuan/rate/{}", it.works[0]), &[("level", level)]).await.is(303);
}

/// The page on which a need is dealt with: the link of its line, without the place on the page.
async fn dealt_with(browser: &Browser, front: &Page, place: &str) -> Page {
    let link = front.links().into_iter().find(|to| to.ends_with(place)).expect(place);
    browser.get(link.split('#').next().unwrap()).await
}

promises! {
    async fn an_answer_rises_two_days_before_its_day_and_leaves_when_it_is_given(site: &Site) {
        let it = voting(site).await;
        let now = site.app.now();
        let due = now.plus(3 * DAY);
        sample::rows(&site.app.store, &[Feedback { due_at: due, ..sample::said(it.community.id, 1, now) }]).await;
        official(site, "early").await.get("/office").await.shows(NOTHING);
        site.clock.set(due.plus(-2 * DAY));
        official(site, "soon").await.get("/office").await.shows("去答复").says("三单元楼道灯坏了半个月").hides("逾期").hides("0 户同感");
        site.clock.set(due.plus(DAY));
        let desk = official(site, "late").await;
        let front = desk.get("/office").await;
        front.shows("去答复").says("逾期").hides(NOTHING);
        let far = Scope::Region(RegionCode::parse("360103").unwrap());
        site.staff("far", Role::Official, far).await.get("/office").await.shows(NOTHING).hides("三单元");
        let page = dealt_with(&desk, &front, "#f1").await;
        let form = "/office/cuiyuan/feedback/1/answer";
        desk.submit(&page, form, &[("outcome", "will_do"), ("text", "周五上午来换灯")]).await.is(303);
        desk.get("/office").await.shows(NOTHING).hides("去答复");
    }

    async fn a_poll_short_of_its_quorum_rises_in_its_last_week_and_leaves_with_it(site: &Site) {
        let it = voting(site).await;
        let mut poll = polls::find(&mut site.app.store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        poll.preset = "survey_80".to_owned();
        let closes = poll.closes;
        unit!(site.app.store, |c| polls::revise(c, &poll).await);
        official(site, "early").await.get("/office").await.shows(NOTHING);
        site.clock.set(closes.plus(-6 * DAY));
        let desk = official(site, "soon").await;
        // Four fifths of six are five.
        desk.get("/office").await.shows("还差 5 户到法定人数").says("看缺哪些楼");
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        for (n, flat) in it.households.iter().enumerate().take(5) {
            desk.get("/office").await.shows(&format!("还差 {} 户到法定人数", 5 - n));
            let browser = site.household(*flat, it.community.id).await;
            browser.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        }
        desk.get("/office").await.shows(NOTHING);
    }

    async fn a_poll_that_is_over_no_longer_asks_for_people(site: &Site) {
        let it = voting(site).await;
        let mut poll = polls::find(&mut site.app.store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
        poll.preset = "survey_80".to_owned();
        let closes = poll.closes;
        unit!(site.app.store, |c| polls::revise(c, &poll).await);
        site.clock.set(closes.plus(-1));
        official(site, "last").await.get("/office").await.shows("还差 5 户到法定人数");
        site.clock.set(closes);
        official(site, "over").await.get("/office").await.shows(NOTHING);
    }

    async fn a_work_rises_below_its_threshold_once_five_answered_and_leaves_above_it(site: &Site) {
        let it = voting(site).await;
        finished(site, &it).await;
        let desk = official(site, "guan").await;
        for (n, level) in ["satisfied", "satisfied", "dissatisfied", "dissatisfied"].into_iter().enumerate() {
            rates(site, &it, n, level).await;
        }
        desk.get("/office").await.shows("<table").hides("低于 80%");
        rates(site, &it, 4, "very_satisfied").await;
        desk.get("/office").await.shows("低于 80%").says("楼道照明 60% 满意（5 户）");
        rates(site, &it, 2, "basically_satisfied").await;
        // Four fifths are enough.
        desk.get("/office").await.shows("<table").hides("低于 80%");
    }

    async fn a_fault_rises_with_a_bad_rating_and_leaves_when_it_is_fixed_until_the_household_says_no(site: &Site) {
        let it = voting(site).await;
        let work = finished(site, &it).await;
        let desk = official(site, "guan").await;
        desk.get("/office").await.shows(NOTHING);
        rates(site, &it, 0, "very_dissatisfied").await;
        let front = desk.get("/office").await;
        front.shows("刚报，等派单").says("楼道照明").hides(NOTHING);
        let found = defects::list(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap();
        let form = format!("/defects/{}", found[0].id);
        let page = dealt_with(&desk, &front, "#defects").await;
        desk.submit(&page, &form, &[("to", "assigned")]).await.is(303);
        desk.get("/office").await.shows("已派单，在修");
        let page = desk.get("/office/cuiyuan").await;
        desk.submit(&page, &form, &[("to", "fixed")]).await.is(303);
        desk.get("/office").await.shows(NOTHING);
        let home = site.household(it.households[0], it.community.id).await;
        let repair = format!("/c/cuiyuan/rate/{work}/repair");
        home.post(&repair, &[("says", "reopened")]).await.is(303);
        desk.get("/office").await.shows("住户说还不行");
        let page = desk.get("/office/cuiyuan").await;
        desk.submit(&page, &form, &[("to", "fixed")]).await.is(303);
        home.post(&repair, &[("says", "confirmed")]).await.is(303);
        desk.get("/office").await.shows(NOTHING);
    }

    async fn a_fault_that_is_not_fixed_in_its_time_is_late(site: &Site) {
        let it = voting(site).await;
        finished(site, &it).await;
        rates(site, &it, 0, "dissatisfied").await;
        rates(site, &it, 1, "dissatisfied").await;
        official(site, "early").await.get("/office").await.shows("楼道照明：2 处在修").hides("逾期");
        site.clock.set(site.app.now().plus(60 * DAY));
        official(site, "late").await.get("/office").await.shows("2 处逾期");
    }

    async fn what_households_say_is_wrong_on_the_roll_rises_and_is_late_after_ten_working_days(site: &Site) {
        let it = voting(site).await;
        for flat in [0, 1] {
            let home = site.household(it.households[flat], it.community.id).await;
            home.post("/c/cuiyuan/mine", &[("wants", "owner"), ("text", "去年卖了")]).await.is(303);
        }
        let front = official(site, "early").await.get("/office").await;
        front.shows("2 户说名册上写得不对").says("去核对").hides("逾期").hides(NOTHING);
        // Who may not decide them is not told.
        site.staff("boss", Role::Admin, Scope::Everywhere).await.get("/office").await.hides("名册上写得不对");
        let far = Scope::Region(RegionCode::parse("360103").unwrap());
        site.staff("far", Role::Official, far).await.get("/office").await.hides("名册上写得不对");
        site.clock.set(site.app.now().plus(30 * DAY));
        let desk = official(site, "late").await;
        let front = desk.get("/office").await;
        front.shows("2 户说名册上写得不对，2 户逾期");
        for left in [1, 0] {
            let list = dealt_with(&desk, &front, "/setup/cuiyuan/corrections").await;
            desk.submit(&list, "/refuse", &[("answer", "登记簿上是这样")]).await.is(303);
            let front = desk.get("/office").await;
            if left == 1 {
                front.shows("1 户说名册上写得不对，1 户逾期");
            } else {
                front.hides("名册上写得不对");
            }
        }
    }

    async fn the_desk_counts_what_its_committee_may_decide_on_the_roll(site: &Site) {
        let it = voting(site).await;
        let wang = site.staff("wang.fang", Role::Committee, Scope::Community(it.community.id)).await;
        wang.get("/desk").await.hides("/setup/cuiyuan/corrections");
        let home = site.household(it.households[0], it.community.id).await;
        home.post("/c/cuiyuan/mine", &[("wants", "owner"), ("text", "去年卖了")]).await.is(303);
        let page = wang.get("/desk").await;
        page.shows("核对名册").says("1 户").hides("逾期");
        let to = page.links().into_iter().find(|to| to.ends_with("/corrections")).unwrap();
        wang.get(&to).await.is(200).says("1 栋");
        site.clock.set(site.app.now().plus(30 * DAY));
        let wang = site.staff("li.ping", Role::Committee, Scope::Community(it.community.id)).await;
        wang.get("/desk").await.shows("1 户逾期");
    }
}
