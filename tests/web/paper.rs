//! Promises about paper slips: when they were received, the second person, and the close.

use crate::kit::sample::{self, Voting};
use crate::site::{Browser, Page, Site};
use crate::{promises, unit};
use linli::domain::ids::StaffId;
use linli::domain::moment::{DAY, HOUR, MINUTE, Moment};
use linli::domain::policy::{Role, Scope};
use linli::domain::poll::{ConflictRule, count_by};
use linli::service::polls;
use linli::store::papers::{self, Paper, PaperState};
use linli::store::polls::{self as rows, Poll};
use linli::store::{StoreError, ballots};

async fn voting(site: &Site) -> Voting {
    sample::voting(&site.app.store, "cuiyuan", 40, site.app.now()).await
}

/// A new member of the committee; the clock of a test is moved further than a session lasts.
async fn member(site: &Site, login: &str, voting: &Voting) -> Browser {
    site.staff(login, Role::Committee, Scope::Community(voting.community.id)).await
}

fn slip_of(voting: &Voting, n: usize) -> String {
    format!("/desk/paper/{}/{}", voting.poll, voting.households[n])
}

fn result_of(voting: &Voting) -> String {
    format!("/c/cuiyuan/polls/{}", voting.poll)
}

async fn type_in(desk: &Browser, voting: &Voting, n: usize, fields: &[(&str, &str)]) -> Page {
    let path = slip_of(voting, n);
    let slip = desk.get(&path).await;
    desk.submit(&slip, &path, fields).await
}

/// The address of the form that counts the slip on the page.
fn confirm_of(page: &Page) -> String {
    let mut actions = page.forms().into_iter().map(|form| form.action).filter(|action| action.contains("/check/"));
    actions.find(|action| !action.ends_with("/reject") && !action.ends_with("/withdraw")).expect("a slip to check")
}

async fn confirm(desk: &Browser, fields: &[(&str, &str)]) -> Page {
    let page = desk.get("/desk/paper/check").await;
    desk.submit(&page, &confirm_of(&page), fields).await
}

async fn voted(site: &Site, voting: &Voting) -> i64 {
    ballots::turnout(&mut site.app.store.read().await.unwrap(), voting.poll).await.unwrap().households
}

fn close(site: &Site) -> Moment {
    site.app.now().plus(10 * DAY)
}

promises! {
    async fn a_slip_typed_in_time_is_waited_for_and_counts_when_checked_after_the_close(site: &Site) {
        let voting = voting(site).await;
        let work = voting.works[1].to_string();
        let wang = member(site, "wang", &voting).await;
        type_in(&wang, &voting, 0, &[("choice", &work)]).await.is(303);
        site.clock.set(close(site).plus(HOUR));
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 0, "the count waits");
        let waits = site.browser().get(&result_of(&voting)).await;
        waits.shows("计票在等 1 张纸质票核对").says("6 月 30 日 24:00").hides("入选").hides("去投票");
        site.browser().get("/c/cuiyuan").await.shows("正在计票");
        let zhang = member(site, "zhang", &voting).await;
        zhang.get("/desk/paper").await.shows("计票在等 1 张纸质票核对").says("不再收新票");
        zhang.get(&slip_of(&voting, 1)).await.is(409);
        let household = site.household(voting.households[2], voting.community.id).await;
        household.post(&format!("{}/vote", result_of(&voting)), &[("w", &work)]).await.is(409);
        let counted = confirm(&zhang, &[("choice", &work)]).await;
        zhang.follow(&counted).await.shows("已计入");
        assert_eq!(voted(site, &voting).await, 1);
        site.browser().get(&result_of(&voting)).await.shows("1 户参加").says("入选").hides("没有按时核对");
        assert!(polls::recount(&site.app, voting.poll).await.unwrap().agrees());
    }

    async fn who_typed_slips_in_sees_whose_they_are_while_they_wait(site: &Site) {
        let voting = voting(site).await;
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        let sent = type_in(&wang, &voting, 0, &[("blank", "1")]).await;
        wang.follow(&sent).await.shows("1 栋 101：录好了");
        type_in(&wang, &voting, 1, &[("blank", "1")]).await.is(303);
        let mine = wang.get("/desk/paper/check").await;
        mine.shows("还有 2 张在等别人核对").says("1 栋 101").says("1 栋 102").says("6 月 15 日 10:00");
        zhang.get("/desk/paper/check").await.shows("核对纸质票 · 2 张").hides("id=\"own\"");
    }

    async fn what_nobody_checked_in_three_working_days_is_told_and_not_counted(site: &Site) {
        let voting = voting(site).await;
        let wang = member(site, "wang", &voting).await;
        type_in(&wang, &voting, 0, &[("blank", "1")]).await.is(303);
        let end = count_by(close(site));
        site.clock.set(end.plus(-1));
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 0);
        let early = member(site, "zhang", &voting).await.get("/desk/paper/check").await;
        let confirm = confirm_of(&early);
        site.clock.set(end);
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 1);
        site.browser().get(&result_of(&voting)).await.shows("纸质票 1 张没有按时核对，没有计入");
        let zhao = member(site, "zhao", &voting).await;
        zhao.get("/desk/paper/check").await.shows("没有等您核对的票");
        zhao.post(&confirm, &[]).await.is(409);
        assert_eq!(voted(site, &voting).await, 0);
        let recount = polls::recount(&site.app, voting.poll).await.unwrap();
        assert!(recount.agrees());
        assert_eq!(recount.frozen.unwrap().unconfirmed, 1);
    }

    async fn a_slip_sent_back_after_the_close_can_be_corrected_and_no_other_typed_in(site: &Site) {
        let voting = voting(site).await;
        let work = voting.works[0].to_string();
        let wang = member(site, "wang", &voting).await;
        type_in(&wang, &voting, 0, &[("blank", "1")]).await.is(303);
        site.clock.set(close(site).plus(HOUR));
        let (zhang, zhao) = (member(site, "zhang", &voting).await, member(site, "zhao", &voting).await);
        let list = zhang.get("/desk/paper/check").await;
        zhang.submit(&list, "/reject", &[("reason", "第 1 项勾了")]).await.is(303);
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 0, "what was sent back is waited for too");
        zhao.get("/desk/paper/check").await.shows("第 1 项勾了").says(&slip_of(&voting, 0));
        zhao.get(&slip_of(&voting, 0)).await.shows("value=\"2026-06-15T10:00\"");
        type_in(&zhao, &voting, 0, &[("choice", &work)]).await.is(303);
        zhao.get(&slip_of(&voting, 1)).await.is(409);
        confirm(&zhang, &[("choice", &work)]).await.is(303);
        assert_eq!(voted(site, &voting).await, 1);
        zhao.get(&slip_of(&voting, 0)).await.is(409);
    }

    async fn a_slip_of_a_wrong_flat_is_taken_off_by_both_and_not_waited_for(site: &Site) {
        let voting = voting(site).await;
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        type_in(&wang, &voting, 0, &[("blank", "1")]).await.is(303);
        let list = zhang.get("/desk/paper/check").await;
        zhang.submit(&list, "/reject", &[("reason", "是 102 的票")]).await.is(303);
        let back = wang.get("/desk/paper/check").await;
        let withdraw = back.form("/withdraw").action;
        zhang.get("/desk/paper/check").await.shows("是 102 的票").hides(&withdraw);
        zhang.post(&withdraw, &[]).await.is(403);
        let done = wang.submit(&back, &withdraw, &[]).await;
        wang.follow(&done).await.shows("已撤下").hides("是 102 的票");
        site.clock.set(close(site));
        assert_eq!(polls::close_due(&site.app).await.unwrap(), 1);
        site.browser().get(&result_of(&voting)).await.shows("没有住户参加").hides("没有按时核对");
    }

    async fn the_time_of_receipt_must_lie_within_the_poll_and_not_ahead(site: &Site) {
        let voting = voting(site).await;
        let wang = member(site, "wang", &voting).await;
        for wrong in ["2026-06-15T10:01", "2026-06-14T09:59", "2026-07-01T10:00", "gestern", ""] {
            let fields = [("blank", "1"), ("received", wrong)];
            let refused = type_in(&wang, &voting, 0, &fields).await;
            refused.is(422).says("aria-invalid=\"true\"").says(wrong);
        }
        type_in(&wang, &voting, 0, &[("blank", "1"), ("received", "2026-06-15T10:01")]).await.says("6 月 14 日 10:00");
        type_in(&wang, &voting, 0, &[("blank", "1"), ("received", "2026-06-14T10:00")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        let nobody = StaffId(sample::id(5));
        let kept = papers::waiting(&mut c, &[Scope::Everywhere], nobody, 9).await.unwrap().remove(0);
        assert_eq!((kept.received_at, kept.entered_at), (site.app.now().plus(-DAY), site.app.now()));
    }

    async fn the_time_of_receipt_and_not_of_typing_decides_between_paper_and_online(site: &Site) {
        let voting = voting(site).await;
        let work = voting.works[1].to_string();
        for n in [0, 1] {
            let household = site.household(voting.households[n], voting.community.id).await;
            let online = voting.works[0].to_string();
            household.post(&format!("{}/vote", result_of(&voting)), &[("w", &online)]).await.is(303);
        }
        site.clock.set(site.app.now().plus(3 * HOUR));
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        for (n, received, answer) in [(0, "2026-06-15T09:00", "先前那张票有效"), (1, "2026-06-15T11:00", "已计入")] {
            type_in(&wang, &voting, n, &[("choice", &work), ("received", received)]).await.is(303);
            let done = confirm(&zhang, &[("choice", &work)]).await;
            zhang.follow(&done).await.shows(answer);
            let mut c = site.app.store.read().await.unwrap();
            let counts = ballots::in_force(&mut c, voting.poll, voting.households[n]).await.unwrap().unwrap();
            assert_eq!(counts.ballot.choices, [voting.works[n]]);
        }
    }

    async fn a_change_online_does_not_let_a_later_slip_pass_when_the_first_counts(site: &Site) {
        let voting = voting(site).await;
        let asked = rows::find(&mut site.app.store.read().await.unwrap(), voting.poll).await.unwrap().unwrap();
        let asked = Poll { conflict_rule: ConflictRule::FirstValid, ..asked };
        unit!(site.app.store, |c| rows::revise(c, &asked).await);
        let [first, slip, changed] = [0, 1, 2].map(|n| voting.works[n].to_string());
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        let mut homes = Vec::new();
        for n in 0..3 {
            homes.push(site.household(voting.households[n], voting.community.id).await);
        }
        let vote = format!("{}/vote", result_of(&voting));
        for home in &homes {
            home.post(&vote, &[("w", &first)]).await.is(303);
        }
        let counts = async |n: usize, received: &str, answer: &str| {
            type_in(&wang, &voting, n, &[("choice", &slip), ("received", received)]).await.is(303);
            let done = confirm(&zhang, &[("choice", &slip)]).await;
            zhang.follow(&done).await.shows(answer);
        };
        // One slip of 10:15 is checked before the change of 10:20, the other one after it.
        site.clock.set(site.app.now().plus(18 * MINUTE));
        counts(0, "2026-06-15T10:15", "先前那张票有效").await;
        site.clock.set(site.app.now().plus(2 * MINUTE));
        for home in &homes {
            home.post(&vote, &[("w", &changed)]).await.is(303);
        }
        site.clock.set(site.app.now().plus(20 * MINUTE));
        counts(1, "2026-06-15T10:15", "先前那张票有效").await;
        counts(2, "2026-06-15T09:50", "已计入").await;
        homes[2].post(&vote, &[("w", &first)]).await.is(409);
        let mut c = site.app.store.read().await.unwrap();
        for (n, work) in [(0, 2), (1, 2), (2, 1)] {
            let counted = ballots::in_force(&mut c, voting.poll, voting.households[n]).await.unwrap().unwrap();
            assert_eq!(counted.ballot.choices, [voting.works[work]], "household {n}");
        }
    }

    async fn the_same_form_with_other_ticks_is_never_taken_for_the_first(site: &Site) {
        let voting = voting(site).await;
        let (one, other) = (voting.works[0].to_string(), voting.works[1].to_string());
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        let path = slip_of(&voting, 0);
        let form = wang.get(&path).await;
        wang.submit(&form, &path, &[("choice", &one)]).await.is(303);
        wang.submit(&form, &path, &[("choice", &one)]).await.is(303);
        wang.submit(&form, &path, &[("choice", &other)]).await.is(409).says("已经有一张票在等核对");
        let list = zhang.get("/desk/paper/check").await;
        zhang.submit(&list, "/reject", &[("reason", "勾的是第 2 项")]).await.is(303);
        wang.submit(&form, &path, &[("choice", &one)]).await.is(409);
        wang.submit(&form, &path, &[("choice", &other)]).await.is(303);
    }

    async fn slips_are_checked_one_at_a_time_with_both_readings_side_by_side(site: &Site) {
        let voting = voting(site).await;
        let (one, other) = (voting.works[0].to_string(), voting.works[1].to_string());
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        for n in [0, 1] {
            type_in(&wang, &voting, n, &[("choice", &one)]).await.is(303);
            site.clock.set(site.app.now().plus(1_000));
        }
        let first = zhang.get("/desk/paper/check").await;
        first.shows("核对纸质票 · 2 张").says("1 栋 101").hides("1 栋 102").says("第一遍").says("您看票");
        first.says("wang 录入").says("收到：6 月 15 日 10:00").says("skip=1");
        zhang.get("/desk/paper/check?skip=1").await.shows("1 栋 102").hides("1 栋 101");
        zhang.get("/desk/paper/check?skip=2").await.shows("1 栋 101").hides("1 栋 102");
        let differs = zhang.submit(&first, &confirm_of(&first), &[("choice", &other)]).await;
        differs.is(409).says("两遍不一样").says("value=\"1. 楼道照明；2. 停车位\"").says("1 栋 101");
        assert_eq!(voted(site, &voting).await, 0);
        let next = zhang.submit(&first, &confirm_of(&first), &[("choice", &one)]).await;
        zhang.follow(&next).await.shows("核对纸质票 · 1 张").says("1 栋 102");
    }

    async fn nothing_is_ticked_for_the_second_person_and_a_bare_confirmation_counts_nothing(site: &Site) {
        let voting = voting(site).await;
        let work = voting.works[1].to_string();
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        for (n, read) in [(0, [("choice", work.as_str())]), (1, [("blank", "1")])] {
            type_in(&wang, &voting, n, &read).await.is(303);
            let fresh = zhang.get("/desk/paper/check").await;
            fresh.shows("照票在右边打勾").hides("checked");
            let bare = zhang.submit(&fresh, &confirm_of(&fresh), &[]).await;
            bare.is(422).says("还没有照票勾").hides("checked").hides("value=\"2. 停车位\"");
            zhang.post(&confirm_of(&fresh), &[("compared", "1")]).await.is(422);
            assert_eq!(voted(site, &voting).await, n as i64);
            let other = voting.works[2].to_string();
            let differs = zhang.submit(&fresh, &confirm_of(&fresh), &[("choice", &other)]).await;
            differs.is(409).says("两遍不一样").says("票上勾了").says("checked");
            zhang.submit(&differs, &confirm_of(&differs), &read).await.is(303);
            assert_eq!(voted(site, &voting).await, n as i64 + 1);
        }
    }

    async fn slips_elsewhere_however_many_never_hide_the_own_ones(site: &Site) {
        let voting = voting(site).await;
        let there = sample::voting(&site.app.store, "beihu", 510, site.app.now()).await;
        let (wang, zhang) = (member(site, "wang", &voting).await, member(site, "zhang", &voting).await);
        for n in 0..2 {
            type_in(&wang, &voting, n, &[("blank", "1")]).await.is(303);
            site.clock.set(site.app.now().plus(1_000));
        }
        let list = zhang.get("/desk/paper/check").await;
        zhang.submit(&list, "/reject", &[("reason", "第 1 项勾了")]).await.is(303);
        let (before, later) = (site.app.now().plus(-HOUR), site.app.now().plus(HOUR));
        let slip = |n: usize, half: usize| sample::slip(&there, (half * 510 + n) as u128, n, before);
        let halves: [Vec<Paper>; 2] = [0, 1].map(|half| (0..510).map(|n| slip(n, half)).collect());
        unit!(site.app.store, |c| {
            let [back, waiting] = &halves;
            for one in back {
                papers::record(c, one).await?;
                let step = (PaperState::Waiting, PaperState::Rejected);
                papers::decide(c, one.id, step, (StaffId(sample::id(901)), later), "看不清").await?;
            }
            for one in waiting.iter().skip(5) {
                papers::record(c, &Paper { entered_at: before.plus(-1), ..one.clone() }).await?;
            }
            Ok::<_, StoreError>(())
        });
        let mine = zhang.get("/desk/paper/check").await;
        mine.shows("核对纸质票 · 1 张").says("1 栋 102").says("退回来的 · 1 张").says("第 1 项勾了").hides("看不清");
        zhang.get("/desk").await.shows("核对纸质票 · 1 张");
        wang.get("/desk/paper/check").await.shows("还有 1 张在等别人核对").says("没有等您核对的票");
    }

    async fn money_reads_the_same_on_the_desk_as_on_the_phone(site: &Site) {
        let voting = voting(site).await;
        let works: Vec<String> = voting.works.iter().map(ToString::to_string).collect();
        let all: Vec<(&str, &str)> = works.iter().map(|work| ("choice", work.as_str())).collect();
        let wang = member(site, "wang", &voting).await;
        let slip = wang.get(&slip_of(&voting, 0)).await;
        slip.shows("一共有 6 万").says("1 万").says("4 万").hides("¥").hides("10,000");
        let over = wang.submit(&slip, &slip_of(&voting, 0), &all).await;
        over.is(422).says("选的一共 10 万，预算 6 万，超出 4 万");
    }
}
