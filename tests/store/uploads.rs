//! Promises about photos that are kept for a while, and those that stay.

use crate::kit::{Instance, sample};
use crate::promises;
use bytes::Bytes;
use futures::FutureExt;
use image::codecs::jpeg::JpegEncoder;
use linli::domain::ids::{DraftId, UploadId, WorkId};
use linli::domain::moment::HOUR;
use linli::jobs;
use linli::service::feedback::draft::{self, Draft};
use linli::service::photos::{keep_photo, place};
use linli::service::{Linli, works as use_cases};
use linli::store::communities::Community;
use linli::store::{feedback, uploads, works};

async fn photo(app: &Linli, community: &Community) -> UploadId {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&image::RgbImage::new(8, 6)).unwrap();
    keep_photo(app, community.id, Bytes::from(jpeg), app.now()).await.unwrap()
}

/// Keeps a draft with these photos.
async fn kept(app: &Linli, community: &Community, id: DraftId, photos: Vec<UploadId>) {
    let draft = Draft { photos, once: app.random.id(app.now()), ..Draft::default() };
    draft::keep(app, "203.0.113.7", (id, community.id), &draft, app.now()).await.unwrap();
}

fn new(app: &Linli) -> DraftId {
    DraftId(app.random.id(app.now()))
}

/// Whether a photo is there: its row and its bytes.
async fn is_there(app: &Linli, id: UploadId) -> bool {
    let row = uploads::find(&mut app.store.read().await.unwrap(), id).await.unwrap().is_some();
    let bytes = app.config.uploads().join(place(id).as_ref()).is_file();
    assert_eq!(row, bytes, "{id}");
    row
}

async fn after(instance: &Instance, hours: i64) {
    instance.clock.set(instance.app.now().plus(hours * HOUR));
    jobs::minute(&instance.app).await.unwrap();
}

/// Puts a photo after the works of a work.
async fn put(app: &Linli, work: WorkId, photo: UploadId) {
    app.store
        .write(move |c| {
            async move {
                let mut found = works::find(c, work).await?.unwrap();
                found.after_photo = Some(photo);
                works::revise(c, &found).await
            }
            .boxed()
        })
        .await
        .unwrap();
}

promises! {
    async fn a_draft_and_its_photos_are_kept_for_a_day_and_then_gone(instance: &Instance) {
        let app = &instance.app;
        let community = sample::community(&app.store, "cuiyuan", app.now()).await;
        let (id, first, dropped) = (new(app), photo(app, &community).await, photo(app, &community).await);
        kept(app, &community, id, vec![first]).await;
        after(instance, 23).await;
        assert!(is_there(app, first).await && is_there(app, dropped).await);
        // Filled in once more, it is kept for another day: with its first photo, without the dropped one.
        kept(app, &community, id, vec![first]).await;
        after(instance, 20).await;
        assert!(is_there(app, first).await && !is_there(app, dropped).await);
        let mut c = app.store.read().await.unwrap();
        let found = draft::find(&mut c, id, community.id, app.now()).await.unwrap().unwrap();
        assert_eq!(found.photos, [first]);
        drop(c);
        after(instance, 6).await;
        assert!(!is_there(app, first).await);
    }

    async fn what_was_sent_keeps_its_photos(instance: &Instance) {
        let app = &instance.app;
        let voting = sample::voting(&app.store, "cuiyuan", 20, app.now()).await;
        sample::feedback(&app.store, &voting, 1, app.now()).await;
        let (id, one) = (new(app), photo(app, &voting.community).await);
        kept(app, &voting.community, id, vec![one]).await;
        let place = voting.community.id;
        // What sending does, but the draft stays: as if it came back with a second click.
        app.store
            .write(move |c| {
                async move {
                    let said = feedback::by_serial(c, place, 1).await?.unwrap();
                    uploads::attach(c, one, said.id, 0).await
                }
                .boxed()
            })
            .await
            .unwrap();
        after(instance, 30 * 24).await;
        assert!(is_there(app, one).await);
        let gone = app.store.write(move |c| async move { uploads::remove_loose(c, one).await }.boxed()).await.unwrap();
        assert!(!gone);
    }

    async fn a_photo_of_a_work_stays_until_another_takes_its_place(instance: &Instance) {
        let app = &instance.app;
        let voting = sample::voting(&app.store, "cuiyuan", 20, app.now()).await;
        let (old, unsaved) = (photo(app, &voting.community).await, photo(app, &voting.community).await);
        put(app, voting.works[0], old).await;
        after(instance, 24).await;
        // A form left open for a day cannot put in what is about to be removed.
        let late = use_cases::own_photo(app, voting.community.id, &unsaved.to_string()).await.unwrap();
        assert_eq!(late, None);
        after(instance, 6).await;
        assert!(is_there(app, old).await && !is_there(app, unsaved).await);
        let new = photo(app, &voting.community).await;
        put(app, voting.works[0], new).await;
        after(instance, 30 * 24).await;
        assert!(is_there(app, new).await && !is_there(app, old).await);
    }
}
