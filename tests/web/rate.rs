//! Promises about rating finished works.

use crate::feedback::photo;
use crate::kit::sample::{self, Voting};
use crate::site::{Page, Site};
use crate::{promises, unit};
use futures::FutureExt;
use linli::domain::ids::{PhaseId, UploadId};
use linli::domain::moment::{DAY, HOUR, MINUTE};
use linli::domain::phase::{Phase, PhaseKind};
use linli::domain::policy::{Role, Scope};
use linli::domain::work::WorkState;
use linli::jobs;
use linli::service::allowance::{Act, Whose, take_all_of};
use linli::service::photos;
use linli::store::projects::{self, PhaseRow};
use linli::store::{StoreError, defects, households, ratings, uploads, works};

/// A community of four flats whose first work is finished, with photos; ratings are open for an hour.
async fn finished(site: &Site) -> Voting {
    let now = site.app.now();
    let it = sample::voting(&site.app.store, "cuiyuan", 4, now).await;
    let before = photos::keep_photo(&site.app, it.community.id, photo().into(), now).await.unwrap();
    let after = photos::keep_photo(&site.app, it.community.id, photo().into(), now).await.unwrap();
    let (work, community_id, project_id) = (it.works[0], it.community.id, it.project);
    site.app
        .store
        .write(move |c| {
            async move {
                let mut work = works::find(c, work).await?.unwrap();
                work.state = WorkState::Finished;
                work.finished_at = Some(now);
                work.before_photo = Some(before);
                work.after_photo = Some(after);
                works::revise(c, &work).await?;
                let phase = Phase { kind: PhaseKind::Rating, opens: now.plus(-HOUR), closes: now.plus(HOUR) };
                let row = PhaseRow { id: PhaseId(sample::id(70)), community_id, project_id, phase };
                projects::record_phase(c, &row).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    it
}

fn path(it: &Voting) -> String {
    format!("/c/cuiyuan/rate/{}", it.works[0])
}

/// The addresses of what shows a fault on a page.
fn shown(page: &Page) -> Vec<String> {
    let form = page.body.split("multipart/form-data").nth(1).unwrap_or_default();
    form.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

promises! {
    async fn with_large_letters_the_levels_stand_before_the_photos(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let order = |page: &Page| page.body.find("class=\"card levels\"").unwrap() < page.body.find("<figure").unwrap();
        assert!(!order(home.get(&path(&it)).await.shows("改造前")));
        assert!(order(home.get(&format!("{}?mode=elder", path(&it))).await.shows("改造前")));
    }

    async fn a_tap_comes_back_to_what_was_noted(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let page = home.get(&path(&it)).await;
        let sent = home.submit(&page, &path(&it), &[("level", "satisfied")]).await;
        assert_eq!(sent.is(303).to(), format!("{}#said", path(&it)));
        home.follow(&sent).await.shows("id=\"said\"").says("已记下：满意");
    }

    async fn another_level_tapped_takes_along_what_was_typed_below_it(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.get(&path(&it)).await.shows("先跳过").hides("formaction");
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        home.get(&path(&it)).await.says(&format!("formaction=\"{}\"", path(&it))).hides("先跳过");
        let typed = [("level", "very_dissatisfied"), ("reason", "noise"), ("text", "晚上嗡嗡响")];
        home.upload(&path(&it), &typed, &[("photos", "a.jpg", &photo())]).await.is(303);
        home.get(&path(&it)).await.shows("晚上嗡嗡响").says("毛病的照片 1").says("很不满意");
        home.get("/c/cuiyuan/rate").await.shows("您家评了 1 项");
        let had = home.get(&path(&it)).await.form("/reason").fields.into_iter().find(|(name, _)| name == "had").unwrap().1;
        let words = [("level", "satisfied"), ("text", "晚上嗡嗡响，早上也响"), ("had", had.as_str())];
        let better = home.upload(&path(&it), &words, &[]).await;
        home.follow(&better).await.shows("原来报的整改已经撤回");
        home.get(&path(&it)).await.hides("已经撤回");
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        home.get(&path(&it)).await.shows("晚上嗡嗡响，早上也响");
    }

    async fn a_household_reports_so_many_faults_a_day(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let most = Act::Fault.most_of_home();
        take_all_of(&site.app, Act::Fault, most, Whose::Home(it.households[0])).await.unwrap();
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(429).says("您家今天");
        home.post(&path(&it), &[("level", "satisfied")]).await.is(303);
        let next = site.household(it.households[1], it.community.id).await;
        next.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
    }

    async fn a_household_rates_so_often_a_day_and_what_it_said_stands(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let most = Act::Rate.most_of_home();
        take_all_of(&site.app, Act::Rate, most - 1, Whose::Home(it.households[0])).await.unwrap();
        home.post(&path(&it), &[("level", "satisfied")]).await.is(303);
        let over = home.post(&path(&it), &[("level", "very_satisfied")]).await;
        over.is(429).says("今天 24:00 以后才能再点").says("已记下：满意");
        let next = site.household(it.households[1], it.community.id).await;
        next.post(&path(&it), &[("level", "satisfied")]).await.is(303);
    }

    async fn a_page_left_open_on_another_phone_takes_nothing_back(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        let stale = home.get(&path(&it)).await;
        home.submit(&stale, "/reason", &[("reason", "noise"), ("text", "晚上嗡嗡响")]).await.is(303);
        home.submit(&stale, "/reason", &[("text", ""), ("then", "next")]).await.is(303);
        home.submit(&stale, "/reason", &[("text", "灯也不亮"), ("then", "next")]).await.is(303);
        let now = home.get(&path(&it)).await;
        now.shows("晚上嗡嗡响").says("灯也不亮").says("value=\"noise\" checked");
        home.submit(&now, "/reason", &[("text", ""), ("reason", "noise")]).await.is(303);
        home.get(&path(&it)).await.hides("嗡嗡响").hides("灯也不亮");
    }

    async fn the_enter_key_never_rates(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        let page = home.get(&path(&it)).await;
        let first = page.body.split("<button").find(|rest| rest.contains("form=\"why\"")).unwrap();
        assert!(first.contains("name=\"then\"") && !first.contains("formaction"), "{first}");
    }

    async fn a_bad_level_can_be_shown_to_those_who_see_to_the_repair_and_to_nobody_else(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        let reason = format!("{}/reason", path(&it));
        let files: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &photo()), ("photos", "b.jpg", b"words")];
        let back = home.upload(&reason, &[("reason", "function"), ("text", "灯一闪一闪")], &files).await;
        back.is(422).says("这个文件不是照片").says("灯一闪一闪").says("毛病的照片 1");
        let form = home.get(&path(&it)).await;
        let fields = [("reason", "function"), ("text", "灯一闪一闪")];
        let again: [(&str, &str, &[u8]); 2] = [("photos", "a.jpg", &photo()), ("recording", "b.mp3", b"ID3 words")];
        home.upload(&form.form("/reason").action, &fields, &again).await.is(303);
        let page = home.get(&path(&it)).await;
        page.shows("灯一闪一闪").says("毛病的照片 1").hides("毛病的照片 2").says("说毛病的录音");
        let files = shown(&page);
        assert_eq!(files.len(), 2);
        let neighbour = site.household(it.households[1], it.community.id).await;
        let office = site.staff("zhu", Role::Official, Scope::Everywhere).await;
        for file in &files {
            home.get(file).await.is(200);
            office.get(file).await.is(200);
            neighbour.get(file).await.is(404);
            site.browser().get(file).await.is(404);
        }
        office.get("/office/cuiyuan").await.shows("灯一闪一闪").says(&files[0]);
        home.post(&path(&it), &[("level", "satisfied")]).await.is(303);
        home.get(&files[0]).await.is(404);
    }

    async fn the_button_at_the_foot_keeps_why_a_level_is_bad_and_goes_on(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let list = "/c/cuiyuan/rate";
        home.get(&path(&it)).await.is(200).hides("form=\"why\"");
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        let page = home.get(&path(&it)).await;
        page.says("form=\"why\"").says("name=\"then\"").says("id=\"why\"").hides("告诉他们");
        let form = page.form("/reason").action;
        assert_eq!(home.upload(&form, &[("then", "next")], &[]).await.is(303).to(), list, "nothing need be said");
        let said = [("text", "灯一闪一闪"), ("then", "next")];
        let sent = home.upload(&form, &said, &[("photos", "a.jpg", &photo())]).await;
        assert!(sent.is(303).to().starts_with(list));
        home.follow(&sent).await.shows("您说的已记下");
        home.get(&path(&it)).await.shows("灯一闪一闪").says("毛病的照片 1");
        let bad = home.upload(&form, &said, &[("photos", "b.jpg", b"words")]).await;
        bad.is(422).says("这个文件不是照片").says("灯一闪一闪");
        site.clock.set(site.app.now().plus(HOUR / 2));
        let now = home.get(&path(&it)).await;
        assert_eq!(home.submit(&now, "/reason", &said).await.is(303).to(), list, "the same again is nothing new");
        let stored = ratings::find(&mut site.app.store.read().await.unwrap(), it.works[0], it.households[0]).await;
        assert!(stored.unwrap().unwrap().changed_at < site.app.now());
        let other = home.post(&path(&it), &[("level", "enchanted")]).await;
        other.is(422).says("灯一闪一闪");
        let taken = home.submit(&now, "/reason", &[("text", ""), ("then", "next")]).await;
        home.follow(&taken).await.shows("您说的已记下");
        home.get(&path(&it)).await.hides("灯一闪一闪");
    }

    async fn a_level_tapped_by_mistake_costs_those_who_repair_nothing(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let office = site.staff("zhu", Role::Official, Scope::Everywhere).await;
        let tap = path(&it);
        home.post(&tap, &[("level", "dissatisfied")]).await.is(303);
        let why = [("reason", "function"), ("text", "灯一闪一闪")];
        home.upload(&format!("{tap}/reason"), &why, &[("photos", "a.jpg", &photo())]).await.is(303);
        let file = shown(&home.get(&tap).await).remove(0);
        home.post(&tap, &[("level", "satisfied")]).await.is(303);
        office.get("/office/cuiyuan").await.shows("楼道照明").hides("灯一闪一闪").hides(&file);
        home.get(&file).await.is(404);
        home.post(&tap, &[("level", "very_dissatisfied")]).await.is(303);
        office.get("/office/cuiyuan").await.shows("灯一闪一闪").says(&file);
        office.get(&file).await.is(200);
        assert_eq!(shown(&home.get(&tap).await), [file]);
    }

    async fn words_said_before_a_better_level_go_along_with_the_next_fault(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let (tap, why) = (path(&it), [("reason", "function"), ("text", "灯一闪一闪")]);
        home.post(&tap, &[("level", "satisfied")]).await.is(303);
        home.post(&format!("{tap}/reason"), &why).await.is(303);
        home.post(&tap, &[("level", "dissatisfied")]).await.is(303);
        let office = site.staff("zhu", Role::Official, Scope::Everywhere).await;
        office.get("/office/cuiyuan").await.shows("灯一闪一闪");
    }

    async fn what_shows_a_fault_stays_and_goes_a_day_after_the_fault_was_taken_back(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        home.upload(&format!("{}/reason", path(&it)), &[], &[("photos", "a.jpg", &photo())]).await.is(303);
        let file = shown(&home.get(&path(&it)).await).remove(0);
        let id = UploadId::parse(file.strip_prefix("/p/").unwrap()).unwrap();
        let is_there = async || uploads::find(&mut site.app.store.read().await.unwrap(), id).await.unwrap().is_some();
        site.clock.set(site.app.now().plus(3 * DAY));
        jobs::minute(&site.app).await.unwrap();
        assert!(is_there().await);
        let fault = defects::list(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap().remove(0);
        let now = site.app.now();
        site.app.store.write(move |c| async move { defects::withdraw(c, fault.id, now).await }.boxed()).await.unwrap();
        jobs::minute(&site.app).await.unwrap();
        assert!(is_there().await, "a mistake can be seen for a day");
        site.clock.set(now.plus(2 * DAY));
        jobs::minute(&site.app).await.unwrap();
        assert!(!is_there().await);
    }

    async fn a_bad_level_does_not_stand_there_as_a_good_one(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        home.get("/c/cuiyuan/rate").await.says("<span class=\"pill red\">不满意</span>").hides("pill jade");
        home.post(&path(&it), &[("level", "satisfied")]).await.is(303);
        home.get("/c/cuiyuan/rate").await.says("<span class=\"pill jade\">满意</span>").hides("pill red");
    }

    async fn a_work_in_english_has_its_units_and_its_days_in_english(site: &Site) {
        let it = finished(site).await;
        let mut work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
        (work.unit, work.quantity) = ("household".to_owned(), 24_000);
        site.app.store.write(move |c| async move { works::revise(c, &work).await }.boxed()).await.unwrap();
        let page = site.browser().get(&format!("/c/cuiyuan/works/{}?lang=en", it.works[0])).await;
        page.says("240 households").says("15 June 2028").hides("2028-06");
    }

    async fn why_is_not_taken_once_ratings_are_over_and_stays_on_the_page(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        home.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        let page = home.get(&path(&it)).await;
        site.clock.set(site.app.now().plus(2 * HOUR));
        let late = home.submit(&page, "/reason", &[("reason", "noise"), ("text", "天天有灰")]).await;
        late.is(409).says("现在不是办这件事的时间").says("天天有灰").hides("form=\"why\"");
        assert!(late.links().contains(&"/c/cuiyuan/rate".to_owned()), "there is a way on: {:?}", late.links());
        home.get(&path(&it)).await.shows("现在不是评价的时间").hides("天天有灰").hides("/reason");
    }

    async fn after_a_sale_the_words_of_a_rating_are_neither_shown_nor_kept_for_the_buyer(site: &Site) {
        let it = finished(site).await;
        let (work, flat, now) = (it.works[0], it.households[0], site.app.now());
        let seller = site.household(flat, it.community.id).await;
        let typed = [("level", "dissatisfied"), ("reason", "noise"), ("text", "晚上嗡嗡响")];
        seller.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        seller.upload(&path(&it), &typed, &[("photos", "a.jpg", &photo())]).await.is(303);
        seller.get(&path(&it)).await.shows("晚上嗡嗡响").says("毛病的照片 1");
        let sold = now.plus(MINUTE);
        site.clock.set(sold);
        unit!(site.app.store, |c| households::sell(c, flat, None, sold).await);
        site.clock.set(sold.plus(MINUTE));
        let buyer = site.household(flat, it.community.id).await;
        let page = buyer.get(&path(&it)).await;
        page.is(200).hides("晚上嗡嗡响").hides("毛病的照片 1");
        buyer.get("/own").await.is(200).hides("晚上嗡嗡响");
        buyer.post(&path(&it), &[("level", "dissatisfied")]).await.is(303);
        buyer.get(&path(&it)).await.is(200).hides("晚上嗡嗡响");
        let mut c = site.app.store.read().await.unwrap();
        let kept = ratings::find(&mut c, work, flat).await.unwrap().unwrap();
        assert_eq!((kept.text.as_str(), kept.reason, kept.created_at), ("", None, site.app.now()));
    }
}
