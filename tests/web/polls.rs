//! Promises about polls as staff make them: what is fixed, corrected and refused.

use crate::kit::sample::{self, Voting};
use crate::promises;
use crate::site::{Browser, Site};
use linli::domain::policy::{Role, Scope};
use linli::store::works;

async fn official(site: &Site) -> Browser {
    site.staff("guan", Role::Official, Scope::Everywhere).await
}

/// A community whose poll runs, and who manages it.
async fn voting(site: &Site) -> (Voting, Browser) {
    (sample::voting(&site.app.store, "cuiyuan", 6, site.app.now()).await, official(site).await)
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
}
