//! What processes promise each other that write into one database inside.

use crate::kit::{sample, start};
use futures::FutureExt;
use linli::domain::ids::CommunityId;
use linli::store::{Store, StoreError};
use std::time::{Duration, Instant};

async fn touch(store: &Store, id: CommunityId) {
    let touch = store.write(move |c| {
        async move {
            c.touch(id);
            Ok::<_, StoreError>(())
        }
        .boxed()
    });
    touch.await.unwrap();
}

#[tokio::test]
async fn what_a_command_changed_is_seen_by_the_server_that_keeps_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("linli.db");
    let (server, command) = (Store::open_sqlite(&file).await.unwrap(), Store::open_sqlite(&file).await.unwrap());
    let [here, there] =
        [sample::community(&server, "cuiyuan", start()).await, sample::community(&server, "beihu", start()).await];
    assert_eq!(server.revision(here.id).await.unwrap(), 0);
    touch(&command, here.id).await;
    touch(&server, there.id).await;
    assert_eq!(server.revision(here.id).await.unwrap(), 1, "its next write shows it");
    touch(&command, here.id).await;
    let late = Instant::now() + Duration::from_secs(30);
    while server.revision(here.id).await.unwrap() < 2 {
        assert!(Instant::now() < late, "without work it looks by itself");
        tokio::task::yield_now().await;
    }
    command.close().await;
    server.close().await;
}
