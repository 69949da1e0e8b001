//! Reading an archive back into an empty place.

use super::{DATABASE, FORMAT, Hashing, MANIFEST, Manifest, Part, TABLES, UPLOADS};
use crate::config::Config;
use crate::keys::{FILE as KEY, PHONE_KEYS};
use crate::service::folders;
use crate::store::{Store, StoreError, dump, turns};
use futures::FutureExt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};
use tar::Archive;

/// Rows written in one statement.
const PIECE: usize = 500;

/// Restores the archive at `path` into the empty data folder (and the empty database) of `config`.
///
/// # Errors
/// One sentence: the place is not empty, the archive is damaged or of another kind.
pub async fn restore(config: &Config, path: &Path) -> Result<Manifest, String> {
    empty(&config.data)?;
    let made = !config.data.exists();
    let staging = config.data.join("restoring");
    let result = unpacked(config, path, &staging).await;
    drop(fs::remove_dir_all(&staging));
    if result.is_err() {
        clear(config, made);
    }
    result
}

/// Leaves the place as empty as it was found.
fn clear(config: &Config, made: bool) {
    if made {
        drop(fs::remove_dir_all(&config.data));
        return;
    }
    drop(fs::remove_dir_all(config.uploads()));
    let beside = ["", "-wal", "-shm"].into_iter().chain(turns::ENDS).map(|end| format!("{DATABASE}{end}"));
    for name in beside.chain([KEY, PHONE_KEYS].map(str::to_owned)) {
        drop(fs::remove_file(config.data.join(name)));
    }
}

fn empty(folder: &Path) -> Result<(), String> {
    let filled = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if filled {
        return Err(format!(
            "The data folder '{}' is not empty. A backup is restored only into an empty one; choose another with --data. Nothing was changed.",
            folder.display()
        ));
    }
    Ok(())
}

fn words(error: impl std::fmt::Display) -> String {
    format!("{error}. Nothing was restored.")
}

async fn unpacked(config: &Config, path: &Path, staging: &Path) -> Result<Manifest, String> {
    let file = File::open(path).map_err(|e| words(format!("{} cannot be read: {e}", path.display())))?;
    folders::make(staging).map_err(words)?;
    let (text, parts) = unpack(file, staging).map_err(|e| words(format!("The archive is damaged: {e}")))?;
    let manifest: Manifest = text
        .and_then(|text| serde_json::from_slice(&text).ok())
        .ok_or_else(|| words("This is no backup of Linli, or its end is missing"))?;
    verify(&manifest, &parts)?;
    match (manifest.engine.as_str(), &config.database_url) {
        ("sqlite", None) => {
            move_in(config, staging, &manifest).map_err(words)?;
            // Opening it proves that this program can, and brings an older one up to date.
            let store = Store::open_sqlite(&config.sqlite_file()).await;
            let older = |e| words(format!("Linli {} wrote it and this version cannot open it: {e}", manifest.linli));
            store.map_err(older)?.close().await;
        }
        ("postgres", Some(url)) => {
            move_in(config, staging, &manifest).map_err(words)?;
            fill(url, staging, &manifest).await?;
        }
        ("sqlite", Some(_)) => {
            return Err(words("This backup is of the database inside; restore it without DATABASE_URL"));
        }
        _ => {
            return Err(words("This backup is of PostgreSQL; give the address of an empty database in DATABASE_URL"));
        }
    }
    Ok(manifest)
}

/// A name of the archive as a path that stays within the folder it is unpacked to.
fn inside(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let known =
        name == KEY || name == PHONE_KEYS || name == DATABASE || name.starts_with(TABLES) || name.starts_with(UPLOADS);
    (plain && known).then(|| path.to_owned())
}

fn unpack(file: File, staging: &Path) -> io::Result<(Option<Vec<u8>>, Vec<Part>)> {
    let mut archive = Archive::new(BufReader::new(file));
    let (mut manifest, mut parts) = (None, Vec::new());
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if name == MANIFEST {
            let mut text = Vec::new();
            io::Read::read_to_end(&mut entry, &mut text)?;
            manifest = Some(text);
            continue;
        }
        let below = inside(&name).filter(|_| entry.header().entry_type().is_file());
        let target = staging.join(below.ok_or_else(|| io::Error::other(format!("it holds '{name}'")))?);
        if let Some(folder) = target.parent() {
            folders::make(folder)?;
        }
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&target)?;
        let mut reader = Hashing::new(entry);
        io::copy(&mut reader, &mut out)?;
        out.sync_all()?;
        parts.push(reader.part(&name));
    }
    Ok((manifest, parts))
}

fn verify(manifest: &Manifest, parts: &[Part]) -> Result<(), String> {
    if manifest.format != FORMAT {
        return Err(words(format!("This backup has form {}; this program reads form {FORMAT}", manifest.format)));
    }
    for part in &manifest.parts {
        if !parts.contains(part) {
            return Err(words(format!("The archive is damaged: '{}' is not what the manifest says", part.name)));
        }
    }
    if parts.len() != manifest.parts.len() || !parts.iter().any(|part| part.name == KEY) {
        return Err(words("The archive is damaged: its parts are not those of its manifest"));
    }
    Ok(())
}

async fn fill(url: &str, staging: &Path, manifest: &Manifest) -> Result<(), String> {
    let store = Store::open_postgres(url).await.map_err(words)?;
    let mut c = store.read().await.map_err(words)?;
    let (schema, filled) = (dump::schema(&mut c).await.map_err(words)?, dump::filled(&mut c).await.map_err(words)?);
    drop(c);
    if !filled.is_empty() {
        return Err(words(format!("The database is not empty (table {}); give an empty one", filled.join(", "))));
    }
    if schema != manifest.schema {
        return Err(words(format!(
            "The backup is of version {}; restore it with that one, then upgrade",
            manifest.linli
        )));
    }
    let files: Vec<(String, PathBuf)> =
        manifest.tables.iter().map(|table| (table.clone(), staging.join(format!("{TABLES}{table}.jsonl")))).collect();
    let filled = store.write(move |c| {
        async move {
            for (table, file) in files {
                fill_table(c, &table, &file).await?;
            }
            Ok::<_, StoreError>(())
        }
        .boxed()
    });
    filled.await.map_err(words)?;
    store.close().await;
    Ok(())
}

async fn fill_table(c: &mut crate::store::Conn, table: &str, file: &Path) -> Result<(), StoreError> {
    let broken = |error: io::Error| StoreError::Broken(error.to_string());
    let reader = BufReader::new(File::open(file).map_err(broken)?);
    let mut piece = Vec::with_capacity(PIECE);
    for line in reader.lines() {
        piece.push(line.map_err(broken)?);
        if piece.len() == PIECE {
            dump::fill(c, table, &piece).await?;
            piece.clear();
        }
    }
    if !piece.is_empty() {
        dump::fill(c, table, &piece).await?;
    }
    Ok(())
}

fn move_in(config: &Config, staging: &Path, manifest: &Manifest) -> io::Result<()> {
    let uploads = staging.join(UPLOADS);
    folders::make(&uploads)?;
    fs::rename(&uploads, config.uploads())?;
    if manifest.engine == "sqlite" {
        fs::rename(staging.join(DATABASE), config.sqlite_file())?;
    }
    if manifest.parts.iter().any(|part| part.name == PHONE_KEYS) {
        fs::rename(staging.join(PHONE_KEYS), config.data.join(PHONE_KEYS))?;
    }
    // The key comes last: with it the instance is whole.
    fs::rename(staging.join(KEY), config.data.join(KEY))
}
