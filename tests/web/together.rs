//! Promises about two who write the same at once: neither undoes what the other did.

use crate::kit::sample::{self, Voting};
use crate::promises;
use crate::site::{Page, Site};
use futures::FutureExt;
use futures::future::BoxFuture;
use linli::domain::policy::{Role, Scope};
use linli::domain::work::WorkState;
use linli::store::{Conn, StoreError, communities, ratings, uploads, works};
use tokio::sync::oneshot;

/// A community of four flats whose first work is finished.
async fn finished(site: &Site) -> Voting {
    let now = site.app.now();
    let it = sample::voting(&site.app.store, "cuiyuan", 4, now).await;
    let mut work = works::find(&mut site.app.store.read().await.unwrap(), it.works[0]).await.unwrap().unwrap();
    (work.state, work.finished_at) = (WorkState::Finished, Some(now));
    site.app.store.write(move |c| async move { works::revise(c, &work).await }.boxed()).await.unwrap();
    it
}

/// Sends a form while a unit of work has done `first` and is not committed yet. The pages that are
/// read meanwhile give the form time to come as far as its own unit.
async fn beside<F>(site: &Site, it: &Voting, first: F, form: impl Future<Output = Page>) -> Page
where
    F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<(), StoreError>> + Send + 'static,
{
    let (begun, begins) = oneshot::channel();
    let (go, wait) = oneshot::channel::<()>();
    let (store, community) = (site.app.store.clone(), it.community.id);
    let unit = tokio::spawn(async move {
        let unit = store.write(move |c| {
            async move {
                communities::by_id_locked(c, community).await?;
                first(c).await?;
                begun.send(()).unwrap();
                wait.await.unwrap();
                Ok::<_, StoreError>(())
            }
            .boxed()
        });
        unit.await.unwrap();
    });
    begins.await.unwrap();
    let release = async {
        for _ in 0..30 {
            site.browser().get("/readyz").await.is(200);
        }
        go.send(()).unwrap();
    };
    let (page, ()) = futures::future::join(form, release).await;
    unit.await.unwrap();
    page
}

promises! {
    async fn nothing_is_rated_once_the_community_is_closed(site: &Site) {
        let it = finished(site).await;
        let home = site.household(it.households[0], it.community.id).await;
        let (path, id, work) = (format!("/c/cuiyuan/rate/{}", it.works[0]), it.community.id, it.works[0]);
        home.post(&path, &[("level", "dissatisfied")]).await.is(303);
        let tap = home.post(&path, &[("level", "satisfied")]);
        beside(site, &it, move |c| communities::revise_state(c, id, "closed").boxed(), tap).await.is(409);
        let opened = site.app.store.write(move |c| communities::revise_state(c, id, "open").boxed());
        opened.await.unwrap();
        let (reason, why) = (format!("{path}/reason"), [("text", "晚上不亮")]);
        let said = home.post(&reason, &why);
        beside(site, &it, move |c| communities::revise_state(c, id, "closed").boxed(), said).await.is(409);
        let mut c = site.app.store.read().await.unwrap();
        let rating = ratings::find(&mut c, work, it.households[0]).await.unwrap().unwrap();
        assert_eq!((rating.level.as_str(), rating.text.as_str()), ("dissatisfied", ""));
    }

    async fn who_revises_a_work_keeps_the_photo_that_another_put_in(site: &Site) {
        let it = finished(site).await;
        let office = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let path = format!("/setup/cuiyuan/works/{}", it.works[0]);
        let page = office.get(&path).await;
        let (work, photo) = (it.works[0], sample::upload(it.community.id, 1, None, site.app.now()));
        let id = photo.id;
        let put = async move |c: &mut Conn| {
            uploads::record(c, &photo).await?;
            let mut found = works::find(c, work).await?.unwrap();
            found.after_photo = Some(id);
            works::revise(c, &found).await
        };
        let saved = office.submit(&page, &path, &[("quantity", "7")]);
        beside(site, &it, move |c| async move { put(c).await }.boxed(), saved).await.is(303);
        let found = works::find(&mut site.app.store.read().await.unwrap(), work).await.unwrap().unwrap();
        assert_eq!((found.after_photo, found.quantity), (Some(id), 700));
    }

    async fn who_renames_a_community_does_not_open_it_again(site: &Site) {
        let it = finished(site).await;
        let office = site.staff("guan", Role::Official, Scope::Everywhere).await;
        let (page, id) = (office.get("/setup/cuiyuan/edit").await, it.community.id);
        let named = office.submit(&page, "/edit", &[("zh", "翠苑一区")]);
        beside(site, &it, move |c| communities::revise_state(c, id, "closed").boxed(), named).await.is(303);
        let found = communities::find(&mut site.app.store.read().await.unwrap(), "cuiyuan").await.unwrap().unwrap();
        assert_eq!((found.zh.as_str(), found.state.as_str()), ("翠苑一区", "closed"));
    }
}
