//! Promises about a backup of the whole instance.

use crate::kit::{Ground, Instance, sample};
use crate::promises;
use futures::FutureExt;
use linli::service::{backup, communities, doctor};
use linli::store::communities::record_roll_figures;
use linli::store::{Engine, dump, roll};

async fn back(engine: Engine, path: &std::path::Path) -> Result<(backup::Manifest, usize, String), String> {
    let ground = Ground::lay(engine).await;
    let config = ground.config();
    let result = backup::restore(&config, path).await;
    let manifest = match result {
        Ok(manifest) => manifest,
        Err(sentence) => {
            let left = std::fs::read_dir(&config.data).unwrap().count();
            ground.clear().await;
            assert_eq!(left, 0, "{sentence}");
            return Err(sentence);
        }
    };
    let second = backup::restore(&config, path).await;
    let restored = linli::service::Linli::open(config).await.unwrap();
    let community = communities::find(&restored, "cuiyuan").await.unwrap();
    let mut c = restored.store.read().await.unwrap();
    let count = roll::households(&mut c, community.id).await.unwrap().len();
    drop(c);
    let well = doctor::examine(&restored, true).await.unwrap();
    let key = std::fs::read_to_string(restored.config.data.join("secret.key")).unwrap();
    restored.store.close().await;
    drop(restored);
    ground.clear().await;
    assert!(doctor::is_well(&well), "{well:?}");
    assert!(second.unwrap_err().contains("not empty"));
    Ok((manifest, count, key))
}

/// Writes what the sample's roll adds up to, as an import does.
async fn figures(app: &linli::service::Linli, households: i64) {
    let community = communities::find(app, "cuiyuan").await.unwrap().id;
    app.store
        .write(move |c| record_roll_figures(c, community, households, 1, households * 6_000).boxed())
        .await
        .unwrap();
}

promises! {
    async fn a_backup_comes_back_whole_and_only_into_an_empty_place(instance: &Instance) {
        let app = &instance.app;
        sample::voting(&app.store, "cuiyuan", 40, app.now()).await;
        figures(app, 40).await;
        std::fs::create_dir_all(app.config.uploads().join("ab")).unwrap();
        std::fs::write(app.config.uploads().join("ab/cd"), b"photo").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linli.tar");
        let written = backup::write(app, &path).await.unwrap();
        assert!(backup::write(app, &path).await.unwrap_err().contains("there already"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let (manifest, households, key) = back(app.store.engine(), &path).await.unwrap();
        assert_eq!((manifest.clone(), manifest.uploads(), households), (written, 1, 40));
        assert_eq!(key, std::fs::read_to_string(app.config.data.join("secret.key")).unwrap());
    }

    async fn files_of_forms_that_are_not_sent_yet_lie_in_no_backup(instance: &Instance) {
        let app = &instance.app;
        sample::voting(&app.store, "cuiyuan", 5, app.now()).await;
        figures(app, 5).await;
        for (folder, file) in [("held", "0192"), ("ab", "cd")] {
            std::fs::create_dir_all(app.config.uploads().join(folder)).unwrap();
            std::fs::write(app.config.uploads().join(folder).join(file), b"as it came").unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linli.tar");
        backup::write(app, &path).await.unwrap();
        let (manifest, ..) = back(app.store.engine(), &path).await.unwrap();
        let uploads: Vec<&str> =
            manifest.parts.iter().filter_map(|part| part.name.strip_prefix("uploads/")).collect();
        assert_eq!(uploads, ["ab/cd"]);
    }

    async fn a_damaged_backup_is_refused_and_leaves_nothing(instance: &Instance) {
        let app = &instance.app;
        sample::voting(&app.store, "cuiyuan", 5, app.now()).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linli.tar");
        backup::write(app, &path).await.unwrap();
        let whole = std::fs::read(&path).unwrap();
        let mut bent = whole.clone();
        let at = whole.windows(6).position(|six| six == "翠苑".as_bytes()).unwrap();
        bent[at] ^= 1;
        std::fs::write(&path, &bent).unwrap();
        assert!(back(app.store.engine(), &path).await.unwrap_err().contains("damaged"));
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        back(app.store.engine(), &path).await.unwrap_err();
    }

    async fn a_changed_leaf_is_found(instance: &Instance) {
        let app = &instance.app;
        let voting = sample::voting(&app.store, "cuiyuan", 5, app.now()).await;
        let community = communities::find(app, "cuiyuan").await.unwrap();
        drop(voting);
        let mut leaf = app.leaf(app.now(), community.id, "stage", "one".to_owned());
        leaf.body = "two".to_owned();
        app.store
            .write(move |c| async move { c.append(leaf); Ok::<_, linli::store::StoreError>(()) }.boxed())
            .await
            .unwrap();
        let found = doctor::examine(app, false).await.unwrap();
        assert!(!doctor::is_well(&found));
        let mut c = app.store.read().await.unwrap();
        assert!(dump::damage(&mut c).await.unwrap().is_empty());
    }
}
