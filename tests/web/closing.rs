//! Promises about what ends: polls that are called off or over, communities that are closed.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Site};
use crate::{promises, unit};
use linli::domain::ids::PhaseId;
use linli::domain::moment::DAY;
use linli::domain::phase::{Phase, PhaseKind};
use linli::domain::policy::{Role, Scope};
use linli::domain::work::WorkState;
use linli::store::projects::{self, PhaseRow};
use linli::store::{ballots, communities, record, works};

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await
}

async fn official(site: &Site) -> Browser {
    site.staff("guan", Role::Official, Scope::Everywhere).await
}

async fn leaves(site: &Site, it: &Voting, kind: &str) -> Vec<String> {
    let found = record::list(&mut site.app.store.read().await.unwrap(), it.community.id, kind).await.unwrap();
    found.into_iter().map(|(body, _)| body).collect()
}

/// Calls the sample poll off, so that its community can be closed.
async fn cancel(desk: &Browser, it: &Voting) {
    desk.post(&format!("/setup/cuiyuan/polls/{}/cancel", it.poll), &[("reason", "弄错了")]).await.is(303);
}

/// Opens feedback and the rating of the first work, and publishes one feedback.
async fn alive(site: &Site, it: &Voting) {
    let now = site.app.now();
    let phase = Phase { kind: PhaseKind::Feedback, opens: now.plus(-DAY), closes: now.plus(10 * DAY) };
    let id = PhaseId(sample::id(70));
    let row = PhaseRow { id, community_id: it.community.id, project_id: it.project, phase };
    let mut work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
    (work.state, work.finished_at) = (WorkState::Finished, Some(now));
    unit!(site.app.store, |c| {
        projects::record_phase(c, &row).await?;
        works::revise(c, &work).await
    });
    sample::rows(&site.app.store, &[sample::said(it.community.id, 1, now)]).await;
}

promises! {
    async fn a_poll_is_called_off_with_a_reason_that_residents_read(site: &Site) {
        let it = voting(site).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        let home = site.household(it.households[0], it.community.id).await;
        let work = it.works[0].to_string();
        home.post(&format!("{page}/vote"), &[("w", &work)]).await.is(303);
        let committee = site.staff("juwei", Role::Committee, Scope::Everywhere).await;
        let setup = format!("/setup/cuiyuan/polls/{}", it.poll);
        committee.post(&format!("{setup}/cancel"), &[("reason", "不想办了")]).await.is(403);
        let desk = official(site).await;
        let form = desk.get(&setup).await;
        desk.submit(&form, "/cancel", &[("reason", "  ")]).await.is(422).says("请写明原因");
        site.browser().get(&page).await.shows("去投票");
        desk.submit(&form, "/cancel", &[("reason", "预算没有批下来")]).await.is(303);
        site.browser().get(&page).await.shows("这次投票取消了").says("预算没有批下来").hides("去投票").hides("入选");
        assert_eq!(home.get(&format!("{page}/vote")).await.is(303).to(), page);
        home.post(&format!("{page}/vote"), &[("w", &work)]).await.is(409).says("已经取消");
        desk.get(&setup).await.shows("预算没有批下来").hides("/cancel\"");
        desk.post(&format!("{setup}/cancel"), &[("reason", "再来一次")]).await.is(409);
        let mut c = site.app.store.read().await.unwrap();
        assert_eq!(ballots::list(&mut c, it.poll).await.unwrap().len(), 1, "what was cast is kept");
        drop(c);
        let told = leaves(site, &it, "poll").await;
        assert!(told.iter().any(|body| body.contains("act cancelled") && body.contains("预算没有批下来")), "{told:?}");
    }

    async fn a_poll_that_is_over_leads_to_its_result_and_takes_nothing(site: &Site) {
        let it = voting(site).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        let early = site.household(it.households[1], it.community.id).await;
        early.post(&format!("{page}/vote"), &[("w", &it.works[1].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(10 * DAY));
        let home = site.household(it.households[0], it.community.id).await;
        assert_eq!(home.get(&format!("{page}/vote")).await.is(303).to(), page);
        let late = home.post(&format!("{page}/vote"), &[("w", &it.works[1].to_string())]).await;
        late.is(409).says("截止");
        home.get(&format!("{page}/receipt")).await.shows("您家还没有投票").hides(&format!("{page}/vote"));
        let cast = ballots::in_force(&mut site.app.store.read().await.unwrap(), it.poll, it.households[1]).await;
        let number: Vec<char> = cast.unwrap().unwrap().receipt.chars().collect();
        let number: Vec<String> = number.chunks(4).map(|four| four.iter().collect()).collect();
        let voted = site.household(it.households[1], it.community.id).await;
        let receipt = voted.get(&format!("{page}/receipt")).await;
        receipt.shows("收到了").says(&number.join(" ")).says("1 栋 102").says("6 月 15 日 10:00").says("停车位");
        receipt.says("投票已经截止，不能再改").hides(&format!("{page}/vote"));
        let desk = official(site).await;
        desk.post(&format!("/setup/cuiyuan/polls/{}/cancel", it.poll), &[("reason", "太迟")]).await.is(409).says("截止");
        site.browser().get(&page).await.shows("1 户参加").hides("去投票");
    }

    async fn a_closed_community_can_be_read_and_not_written(site: &Site) {
        let it = voting(site).await;
        alive(site, &it).await;
        let desk = official(site).await;
        let form = desk.get("/setup/cuiyuan/edit").await;
        desk.submit(&form, "/close", &[("reason", "")]).await.is(422).says("请写明原因");
        assert!(communities::find(&mut site.app.store.read().await.unwrap(), "cuiyuan").await.unwrap().unwrap().is_open());
        cancel(&desk, &it).await;
        desk.submit(&form, "/close", &[("reason", "改造已经验收")]).await.is(303);
        desk.get("/setup/cuiyuan").await.shows("只能看，不能写");
        let told = leaves(site, &it, "community").await;
        assert!(told.len() == 1 && told[0].contains("改造已经验收"), "{told:?}");

        let visitor = site.browser();
        for path in ["/c/cuiyuan", "/c/cuiyuan/feedback/all", "/c/cuiyuan/feedback/CU-1", "/c/cuiyuan/log"] {
            visitor.get(path).await.is(200);
        }
        visitor.get("/c/cuiyuan/feedback").await.shows("现在不收意见").says("只能看");
        let typed = [("tile", "leak"), ("text", "楼顶又漏了")];
        visitor.post("/c/cuiyuan/feedback", &typed).await.is(409).says("只能看").says("楼顶又漏了");
        visitor.post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(409);
        let home = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        home.post(&vote, &[("w", &it.works[1].to_string())]).await.is(409);
        home.post(&format!("/c/cuiyuan/rate/{}", it.works[0]), &[("level", "satisfied")]).await.is(409);
        let mut c = site.app.store.read().await.unwrap();
        assert!(ballots::list(&mut c, it.poll).await.unwrap().is_empty());
    }

    async fn a_reopened_community_takes_everything_again(site: &Site) {
        let it = voting(site).await;
        alive(site, &it).await;
        let desk = official(site).await;
        cancel(&desk, &it).await;
        let form = desk.get("/setup/cuiyuan/edit").await;
        desk.submit(&form, "/close", &[("reason", "弄错了小区")]).await.is(303);
        let form = desk.get("/setup/cuiyuan/edit").await;
        desk.submit(&form, "/reopen", &[("reason", "")]).await.is(422);
        site.browser().post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(409);
        desk.submit(&form, "/reopen", &[("reason", "关错了")]).await.is(303);
        desk.get("/setup/cuiyuan").await.shows("翠苑新村").hides("只能看，不能写");
        site.browser().post("/c/cuiyuan/feedback/CU-1/support", &[]).await.is(303);
        site.browser().get("/c/cuiyuan/feedback").await.shows("哪里不好？");
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&format!("/c/cuiyuan/rate/{}", it.works[0]), &[("level", "satisfied")]).await.is(303);
        desk.post("/setup/cuiyuan/funding", &[("central_planned", "12万")]).await.is(303);
        assert_eq!(leaves(site, &it, "community").await.len(), 2, "both turns are in the record");
    }

    async fn a_poll_in_a_closed_community_takes_no_ballot_until_it_is_opened_again(site: &Site) {
        let (it, desk) = (voting(site).await, official(site).await);
        let id = it.community.id;
        unit!(site.app.store, |c| communities::revise_state(c, id, "closed").await);
        let home = site.household(it.households[0], id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let work = it.works[1].to_string();
        home.post(&vote, &[("w", &work)]).await.is(409);
        desk.post("/setup/cuiyuan/reopen", &[("reason", "关错了")]).await.is(303);
        home.post(&vote, &[("w", &work)]).await.is(303);
    }

    async fn a_poll_left_over_in_a_closed_community_can_be_called_off(site: &Site) {
        let (it, desk) = (voting(site).await, official(site).await);
        let id = it.community.id;
        unit!(site.app.store, |c| communities::revise_state(c, id, "closed").await);
        cancel(&desk, &it).await;
        site.browser().get(&format!("/c/cuiyuan/polls/{}", it.poll)).await.shows("弄错了");
    }

    async fn a_community_is_not_closed_while_a_poll_is_not_over(site: &Site) {
        let (it, desk) = (voting(site).await, official(site).await);
        let form = desk.get("/setup/cuiyuan/edit").await;
        let back = desk.submit(&form, "/close", &[("reason", "改造已经验收")]).await;
        back.is(409).says("投票「先做哪几样？」还没有结束").says("取消这次投票").says("改造已经验收").says("aria-invalid");
        assert!(communities::find(&mut site.app.store.read().await.unwrap(), "cuiyuan").await.unwrap().unwrap().is_open());
        desk.get("/setup/cuiyuan").await.hides("只能看，不能写");
        cancel(&desk, &it).await;
        desk.submit(&form, "/close", &[("reason", "改造已经验收")]).await.is(303);
        desk.get("/setup/cuiyuan").await.shows("只能看，不能写");
    }

    async fn a_closed_community_takes_no_write_of_setting_it_up(site: &Site) {
        let (it, desk) = (voting(site).await, official(site).await);
        cancel(&desk, &it).await;
        let work = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let new = desk.get("/setup/cuiyuan/polls/new").await;
        let letters = desk.get("/setup/cuiyuan/letters").await;
        let works = [it.works[0].to_string(), it.works[1].to_string()];
        let first = [("title_zh", "第二次"), ("budget", "3万"), ("opens", "2026-07-01T00:00"), ("closes", "2026-07-09")];
        let rest = [("preset", "none"), ("conflict_rule", "first_valid"), ("works", &works[0]), ("works", &works[1])];
        let draft = [first, rest].concat();
        let made = desk.submit(&new, "/polls", &draft).await.is(303).to().split('?').next().unwrap().to_owned();
        let roll: &[u8] = "楼栋,楼层,房号,建筑面积\n1栋,1,101,60\n".as_bytes();
        let staged = desk.upload("/setup/cuiyuan/roll", &[], &[("file", "roll.csv", roll)]).await.is(303).to().to_owned();
        desk.post("/setup/cuiyuan/close", &[("reason", "改造已经验收")]).await.is(303);

        for path in ["/works", "/works/new", "/stage", "/phases", "/funding", "/polls", "/polls/new", "/letters", "/roll"] {
            desk.get(&format!("/setup/cuiyuan{path}")).await.shows("只能看，不能写");
        }
        let form = desk.get("/setup/cuiyuan/works/new?item=12").await;
        desk.submit(&form, "/works", &[("cost", "18万"), ("note_zh", "顶楼不再漏水")]).await.is(409).says("顶楼不再漏水");
        desk.post(&work, &[("zh", "楼道照明"), ("class", "improvement"), ("cost", "5万")]).await.is(409);
        desk.post(&format!("{work}/remove"), &[]).await.is(409);
        desk.post("/setup/cuiyuan/stage", &[("stage", "approved")]).await.is(409).says("只能看");
        desk.post("/setup/cuiyuan/settings", &[("programme_year", ""), ("satisfied_percent", "70")]).await.is(409);
        let dates = [("feedback_from", "2026-06-01"), ("feedback_until", "2026-06-30")];
        desk.post("/setup/cuiyuan/phases", &dates).await.is(409).says("2026-06-30");
        desk.post("/setup/cuiyuan/funding", &[("central_planned", "12万")]).await.is(409).says("12万");
        desk.upload("/setup/cuiyuan/roll", &[], &[("file", "roll.csv", roll)]).await.is(409);
        desk.post(&staged, &[]).await.is(409);
        let other = [("once", ""), ("title_zh", "第三次")];
        desk.submit(&new, "/polls", &[&other[..], &draft[1..]].concat()).await.is(409).says("第三次");
        desk.post(&made, &draft).await.is(409);
        desk.post(&format!("{made}/open"), &[]).await.is(409);
        desk.submit(&letters, "/letters", &[("sure", "yes")]).await.is(409).hides("class=\"code\"");

        let facts = [("zh", "翠苑新村"), ("en", "Cuiyuan"), ("answers_by", "东湖区住建局")];
        desk.post("/setup/cuiyuan/edit", &facts).await.is(303);
        desk.post("/setup/cuiyuan/reopen", &[("reason", "还有一项没做")]).await.is(303);
        desk.post(&format!("{made}/open"), &[]).await.is(303);
    }

    async fn only_who_manages_a_community_closes_it(site: &Site) {
        let it = voting(site).await;
        let other = sample::elsewhere(&site.app.store, "beihu", site.app.now()).await;
        for (login, role, scope) in [
            ("juwei", Role::Committee, Scope::Everywhere),
            ("bie", Role::Official, Scope::Community(other.id)),
        ] {
            let browser = site.staff(login, role, scope).await;
            browser.post("/setup/cuiyuan/close", &[("reason", "随便")]).await.is(403);
        }
        site.browser().post("/setup/cuiyuan/close", &[("reason", "随便")]).await.is(401);
        let home = site.household(it.households[0], it.community.id).await;
        assert!(home.post("/setup/cuiyuan/close", &[("reason", "随便")]).await.status.is_client_error());
        let mut c = site.app.store.read().await.unwrap();
        assert!(communities::find(&mut c, "cuiyuan").await.unwrap().unwrap().is_open());
    }
}
