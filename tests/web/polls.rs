//! Promises about polls as staff make them: what is fixed, corrected and refused.

use crate::kit::sample::{self, Voting};
use crate::promises;
use crate::site::{Browser, Page, Site};
use linli::domain::moment::DAY;
use linli::domain::policy::{Role, Scope};
use linli::store::{audit, record, works};

async fn official(site: &Site) -> Browser {
    site.staff("guan", Role::Official, Scope::Everywhere).await
}

/// A community whose poll runs, and who manages it.
async fn voting(site: &Site) -> (Voting, Browser) {
    (sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await, official(site).await)
}

/// What a form of a poll about the first two works asks for.
fn asked(it: &Voting) -> Vec<(&'static str, String)> {
    let fixed = [
        ("title_zh", "第二次"),
        ("budget", "3万"),
        ("opens", "2026-07-01T00:00"),
        ("closes", "2026-07-09"),
        ("preset", "none"),
        ("conflict_rule", "first_valid"),
    ];
    let works = it.works[..2].iter().map(|work| ("works", work.to_string()));
    fixed.into_iter().map(|(name, value)| (name, value.to_owned())).chain(works).collect()
}

/// Fills in the form of a new poll, with these fields in the place of the usual ones.
async fn draft(desk: &Browser, it: &Voting, other: &[(&str, &str)]) -> Page {
    let form = desk.get("/setup/cuiyuan/polls/new").await;
    let usual = asked(it);
    let usual = usual.iter().map(|(name, value)| (*name, value.as_str()));
    let kept = usual.filter(|(name, _)| other.iter().all(|(given, _)| given != name));
    let fields: Vec<(&str, &str)> = kept.chain(other.iter().copied()).collect();
    desk.submit(&form, "/polls", &fields).await
}

promises! {
    async fn a_published_poll_fixes_the_cost_of_its_works(site: &Site) {
        let (it, desk) = voting(site).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[1]);
        let form = desk.get(&path).await;
        let back = desk.submit(&form, &path, &[("cost", "5万"), ("zh", "停车位二十个")]).await;
        back.is(409).says("投票「先做哪几样？」公布时已经定住").says("5万").says("停车位二十个").says("aria-invalid");
        desk.submit(&form, &path, &[("must_do", "yes")]).await.is(409).says("公布时已经定住");
        desk.submit(&form, "/remove", &[]).await.is(409).says("公布时已经定住");
        let work = works::find(&mut site.app.store.read().await.unwrap(), it.works[1]).await.unwrap().unwrap();
        assert_eq!((work.cost_fen, work.must_do, work.zh.as_str()), (2_000_000, false, "停车位"));
        desk.submit(&form, &path, &[("note_zh", "多二十个车位"), ("state", "building")]).await.is(303);
        desk.get(&path).await.shows("多二十个车位");
        desk.post(&format!("/setup/cuiyuan/polls/{}/cancel", it.poll), &[("reason", "费用算错了")]).await.is(303);
        desk.submit(&form, &path, &[("cost", "5万")]).await.is(303);
    }

    async fn an_announced_poll_is_corrected_before_it_opens_and_says_so(site: &Site) {
        let (it, desk) = voting(site).await;
        let path = draft(&desk, &it, &[]).await.is(303).to().split('?').next().unwrap().to_owned();
        let public = path.replace("/setup/", "/c/");
        let edit = format!("{path}/edit");
        desk.get(&edit).await.shows("存成草稿").hides("公布更正");
        desk.post(&format!("{path}/open"), &[]).await.is(303);
        assert!(desk.get(&path).await.links().contains(&edit));
        site.browser().get(&public).await.shows("第二次").hides("更正过");
        let form = desk.get(&edit).await;
        form.shows("公布更正").says("居民马上看到").hides("存成草稿");
        desk.submit(&form, &path, &[("budget", "5万")]).await.is(303);
        site.browser().get(&public).await.shows("6 月 15 日 更正过");
        let mut c = site.app.store.read().await.unwrap();
        let leaves = record::list(&mut c, it.community.id, "poll").await.unwrap();
        assert!(leaves.iter().any(|(body, _)| body.contains("act revised") && body.contains("budget 5000000")));
        let log = audit::list(&mut c, 50).await.unwrap();
        assert!(log.iter().any(|entry| entry.object.starts_with("poll correct ") && entry.staff_id.is_some()), "{log:?}");
        drop(c);
        // Once it has begun there is nothing to correct.
        site.clock.set(site.app.now().plus(17 * DAY));
        let late = site.staff("lai", Role::Official, Scope::Everywhere).await;
        assert!(!late.get(&path).await.is(200).links().contains(&edit));
        late.submit(&form, &path, &[("budget", "6万")]).await.is(409);
        site.browser().get(&public).await.shows("6 月 15 日 更正过");
    }

    async fn a_poll_whose_money_buys_nothing_or_that_never_ends_is_refused_beside_its_field(site: &Site) {
        let (it, desk) = voting(site).await;
        let poor = draft(&desk, &it, &[("budget", "9999")]).await;
        poor.is(422).says("最便宜的一项要 10,000 元").says("value=\"9999\"").says("id=\"budget\"").says("aria-invalid");
        let long = draft(&desk, &it, &[("closes", "2028-06-14")]).await;
        long.is(422).says("这个日子太远，最晚填 2028 年 6 月 13 日").says("value=\"2028-06-14\"");
        draft(&desk, &it, &[("budget", "1万"), ("closes", "2028-06-13")]).await.is(303);
    }
}
