//! Promises of who is here: letters lost and spoilt, owners seen in person.

use crate::kit::sample::{self, Voting};
use crate::promises;
use crate::site::{Browser, Page, Site};
use crate::unit;
use linli::domain::code::Purpose;
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::privacy::{FIELDS, Kept, TRIES_KEPT};
use linli::service::By;
use linli::service::credentials::{Issued, issue_for};
use linli::store::{StoreError, audit, polls, record};
use linli::{jobs, on};

pub async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await
}

/// The same with a poll of owners.
async fn of_owners(site: &Site) -> Voting {
    let it = voting(site).await;
    let mut poll = polls::find(&mut site.app.store.read().await.unwrap(), it.poll).await.unwrap().unwrap();
    poll.preset = "cc278_ordinary".to_owned();
    unit!(site.app.store, |c| polls::revise(c, &poll).await);
    it
}

pub async fn letter(site: &Site, it: &Voting, purpose: Purpose) -> Issued {
    let grants = vec![Grant { role: Role::Committee, scope: Scope::Everywhere }];
    let caller = Caller::Staff { id: StaffId(sample::id(900)), grants };
    let form = (purpose, site.app.random.id(site.app.now()), site.app.now().plus(10 * DAY));
    issue_for(&site.app, &By::default(), &caller, &it.community, &it.households[..1], form).await.unwrap()[0]
}

pub async fn desk(site: &Site, it: &Voting, login: &str) -> (Browser, String) {
    let desk = site.staff(login, Role::Committee, Scope::Community(it.community.id)).await;
    (desk, format!("/desk/households/cuiyuan/{}", it.households[0]))
}

pub async fn scan(browser: &Browser, code: &Issued) -> Page {
    browser.post("/v", &[("c", "cuiyuan"), ("token", &code.token.plain())]).await
}

pub async fn type_in(browser: &Browser, code: &Issued) -> Page {
    let digits = code.digits.format();
    browser.post("/v", &[("c", "cuiyuan"), ("building", "1"), ("room", "101"), ("digits", &digits)]).await
}

async fn limits(site: &Site) -> Vec<String> {
    let mut c = site.app.store.read().await.unwrap();
    let keys: Result<Vec<String>, StoreError> =
        on!(c, |db| sqlx::query_scalar("SELECT key FROM limit_window ORDER BY key").fetch_all(db).await);
    keys.unwrap()
}

/// The digits printed on an owner's letter.
fn nine_digits(sheet: &str) -> String {
    let code = sheet.split("class=\"code\">").nth(1).unwrap();
    let digits: String = code.split("</p>").next().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 9);
    digits
}

promises! {
    async fn the_desk_finds_a_flat_and_shows_how_its_code_stands_and_never_the_code(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let (desk, page) = desk(site, &it, "wang").await;
        assert_eq!(desk.get("/desk/households").await.to(), "/desk/households/cuiyuan");
        desk.get("/desk/households/cuiyuan").await.shows("帮一户办事");
        let found = desk.get("/desk/households/cuiyuan?building=1&room=101").await;
        assert_eq!(found.to(), page);
        desk.get("/desk/households/cuiyuan?building=1&room=999").await.is(422).says("value=\"999\"");
        desk.get(&page).await.shows("住户信").says("还没用过").hides(&code.digits.format()).hides(&code.token.plain());
        scan(&site.browser(), &code).await.is(303);
        desk.get(&page).await.shows("第一次用");
    }

    async fn a_lost_letter_is_taken_back_with_its_phones_and_the_ballot_stands(site: &Site) {
        let it = voting(site).await;
        let code = letter(site, &it, Purpose::Household).await;
        let phone = site.browser();
        scan(&phone, &code).await.is(303);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        phone.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        let (desk, page) = desk(site, &it, "wang").await;
        let help = desk.get(&page).await;
        desk.submit(&help, "/lost", &[]).await.is(303);
        desk.get(&page).await.shows("已作废");
        assert!(phone.get(&vote).await.to().starts_with("/v?"), "its session ended");
        let unknown = site.browser().post("/v", &[("c", "cuiyuan"), ("token", "0000-0000-0000")]).await;
        let again = scan(&site.browser(), &code).await;
        assert_eq!(again.status, unknown.status);
        again.is(422).says("对不上");
        type_in(&site.browser(), &code).await.is(422).says("对不上");
        site.browser().get(&format!("/c/cuiyuan/polls/{}", it.poll)).await.shows("1 / 4 户");
        let mut c = site.app.store.read().await.unwrap();
        let leaves = record::list(&mut c, it.community.id, "codes").await.unwrap();
        assert!(leaves.iter().any(|(body, _)| body == "linli codes 1\nact lost\nhouseholds 1\n"), "{leaves:?}");
    }

    async fn a_spoilt_letter_is_printed_anew_and_the_old_one_ends(site: &Site) {
        let it = voting(site).await;
        let old = letter(site, &it, Purpose::Household).await;
        let owners = letter(site, &it, Purpose::Owner).await;
        let (desk, page) = desk(site, &it, "wang").await;
        let help = desk.get(&page).await;
        help.shows("先当面核业主，才能用");
        desk.submit(&help, "/letter", &[]).await.is(422).says("我知道旧信会作废").says("请在这里打勾").hides("还没有填");
        desk.submit(&help, "/owner", &[]).await.is(422).says("请选一样");
        let english = [("sure", "yes"), ("tongue", "en"), ("large", "yes")];
        let sheet = desk.submit(&help, "/letter", &english).await;
        sheet.shows("letters large").says("these 8 digits").hides("扫不了");
        assert!(sheet.links().contains(&page), "{:?}", sheet.links());
        assert!(!sheet.links().contains(&"/setup/cuiyuan/letters".to_owned()), "{:?}", sheet.links());
        let again = desk.submit(&help, "/letter", &english).await;
        again.is(409).says("这次没有再换码").says("重打一封").hides("class=\"code\"");
        desk.submit(&again, "/letter", &[("sure", "yes")]).await.is(200);
        scan(&site.browser(), &old).await.is(422);
        scan(&site.browser(), &owners).await.is(303);
    }

    async fn an_owners_ballot_is_refused_until_the_owner_was_seen_and_the_owners_letter_is_used(site: &Site) {
        let it = of_owners(site).await;
        let (vote, work) = (format!("/c/cuiyuan/polls/{}/vote", it.poll), it.works[0].to_string());
        let home = site.household(it.households[0], it.community.id).await;
        home.get(&vote).await.is(403).says("业主").says("居委会");
        home.post(&vote, &[("w", &work)]).await.is(403);
        let code = letter(site, &it, Purpose::Owner).await;
        assert_eq!(code.digits.plain().len(), 9);
        let owner = site.browser();
        scan(&owner, &code).await.is(303);
        owner.get(&vote).await.is(403);
        let (desk, page) = desk(site, &it, "wang").await;
        let help = desk.get(&page).await;
        desk.submit(&help, "/owner", &[]).await.is(422);
        desk.submit(&help, "/owner", &[("paper", "certificate")]).await.is(303);
        let seen = desk.get(&page).await;
        seen.shows("已当面核过：不动产权证");
        home.get(&vote).await.is(403);
        let slip = owner.get(&vote).await;
        slip.shows("屋面防水");
        owner.submit(&slip, "/vote", &[("w", &work)]).await.is(303);
        desk.submit(&seen, "/owner/end", &[]).await.is(303);
        owner.post(&vote, &[("w", &work)]).await.is(403);
        site.browser().get(&format!("/c/cuiyuan/polls/{}", it.poll)).await.shows("业主 1 / 4 人");
    }

    async fn an_owners_letter_does_nothing_for_the_flat_until_the_owner_was_seen(site: &Site) {
        let it = voting(site).await;
        let (vote, work) = (format!("/c/cuiyuan/polls/{}/vote", it.poll), it.works[0].to_string());
        let home = site.browser();
        scan(&home, &letter(site, &it, Purpose::Household).await).await.is(303);
        home.post(&vote, &[("w", &work)]).await.is(303);
        let thief = site.browser();
        let begun = scan(&thief, &letter(site, &it, Purpose::Owner).await).await;
        thief.follow(&begun).await.shows("请先到居委会核一次业主");
        let other = it.works[1].to_string();
        thief.get(&vote).await.is(403).says("当面核过业主");
        thief.post(&vote, &[("w", &other)]).await.is(403).says("当面核过业主");
        thief.get(&format!("/c/cuiyuan/polls/{}/receipt", it.poll)).await.is(403);
        thief.get("/c/cuiyuan/mine").await.is(403);
        thief.get("/v/phones").await.is(403);
        thief.get("/c/cuiyuan").await.is(200);
        // The flat sees that somebody came in by the other letter, and cannot end it.
        let phones = home.get("/v/phones").await;
        phones.says("用业主信进来的手机");
        let name = linli::service::devices::name_of(&thief.cookies.lock()["session"]);
        phones.hides(&name);
        home.post(&format!("/v/phones/{name}/out"), &[]).await.is(404);
        let (desk, page) = desk(site, &it, "wang").await;
        let help = desk.get(&page).await;
        desk.submit(&help, "/owner", &[("paper", "certificate")]).await.is(303);
        thief.get("/v/phones").await.says("用住户信进来的手机");
        thief.get(&vote).await.is(200);
    }

    async fn who_prints_an_owners_letter_is_not_who_sees_the_owner(site: &Site) {
        let it = voting(site).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        let (first, page) = desk(site, &it, "wang").await;
        let help = first.get(&page).await;
        let owners = [("purpose", "owner"), ("sure", "yes")];
        let sheet = first.submit(&help, "/letter", &owners).await;
        let digits = nine_digits(&sheet.is(200).body);
        let mut c = site.app.store.read().await.unwrap();
        let entries = audit::list(&mut c, 100).await.unwrap();
        drop(c);
        let printed = entries.iter().find(|entry| entry.verb == "print_letters").unwrap();
        assert_eq!(printed.detail, format!("owner_letter one_flat: cuiyuan {}", it.households[0]));
        first.submit(&help, "/owner", &[("paper", "court")]).await.is(422).says("另一位同事");
        let owner = site.browser();
        let fields = [("c", "cuiyuan"), ("building", "1"), ("room", "101"), ("digits", digits.as_str())];
        owner.post("/v", &fields).await.is(303);
        owner.get(&vote).await.is(403);
        let (second, _) = desk(site, &it, "liu").await;
        let help = second.get(&page).await;
        second.submit(&help, "/owner", &[("paper", "court")]).await.is(303);
        owner.get(&vote).await.is(200);
        // Nor the other way round.
        let help = second.get(&page).await;
        second.submit(&help, "/letter", &owners).await.is(422).says("另一位同事");
        owner.get(&vote).await.is(200);
    }

    async fn a_slip_of_an_owners_poll_needs_a_signature_that_was_checked(site: &Site) {
        let it = of_owners(site).await;
        let (desk, _) = desk(site, &it, "wang").await;
        let path = format!("/desk/paper/{}/{}", it.poll, it.households[0]);
        let slip = desk.get(&path).await;
        slip.shows("签名是业主的，已对照房产证或名册核过").says("号码不抄不录");
        let work = it.works[0].to_string();
        let refused = desk.submit(&slip, &path, &[("choice", &work)]).await;
        refused.is(422).says("没有业主签名的票不能录").says(&format!("value=\"{work}\" checked"));
        desk.submit(&slip, &path, &[("choice", &work), ("signed", "1")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let entries = audit::list(&mut c, 100).await.unwrap();
        let typed: Vec<_> = entries.iter().filter(|entry| entry.verb == "enter_paper").collect();
        assert_eq!(typed.len(), 1);
        assert_eq!(typed[0].detail, "owner's signature checked");
    }

    async fn a_slip_of_a_households_poll_is_not_asked_for_an_owner(site: &Site) {
        let it = voting(site).await;
        let (desk, _) = desk(site, &it, "wang").await;
        let path = format!("/desk/paper/{}/{}", it.poll, it.households[0]);
        let slip = desk.get(&path).await;
        slip.hides("name=\"signed\"");
        desk.submit(&slip, &path, &[("blank", "1")]).await.is(303);
    }

    async fn an_owners_digits_are_nine_and_are_no_households_code(site: &Site) {
        let it = voting(site).await;
        let owner = letter(site, &it, Purpose::Owner).await;
        let home = letter(site, &it, Purpose::Household).await;
        type_in(&site.browser(), &owner).await.is(303);
        type_in(&site.browser(), &home).await.is(303);
        let cut = owner.digits.plain().chars().take(8).collect::<String>();
        let fields = [("c", "cuiyuan"), ("building", "1"), ("room", "101"), ("digits", cut.as_str())];
        if cut != home.digits.plain() {
            site.browser().post("/v", &fields).await.is(422).says("对不上");
        }
    }

    async fn wrong_digits_do_not_tell_whether_a_flat_has_a_letter(site: &Site) {
        let it = voting(site).await;
        letter(site, &it, Purpose::Owner).await;
        // A flat with an owner's letter alone, one without any, and none at all.
        let mut all = Vec::new();
        for (seat, room) in [("198.51.100.1", "101"), ("198.51.100.2", "102"), ("198.51.100.3", "999")] {
            let browser = site.browser();
            browser.sits_at(seat);
            let mut answers = Vec::new();
            for digits in ["00000001"; 6].into_iter().chain(["000000001"]) {
                let fields = [("c", "cuiyuan"), ("building", "1"), ("room", room), ("digits", digits)];
                let page = browser.post("/v", &fields).await;
                answers.push((page.status, page.body.contains("对不上"), page.body.contains("试的次数太多")));
            }
            all.push(answers);
        }
        assert_eq!(all[0], all[1]);
        assert_eq!(all[1], all[2]);
        assert!(all[0][5].2 && all[0][6].1, "{all:?}");
    }

    async fn a_refused_form_at_the_desk_that_shows_a_flat_is_noted_too(site: &Site) {
        let it = voting(site).await;
        let (desk, page) = desk(site, &it, "wang").await;
        desk.post(&format!("{page}/owner"), &[]).await.is(422);
        let mut c = site.app.store.read().await.unwrap();
        let entries = audit::list(&mut c, 100).await.unwrap();
        let object = format!("household {}", it.households[0]);
        assert!(entries.iter().any(|entry| entry.verb == "view_personal" && entry.object == object), "{entries:?}");
    }

    async fn only_the_committee_of_the_place_helps_at_the_desk(site: &Site) {
        let it = voting(site).await;
        let (_, page) = desk(site, &it, "wang").await;
        let official = site.staff("li", Role::Official, Scope::Everywhere).await;
        official.get(&page).await.is(403);
        official.post(&format!("{page}/owner"), &[("paper", "court")]).await.is(403);
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&format!("{page}/owner"), &[("paper", "court")]).await;
        let mut c = site.app.store.read().await.unwrap();
        assert!(linli::store::owners::find(&mut c, it.households[0]).await.unwrap().is_none());
    }

    async fn what_owners_chose_is_read_by_the_owners_letter_and_by_no_tenant(site: &Site) {
        let it = of_owners(site).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        let receipt = format!("{page}/receipt");
        let (home, owner) = (site.browser(), site.browser());
        let (tenants, owners) = (letter(site, &it, Purpose::Household).await, letter(site, &it, Purpose::Owner).await);
        scan(&home, &tenants).await.is(303);
        scan(&owner, &owners).await.is(303);
        let (desk, help) = desk(site, &it, "wang").await;
        desk.submit(&desk.get(&help).await, "/owner", &[("paper", "certificate")]).await.is(303);
        owner.post(&format!("{page}/vote"), &[("w", &it.works[0].to_string())]).await.is(303);
        owner.get(&receipt).await.shows("楼道照明");
        home.get(&receipt).await.is(403).says("业主信").hides("楼道照明");
        let seen = desk.get(&help).await;
        // Who is not seen as the owner any more reads nothing; who was to the end reads on.
        desk.submit(&seen, "/owner/end", &[]).await.is(303);
        owner.get(&receipt).await.is(403).hides("楼道照明");
        desk.submit(&desk.get(&help).await, "/owner", &[("paper", "certificate")]).await.is(303);
        owner.get(&receipt).await.shows("楼道照明");
        site.clock.set(site.app.now().plus(40 * DAY));
        let (home, owner) = (site.browser(), site.browser());
        assert_eq!(scan(&owner, &owners).await.to(), receipt);
        owner.get(&receipt).await.shows("楼道照明").says("只能看回执");
        assert_eq!(scan(&home, &tenants).await.to(), "/c/cuiyuan", "there is no receipt for this letter");
        home.get(&receipt).await.is(403).hides("楼道照明");
    }

    async fn what_residents_chose_is_read_by_the_households_letter_and_by_no_landlord(site: &Site) {
        let it = voting(site).await;
        let page = format!("/c/cuiyuan/polls/{}", it.poll);
        let receipt = format!("{page}/receipt");
        let (home, owner) = (site.browser(), site.browser());
        let (tenants, owners) = (letter(site, &it, Purpose::Household).await, letter(site, &it, Purpose::Owner).await);
        scan(&home, &tenants).await.is(303);
        scan(&owner, &owners).await.is(303);
        let work = it.works[0].to_string();
        home.post(&format!("{page}/vote"), &[("w", &work)]).await.is(303);
        home.get(&receipt).await.shows("楼道照明").hides("用住户信上的码才看得到");
        owner.get(&receipt).await.is(403);
        let (desk, help) = desk(site, &it, "wang").await;
        desk.submit(&desk.get(&help).await, "/owner", &[("paper", "certificate")]).await.is(303);
        owner.get(&receipt).await.shows("收到了").says("用住户信上的码才看得到").hides("楼道照明").hides(&work);
        owner.get(&format!("{page}/vote?change=1")).await.shows("楼道照明").hides(&format!("value=\"{work}\" checked"));
    }

    async fn wrong_digits_at_a_room_without_a_letter_stay_counted_as_the_page_says_and_others_go(site: &Site) {
        let it = voting(site).await;
        let browser = site.browser();
        let typed = [("c", "cuiyuan"), ("building", "1"), ("room", "101"), ("digits", "1234 5678")];
        browser.post("/v", &typed).await.is(422);
        let before = limits(site).await;
        assert!(before.len() > 2 && before.iter().any(|key| key.starts_with("code-room:")), "{before:?}");
        site.clock.set(site.app.now().plus(TRIES_KEPT + DAY));
        jobs::minute(&site.app).await.unwrap();
        let left = limits(site).await;
        assert!(matches!(left.as_slice(), [one] if one.starts_with("code-room:")), "{left:?}");
        let told: Vec<Kept> = FIELDS.iter().filter(|field| field.table == "limit_window").map(|field| field.kept).collect();
        assert_eq!(told, [Kept::For(TRIES_KEPT), Kept::Record]);
        browser.get("/privacy").await.shows("没有信的房号猜错了也一样计数");
        // A letter made now counts for itself.
        scan(&site.browser(), &letter(site, &it, Purpose::Household).await).await.is(303);
    }
}
