//! Writing an archive.

use super::{DATABASE, FORMAT, Hashing, MANIFEST, Manifest, Part, TABLES, UPLOADS};
use crate::keys::{FILE as KEY, PHONE_KEYS};
use crate::service::{Linli, held};
use crate::store::{Conn, Engine, dump};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use tar::{Builder, Header};

/// Writes everything of this instance into a new file at `path`. The file holds the secret key
/// and is readable by its owner alone.
///
/// # Errors
/// One sentence: the file is there already, cannot be written, or the database did not answer.
pub async fn write(app: &Linli, path: &Path) -> Result<Manifest, String> {
    if path.exists() {
        return Err(format!("{} is there already; choose another name. Nothing was written.", path.display()));
    }
    let staging = Staging::beside(app, path)?;
    let written = fill(app, &staging).await;
    let manifest =
        written.map_err(|words| format!("The backup could not be written: {words}. Nothing is left of it."))?;
    fs::rename(&staging.archive, path)
        .map_err(|e| format!("The backup could not be put at {}: {e}.", path.display()))?;
    Ok(manifest)
}

/// What is written before the archive stands; taken away in any case.
struct Staging {
    archive: PathBuf,
    database: PathBuf,
}

impl Staging {
    fn beside(app: &Linli, path: &Path) -> Result<Self, String> {
        let mark = crate::keys::hex(&app.random.bytes::<6>());
        let named = |ending: &str| path.with_extension(format!("{mark}.{ending}"));
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(format!("The folder {} is not there. Nothing was written.", folder.display()));
        }
        Ok(Self { archive: named("part"), database: named("db") })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        for file in [&self.archive, &self.database] {
            drop(fs::remove_file(file));
        }
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}

async fn fill(app: &Linli, staging: &Staging) -> Result<Manifest, String> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&staging.archive).map_err(words)?;
    let mut archive = Builder::new(BufWriter::new(file));
    let mut c = app.store.read().await.map_err(words)?;
    let engine = app.store.engine();
    let mut manifest = Manifest {
        format: FORMAT,
        linli: env!("CARGO_PKG_VERSION").to_owned(),
        engine: if engine == Engine::Sqlite { "sqlite" } else { "postgres" }.to_owned(),
        schema: dump::schema(&mut c).await.map_err(words)?,
        made_at: app.now().0,
        tables: Vec::new(),
        parts: Vec::new(),
    };
    match engine {
        Engine::Sqlite => {
            // The engine fills an empty file; one that it makes itself could be read by everybody.
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&staging.database).map_err(words)?;
            dump::copy_into(&mut c, &staging.database).await.map_err(words)?;
            manifest.parts.push(put(&mut archive, DATABASE, &staging.database).map_err(words)?);
        }
        Engine::Postgres => tables(&mut c, &mut archive, &staging.database, &mut manifest).await?,
    }
    drop(c);
    // After the database: bytes are stored before their row, so none that a row names is missed.
    manifest.parts.push(put(&mut archive, KEY, &app.config.data.join(KEY)).map_err(words)?);
    let phone_keys = app.config.data.join(PHONE_KEYS);
    if phone_keys.is_file() {
        manifest.parts.push(put(&mut archive, PHONE_KEYS, &phone_keys).map_err(words)?);
    }
    uploads(&mut archive, &app.config.uploads(), &mut manifest.parts).map_err(words)?;
    let text = serde_json::to_vec_pretty(&manifest).map_err(words)?;
    archive
        .append_data(&mut header(u64::try_from(text.len()).unwrap_or(0)), MANIFEST, text.as_slice())
        .map_err(words)?;
    let mut out = archive.into_inner().map_err(words)?;
    out.flush().map_err(words)?;
    out.get_ref().sync_all().map_err(words)?;
    Ok(manifest)
}

async fn tables<W: Write + Send>(
    c: &mut Conn,
    archive: &mut Builder<W>,
    scratch: &Path,
    manifest: &mut Manifest,
) -> Result<(), String> {
    dump::hold_still(c).await.map_err(words)?;
    manifest.tables = dump::tables(c).await.map_err(words)?;
    for table in &manifest.tables {
        let file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(scratch).map_err(words)?;
        let mut out = BufWriter::new(file);
        let mut sink = |line: &str| out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n"));
        dump::lines(c, table, &mut sink).await.map_err(words)?;
        out.flush().map_err(words)?;
        manifest.parts.push(put(archive, &format!("{TABLES}{table}.jsonl"), scratch).map_err(words)?);
    }
    dump::let_go(c).await.map_err(words)
}

fn header(bytes: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header
}

fn put<W: Write>(archive: &mut Builder<W>, name: &str, path: &Path) -> io::Result<Part> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut reader = Hashing::new(file);
    archive.append_data(&mut header(bytes), name, &mut reader)?;
    Ok(reader.part(name))
}

fn uploads<W: Write>(archive: &mut Builder<W>, folder: &Path, parts: &mut Vec<Part>) -> io::Result<()> {
    let (passing, mut waiting) = (folder.join(held::FOLDER), vec![folder.to_owned()]);
    while let Some(here) = waiting.pop() {
        let mut found: Vec<PathBuf> = fs::read_dir(&here)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
        found.sort();
        for path in found {
            if path.is_dir() {
                // What waits to be sent is nobody's yet, and would outlive its day in here.
                if path != passing {
                    waiting.push(path);
                }
                continue;
            }
            let Some(below) = path.strip_prefix(folder).ok().and_then(Path::to_str) else { continue };
            match put(archive, &format!("{UPLOADS}{below}"), &path) {
                Ok(part) => parts.push(part),
                // Thrown away by the server since the folder was listed.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
