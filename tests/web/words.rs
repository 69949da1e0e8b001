//! Promises about sentences: each says what is missing in its own place.

use crate::kit::sample::{self, Voting};
use crate::site::Site;
use crate::{promises, unit};
use futures::FutureExt;
use linli::domain::ids::WorkId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::domain::project::Stage;
use linli::domain::work::WorkState;
use linli::store::{StoreError, projects, works};

async fn finish(site: &Site, work: WorkId) {
    let now = site.app.now();
    site.app
        .store
        .write(move |c| {
            async move {
                let mut found = works::find(c, work).await?.expect("the work is there");
                found.state = WorkState::Finished;
                found.finished_at = Some(now);
                works::revise(c, &found).await?;
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

async fn reaches(site: &Site, it: &Voting, stage: Stage) {
    let mut project =
        projects::find(&mut site.app.store.read().await.unwrap(), it.community.id).await.unwrap().unwrap();
    project.stage = stage;
    let id = it.community.id;
    unit!(site.app.store, |c| {
        projects::revise(c, &project).await?;
        c.touch(id);
        Ok::<_, StoreError>(())
    });
}

promises! {
    async fn a_stage_and_who_pays_have_one_name_on_every_page(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let official = site.staff("li.ping", Role::Official, Scope::Everywhere).await;
        let pages = ["/c/cuiyuan", "/office/cuiyuan", "/setup/cuiyuan/stage"];
        reaches(site, &it, Stage::Finished).await;
        for path in pages {
            official.get(path).await.shows("完工评价").says("验收通过").says("长效管理").hides(">验收<").hides(">养护<");
        }
        reaches(site, &it, Stage::Refused).await;
        for path in pages {
            official.get(path).await.shows("居民没有同意").hides("居民未同意");
        }
        let money = official.get("/setup/cuiyuan/funding").await;
        money.shows("单位出资").says("社会资本").hides("相关单位").hides("市场投入");
    }

    async fn whoever_explains_a_bad_rating_without_a_word_is_asked_for_a_reason(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        finish(site, it.works[0]).await;
        let browser = site.household(it.households[0], it.community.id).await;
        let path = format!("/c/cuiyuan/rate/{}", it.works[0]);
        browser.post(&path, &[("level", "dissatisfied")]).await.is(303);
        let asked = browser.post(&format!("{path}/reason"), &[("text", " ")]).await;
        asked.is(422).says("请选一个原因").hides("拍一张");
    }

    async fn a_works_card_shows_how_it_looks_now_in_a_few_kilobytes(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let official = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[1]);
        let form = official.get(&path).await.form(&path);
        let fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut jpeg = Vec::new();
        let picture = image::RgbImage::from_fn(1_200, 900, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
        official.upload(&path, &fields, &[("before", "a.jpg", &jpeg)]).await.is(303);
        let browser = site.household(it.households[0], it.community.id).await;
        let slip = browser.get(&format!("/c/cuiyuan/polls/{}/vote", it.poll)).await;
        slip.shows("class=\"thumb\"").says("loading=\"lazy\"").says("alt=\"现在的样子：停车位\"");
        assert_eq!(slip.body.matches("class=\"thumb\"").count(), 1, "a work without a photo has none");
        let from = slip.body.find("/p/").unwrap();
        let address: String = slip.body[from..].chars().take_while(|c| *c != '"').collect();
        let small = site.browser().get(&address).await;
        assert_eq!(small.is(200).header("content-type"), "image/jpeg");
        assert!(small.bytes.len() < 8_000, "{}", small.bytes.len());
        let shown = image::load_from_memory(&small.bytes).unwrap();
        assert_eq!((shown.width(), shown.height()), (160, 160));
    }

    async fn a_number_of_one_a_building_and_a_past_year_are_said_as_people_say_them(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 1, site.app.now()).await;
        let home = "/c/cuiyuan?lang=en";
        site.browser().get(home).await.shows("1 building, 1 household").hides("1 households").hides("‹s›");
        let browser = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        browser.get(&format!("{vote}?lang=en")).await.shows("Building 1, 101").hides("栋");
        browser.get(&vote).await.shows("1 栋 101").hides("2026 年");
        site.clock.set(site.app.now().plus(300 * DAY));
        site.browser().get(&format!("/c/cuiyuan/polls/{}", it.poll)).await.is(200);
        site.browser().get("/c/cuiyuan").await.shows("2026 年 6 月 25 日 截止");
    }

    async fn a_poll_without_works_asks_for_works_and_closing_asks_for_a_reason_that_residents_read(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 8, site.app.now()).await;
        let official = site.staff("guan", Role::Official, Scope::Everywhere).await;
        official.post("/setup/cuiyuan/polls", &[("title_zh", "先修哪样？")]).await.is(422).says("请至少勾两项").hides("拍一张");
        official.post("/setup/cuiyuan/close", &[("reason", "")]).await.is(422).says("居民会看到");
        official.post(&format!("/setup/cuiyuan/polls/{}/cancel", it.poll), &[("reason", "不改了")]).await.is(303);
        official.post("/setup/cuiyuan/close", &[("reason", "已经拆迁")]).await.is(303);
        site.browser().get("/c/cuiyuan").await.shows("只能看").says("原因：已经拆迁");
        official.post("/setup/cuiyuan/reopen", &[("reason", "")]).await.is(422).says("留在操作记录里");
        official.post("/setup/cuiyuan/reopen", &[("reason", "弄错了")]).await.is(303);
        site.browser().get("/c/cuiyuan").await.hides("已经拆迁").hides("弄错了");
    }
}
