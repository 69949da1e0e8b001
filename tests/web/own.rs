//! Promises about what is stored of a household: shown to it, taken along, deleted by it.

use crate::feedback::{flat, open, published, said};
use crate::kit::sample;
use crate::proof::{letter, scan};
use crate::site::Site;
use crate::{promises, unit};
use linli::domain::code::Purpose as Letter;
use linli::domain::feedback::FeedbackState;
use linli::domain::moment::DAY;
use linli::domain::owner::Paper;
use linli::domain::privacy::{FIELDS, Purpose};
use linli::store::owners::{self, Proof};
use linli::store::sessions::Owner;
use linli::store::{ballots, feedback};
use serde_json::Value;

promises! {
    async fn a_household_reads_and_takes_along_what_is_stored_of_it(site: &Site) {
        let community = open(site).await;
        let home = site.household(flat(), community.id).await;
        said(&home, "lights", "楼道灯不亮").await;
        home.get("/own").await.shows("60.00").says("CU-1").says("楼道灯不亮").says("删不掉");
        let export: Value = serde_json::from_str(&home.get("/own/export").await.is(200).body).unwrap();
        assert_eq!(export["roll"]["room"], "301");
        assert_eq!(export["feedback"][0]["number"], "CU-1");
        assert_eq!(export["supports"][0]["number"], "CU-1");
        let other = site.browser();
        other.get("/own").await.is(401).says("参与码").hides("楼道灯");
        other.get("/own/export").await.is(401);
        other.post("/own/delete", &[("sure", "yes")]).await.is(401);
    }

    async fn what_can_go_is_deleted_and_what_is_published_stands_without_the_flat(site: &Site) {
        let community = open(site).await;
        let home = site.household(flat(), community.id).await;
        said(&home, "lights", "楼道灯不亮，电话 13812345678").await;
        published(site, community.id, 1).await;
        said(&home, "pipes", "厨房下水返味").await;
        let second = site.household(flat(), community.id).await;
        let page = home.get("/own").await;
        let refused = home.submit(&page, "/own/delete", &[]).await;
        refused.is(422).says("href=\"#sure\"").says("请先在「我看过了，删掉」前面打勾");
        let (above, _) = refused.body.split_once("<section").unwrap();
        assert!(above.contains("请先在"), "what to do stands where the page begins");
        assert_eq!(home.submit(&refused, "/prefs", &[("mode", "elder")]).await.is(303).to(), "/own");
        let gone = home.submit(&page, "/own/delete", &[("sure", "yes")]).await;
        assert_eq!(gone.is(303).to(), "/privacy?done=deleted");
        home.get("/own").await.is(401);
        second.get("/own").await.is(401);
        let mut c = site.app.store.read().await.unwrap();
        let first = feedback::by_serial(&mut c, community.id, 1).await.unwrap().unwrap();
        assert_eq!((first.state, first.household_id), (FeedbackState::Published, None));
        assert!(first.text == first.shown_text && !first.text.contains("13812345678"), "{}", first.text);
        let other = feedback::by_serial(&mut c, community.id, 2).await.unwrap().unwrap();
        assert_eq!((other.state, other.household_id, other.text), (FeedbackState::Withdrawn, None, String::new()));
        drop(c);
        site.browser().get("/c/cuiyuan/feedback/CU-1").await.shows("楼道灯不亮");
        site.household(flat(), community.id).await.get("/own").await.hides("厨房下水").hides("CU-2");
    }

    async fn a_vote_stands_after_deleting_and_is_shown_without_the_choice(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        home.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        let page = home.get("/own").await;
        page.shows("先做哪几样").says("看回执").hides("楼道照明");
        home.submit(&page, "/own/delete", &[("sure", "yes")]).await.is(303);
        let mut c = site.app.store.read().await.unwrap();
        assert!(ballots::in_force(&mut c, it.poll, it.households[0]).await.unwrap().is_some());
        drop(c);
        site.household(it.households[0], it.community.id).await.get("/own").await.shows("先做哪几样");
    }

    async fn the_way_to_ones_own_data_stands_on_every_page_and_says_what_deleting_means(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let home = site.household(it.households[0], it.community.id).await;
        let page = home.get("/c/cuiyuan").await;
        for to in ["/c/cuiyuan/mine", "/own", "/privacy"] {
            assert!(page.links().contains(&to.to_owned()), "{to}");
        }
        let links = home.get("/v?c=cuiyuan").await.links();
        assert!(links.contains(&"/own".to_owned()) && links.contains(&"/c/cuiyuan/mine".to_owned()));
        site.browser().get("/privacy").await.shows("备份").says("请再删一次").says("计票，并让人核对");
        let told: Value = serde_json::from_str(&site.browser().get("/privacy.json").await.is(200).body).unwrap();
        assert_eq!(told["fields"].as_array().unwrap().len(), FIELDS.len());
        let votes = FIELDS.iter().position(|field| field.purpose == Purpose::Vote).unwrap();
        assert_eq!(told["fields"][votes]["purpose"]["zh"], "计票，并让人核对");
        assert!(told["backups"]["en"].as_str().unwrap().contains("once more"));
    }

    async fn each_letter_of_a_flat_is_shown_and_signs_out_only_its_own(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let (household, community) = (it.households[0], it.community.id);
        let home = site.household(household, community).await;
        let owner = site.signed_in(Owner::Titled(household, community)).await;
        let proof = Proof {
            id: sample::id(77),
            community,
            household,
            paper: Paper::Certificate,
            seen_by: None,
            seen_at: site.app.now(),
        };
        unit!(site.app.store, |c| owners::record(c, &proof).await);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        home.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        for (browser, purpose, votes) in [(&home, "household", 1), (&owner, "owner", 0)] {
            let export: Value = serde_json::from_str(&browser.get("/own/export").await.is(200).body).unwrap();
            let phones = export["phones"].as_array().unwrap();
            assert_eq!((phones.len(), phones[0]["purpose"].as_str()), (1, Some(purpose)));
            assert_eq!(export["owner_seen"].is_object(), purpose == "owner");
            assert_eq!(export["votes"].as_array().unwrap().len(), votes);
        }
        home.get("/own").await.hides("不动产权证");
        let page = owner.get("/own").await;
        page.shows("不动产权证").hides("先做哪几样");
        owner.submit(&page, "/own/delete", &[("sure", "yes")]).await.is(303);
        owner.get("/own").await.is(401);
        home.get("/own").await.is(200);
    }

    async fn what_is_stored_does_not_end_with_the_letter(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letter(site, &it, Letter::Household).await;
        let home = site.browser();
        scan(&home, &code).await.is(303);
        let vote = format!("/c/cuiyuan/polls/{}/vote", it.poll);
        home.post(&vote, &[("w", &it.works[0].to_string())]).await.is(303);
        site.clock.set(site.app.now().plus(11 * DAY));
        home.get("/own").await.is(401);
        let late = site.browser();
        let token = code.token.plain();
        let shown = [("c", "cuiyuan"), ("token", token.as_str()), ("next", "/own"), ("sure", "yes")];
        assert_eq!(late.post("/v", &shown).await.is(303).to(), "/own");
        let page = late.get("/own").await;
        page.shows("先做哪几样");
        let export: Value = serde_json::from_str(&late.get("/own/export").await.is(200).body).unwrap();
        assert_eq!((export["votes"].as_array().unwrap().len(), &export["phones"][0]["only_reads"]), (1, &true.into()));
        late.get("/c/cuiyuan/mine").await.is(303);
        late.submit(&page, "/own/delete", &[("sure", "yes")]).await.is(303);
        late.get("/own").await.is(401);
    }

    async fn an_owners_letter_that_has_ended_shows_nothing_before_the_owner_was_seen(site: &Site) {
        let it = sample::voting(&site.app.store, "cuiyuan", 4, site.app.now()).await;
        let code = letter(site, &it, Letter::Owner).await;
        site.clock.set(site.app.now().plus(11 * DAY));
        let thief = site.browser();
        scan(&thief, &code).await.is(303);
        thief.get("/own").await.is(401);
        thief.get("/own/export").await.is(401);
        thief.post("/own/delete", &[("sure", "yes")]).await.is(401);
        thief.get(&format!("/c/cuiyuan/polls/{}/receipt", it.poll)).await.is(403);
    }
}
