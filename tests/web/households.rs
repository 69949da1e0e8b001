//! Promises about single entries of the roll: two who edit one, a sale, buildings that change names.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Site};
use crate::{promises, unit};
use linli::domain::code::Purpose;
use linli::domain::ids::StaffId;
use linli::domain::moment::HOUR;
use linli::domain::owner::Paper;
use linli::domain::policy::{Role, Scope};
use linli::store::owners::{self, Proof};
use linli::store::roll::{self, Household};
use linli::store::{audit, ballots, credentials, households, polls, roll_requests};

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await
}

async fn member(site: &Site, login: &str, it: &Voting) -> Browser {
    site.staff(login, Role::Committee, Scope::Community(it.community.id)).await
}

async fn flat(site: &Site, it: &Voting, n: usize) -> Household {
    roll::household(&mut site.app.store.read().await.unwrap(), it.households[n]).await.unwrap().unwrap()
}

fn path_of(it: &Voting, n: usize) -> String {
    format!("/setup/cuiyuan/households/{}", it.households[n])
}

/// The flat is sold now, and the clock goes on.
async fn sell(site: &Site, it: &Voting, n: usize) {
    let wang = member(site, &format!("wang{n}"), it).await;
    let page = wang.get(&path_of(it, n)).await;
    wang.submit(&page, "/sold", &[("new_owners", "李四")]).await.is(303);
    let mut c = site.app.store.read().await.unwrap();
    assert_eq!(households::sold(&mut c, it.households[n]).await.unwrap(), Some(site.app.now()));
    drop(c);
    site.clock.set(site.app.now().plus(HOUR));
}

promises! {
    async fn of_two_who_edit_one_household_the_second_is_told_and_loses_nothing(site: &Site) {
        let it = voting(site).await;
        let (wang, zhang) = (member(site, "wang", &it).await, member(site, "zhang", &it).await);
        let path = path_of(&it, 0);
        let (first, second) = (wang.get(&path).await, zhang.get(&path).await);
        wang.submit(&first, &path, &[("area", "80.5"), ("owners", "张三")]).await.is(303);
        let refused = zhang.submit(&second, &path, &[("area", "79"), ("relation", "tenant")]).await;
        refused.is(409).says("刚才有人改过这里").says("value=\"79\"").says("现在名册上是这样").says("80.50").says("张*").hides("张三");
        assert_eq!(flat(site, &it, 0).await.area, 8_050);
        zhang.submit(&refused, &path, &[]).await.is(303);
        let now = flat(site, &it, 0).await;
        assert_eq!((now.area, now.relation.as_str(), now.revision), (7_900, "tenant", 2));
    }

    async fn what_the_second_of_two_left_alone_keeps_what_the_first_saved(site: &Site) {
        let it = voting(site).await;
        let (wang, zhang) = (member(site, "wang", &it).await, member(site, "zhang", &it).await);
        let path = path_of(&it, 0);
        let (first, second) = (wang.get(&path).await, zhang.get(&path).await);
        wang.submit(&first, &path, &[("area", "80.5"), ("floor", "3")]).await.is(303);
        let refused = zhang.submit(&second, &path, &[("floor", "4"), ("relation", "tenant")]).await;
        refused.is(409).says("value=\"80.50\"").says("现在：3").hides("现在：80.50");
        let (above, _) = refused.body.split_once("name=\"was_area\"").unwrap();
        assert!(above.contains("现在名册上是这样"), "what stands now is above the form");
        zhang.submit(&refused, &path, &[]).await.is(303);
        let now = flat(site, &it, 0).await;
        assert_eq!((now.area, now.floor, now.relation.as_str()), (8_050, 4, "tenant"));
    }

    async fn an_entry_takes_no_formula_as_an_import_takes_none_and_as_many_owners_as_a_roll(site: &Site) {
        let it = voting(site).await;
        let wang = member(site, "wang", &it).await;
        let path = path_of(&it, 0);
        let page = wang.get(&path).await;
        for field in ["entrance", "room", "owners"] {
            wang.submit(&page, &path, &[(field, "=A1+1")]).await.is(422).says("表格软件会当成公式");
        }
        wang.submit(&page, "/sold", &[("new_owners", "＠SUM(A1)")]).await.is(422).says("表格软件会当成公式");
        let rounded = [("new_owners", "李四"), ("new_numbers", "3.60102E+17")];
        wang.submit(&page, "/sold", &rounded).await.is(422).says("四舍五入");
        assert_eq!(flat(site, &it, 0).await.revision, 0);
        let many = vec!["王小明"; 40].join("、");
        wang.submit(&page, &path, &[("owners", &many)]).await.is(303);
        assert_eq!(flat(site, &it, 0).await.owners.matches("王**").count(), 40);
    }

    async fn a_wrong_field_does_not_hide_that_somebody_else_saved_meanwhile(site: &Site) {
        let it = voting(site).await;
        let (wang, zhang) = (member(site, "wang", &it).await, member(site, "zhang", &it).await);
        let path = path_of(&it, 0);
        let (first, second) = (wang.get(&path).await, zhang.get(&path).await);
        wang.submit(&first, &path, &[("area", "80.5")]).await.is(303);
        let wrong = zhang.submit(&second, &path, &[("area", "x")]).await;
        wrong.is(422);
        zhang.submit(&wrong, &path, &[("area", "79")]).await.is(409);
        wang.submit(&wang.get(&path).await, &path, &[("room", "102")]).await.is(409).says("同名");
    }

    async fn a_sold_flat_has_another_owner_its_codes_end_and_its_vote_stands(site: &Site) {
        let it = voting(site).await;
        let wang = member(site, "wang", &it).await;
        let home = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        home.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        let path = path_of(&it, 0);
        let page = wang.get(&path).await;
        page.shows("正在投票");
        wang.submit(&page, "/sold", &[("new_owners", "")]).await.is(422).says("value=\"101\"");
        wang.submit(&page, "/sold", &[("new_owners", "李四、王五"), ("new_numbers", "1234")]).await.is(422);
        let sold = wang.submit(&page, "/sold", &[("new_owners", "李四"), ("new_numbers", "360102199001011234")]).await;
        wang.follow(&sold).await.shows("要打一封新的信").says("李*").hides("李四").hides("360102199001011234");
        let now = flat(site, &it, 0).await;
        assert!(now.owner_key.is_some());
        home.get("/c/cuiyuan/mine").await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        assert!(ballots::in_force(&mut c, it.poll, it.households[0]).await.unwrap().is_some());
        for purpose in Purpose::ALL {
            let left = credentials::of_household(&mut c, it.households[0], *purpose).await.unwrap();
            assert!(left.is_none_or(|code| code.revoked));
        }
        assert_eq!(owners::find(&mut c, it.households[0]).await.unwrap(), None);
    }

    async fn what_was_cast_before_a_sale_is_not_changed_by_the_new_letter(site: &Site) {
        let it = voting(site).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, other) = (it.works[0].to_string(), it.works[1].to_string());
        let seller = site.household(it.households[0], it.community.id).await;
        seller.post(&vote, &[("w", &first)]).await.is(303);
        sell(site, &it, 0).await;
        let buyer = site.household(it.households[0], it.community.id).await;
        for path in [vote.clone(), format!("{vote}?change=1")] {
            buyer.get(&path).await.shows("前业主").says("6 月 15 日").hides("改一改").hides("/receipt");
        }
        let refused = buyer.post(&vote, &[("w", &other)]).await;
        refused.is(409).says("前业主").says("那张票有效").says(&format!("value=\"{other}\""));
        buyer.get(&format!("/c/cuiyuan/polls/{}/receipt", it.poll)).await.is(409).says("前业主").hides("屋面防水");
        let desk = member(site, "zhang", &it).await;
        let path = format!("/desk/paper/{}/{}", it.poll, it.households[0]);
        let slip = desk.get(&path).await;
        desk.submit(&slip, &path, &[("choice", &other)]).await.is(409).says("前业主");
        let mut c = site.app.store.read().await.unwrap();
        let counts = ballots::in_force(&mut c, it.poll, it.households[0]).await.unwrap().unwrap();
        assert_eq!(counts.ballot.choices, [it.works[0]]);
        assert_eq!(ballots::of_household(&mut c, it.poll, it.households[0]).await.unwrap().len(), 1);
    }

    async fn a_slip_handed_in_before_a_sale_and_typed_in_after_it_counts(site: &Site) {
        let it = voting(site).await;
        let (first, other) = (it.works[0].to_string(), it.works[1].to_string());
        sell(site, &it, 0).await;
        let buyer = site.household(it.households[0], it.community.id).await;
        buyer.post(&format!("/c/cuiyuan/polls/{}/vote", it.poll), &[("w", &other)]).await.is(303);
        let (wang, zhang) = (member(site, "wang", &it).await, member(site, "zhang", &it).await);
        let path = format!("/desk/paper/{}/{}", it.poll, it.households[0]);
        let slip = wang.get(&path).await;
        wang.submit(&slip, &path, &[("choice", &first), ("received", "2026-06-15T09:00")]).await.is(303);
        let check = zhang.get("/desk/paper/check").await;
        let forms = check.forms().into_iter().map(|form| form.action);
        let confirm = forms.filter(|action| action.contains("/check/")).find(|action| !action.ends_with("/reject"));
        zhang.submit(&check, &confirm.unwrap(), &[("choice", &first)]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let counts = ballots::in_force(&mut c, it.poll, it.households[0]).await.unwrap().unwrap();
        assert_eq!(counts.ballot.choices, [it.works[0]], "the earlier owner's");
    }

    async fn who_buys_a_flat_that_has_not_voted_votes_and_changes_as_everybody(site: &Site) {
        let it = voting(site).await;
        sell(site, &it, 1).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let buyer = site.household(it.households[1], it.community.id).await;
        for work in [0, 1] {
            buyer.post(&vote, &[("w", &it.works[work].to_string())]).await.is(303);
        }
        buyer.get(&vote).await.shows("改一改");
        let mut c = site.app.store.read().await.unwrap();
        let counts = ballots::in_force(&mut c, it.poll, it.households[1]).await.unwrap().unwrap();
        assert_eq!(counts.ballot.choices, [it.works[1]]);
    }

    async fn buildings_can_change_names_with_each_other_in_one_step(site: &Site) {
        let it = voting(site).await;
        let guan = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let page = guan.get("/setup/cuiyuan/buildings").await;
        page.shows("参与码照样能用");
        let ids: Vec<String> =
            page.form("/buildings").fields.into_iter().filter(|(name, _)| name == "id").map(|(_, id)| id).collect();
        let (a, b) = (ids[0].as_str(), ids[1].as_str());
        let path = "/setup/cuiyuan/buildings";
        guan.post(path, &[("id", a), ("name", "2"), ("id", b), ("name", "2栋")]).await.is(409);
        guan.post(path, &[("id", a), ("name", "2栋"), ("id", b), ("name", "1栋")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let found = roll::find_household(&mut c, it.community.id, "2", "101").await.unwrap();
        assert_eq!(found.map(|flat| flat.id), Some(it.households[0]));
        drop(c);
        let committee = member(site, "wang", &it).await;
        committee.get(path).await.is(403);
    }

    async fn after_a_sale_nothing_that_the_seller_said_is_shown_or_taken_off(site: &Site) {
        let it = voting(site).await;
        let (id, mine) = (it.households[0], "/c/cuiyuan/mine");
        let seller = site.household(id, it.community.id).await;
        seller.post(&format!("/c/cuiyuan/polls/{}/vote", it.poll), &[("w", &it.works[0].to_string())]).await.is(303);
        let ask = async |browser: &Browser, text: &str| {
            let form = browser.get(mine).await;
            browser.submit(&form, "/mine", &[("wants", "other"), ("text", text)]).await.is(303);
        };
        ask(&seller, "厨房是我封的").await;
        seller.get("/own").await.shows("厨房是我封的").says("先做哪几样");
        sell(site, &it, 0).await;
        let buyer = site.household(id, it.community.id).await;
        buyer.get("/own").await.is(200).hides("厨房是我封的").hides("先做哪几样");
        buyer.get("/own/export").await.is(200).says("\"requests\":[]").says("\"votes\":[]");
        buyer.get(mine).await.is(200).hides("厨房是我封的");
        ask(&buyer, "阳台是我的").await;
        let page = buyer.get("/own").await;
        page.shows("阳台是我的");
        buyer.submit(&page, "/own/delete", &[("sure", "yes")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let left = roll_requests::of_household(&mut c, id).await.unwrap();
        assert_eq!(left.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["厨房是我封的"]);
    }

    async fn owners_typed_anew_count_as_heads_of_their_flat_until_the_next_roll(site: &Site) {
        let it = voting(site).await;
        let (community, poll) = (it.community.id, it.poll);
        let mut flats = roll::households(&mut site.app.store.read().await.unwrap(), community).await.unwrap();
        flats.retain(|flat| it.households[..3].contains(&flat.id));
        for flat in &mut flats {
            "张*".clone_into(&mut flat.owners);
            flat.owner_key = Some("ab".repeat(32));
        }
        unit!(site.app.store, |c| roll::record_households(c, &flats).await);
        let heads = async || unit!(site.app.store, |c| polls::snapshot_roll(c, poll, community).await).heads;
        assert_eq!(heads().await, 38);
        let wang = member(site, "wang", &it).await;
        let page = wang.get(&path_of(&it, 0)).await;
        page.shows("先单独算");
        wang.submit(&page, &path_of(&it, 0), &[("area", "80.5")]).await.is(303);
        assert!(flat(site, &it, 0).await.owner_key.is_some());
        assert_eq!(heads().await, 38);
        // Covered, the other owner's name is the same.
        for (n, name, count) in [(0, "李四", 39), (1, "张五", 40)] {
            let page = wang.get(&path_of(&it, n)).await;
            wang.submit(&page, &path_of(&it, n), &[("owners", name)]).await.is(303);
            assert_eq!(flat(site, &it, n).await.owner_key, None);
            assert_eq!(heads().await, count);
        }
    }

    async fn other_owners_end_that_the_owner_was_seen_and_staff_read_it_before_and_after(site: &Site) {
        let it = voting(site).await;
        let (community, household, now) = (it.community.id, it.households[0], site.app.now());
        let proof = Proof {
            id: sample::id(77),
            community,
            household,
            paper: Paper::Certificate,
            seen_by: Some(StaffId(sample::id(900))),
            seen_at: now,
        };
        unit!(site.app.store, |c| owners::record(c, &proof).await);
        let seen = async || {
            let mut c = site.app.store.read().await.unwrap();
            owners::find(&mut c, household).await.unwrap().is_some()
        };
        let (wang, path) = (member(site, "wang", &it).await, path_of(&it, 0));
        let page = wang.get(&path).await;
        page.shows("业主当面核对过").hides("不再算数");
        wang.submit(&page, &path, &[("area", "80.5")]).await.is(303);
        assert!(seen().await, "the owners are the same");
        let saved = wang.submit(&wang.get(&path).await, &path, &[("owners", "李四")]).await;
        wang.follow(&saved).await.shows("原来的当面核对不再算数").hides("业主当面核对过");
        assert!(!seen().await);
        let all = audit::list(&mut site.app.store.read().await.unwrap(), 100).await.unwrap();
        let told = all.iter().filter(|entry| entry.verb == "revise_household").map(|entry| entry.detail.as_str());
        assert!(told.clone().any(|detail| detail == "owners; owner to be seen again"), "{:?}", told.collect::<Vec<_>>());
        wang.get(&path_of(&it, 1)).await.hides("业主当面核对过");
    }
}
