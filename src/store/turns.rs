//! Turns of the processes that write into one database inside.
//!
//! For: [`Turns::take`]. The engine lets a process that waits for its lock ask for it again and again,
//! ever less often: one that brings in a roll would keep ballots waiting for a second. Here whoever
//! waits stands next, and nobody passes.
//! Must not know: what is written. The engine's own lock is what keeps data whole; these only order.
//! To add: nothing; a command that writes opens the store as the server does.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// What the names of the two files add to that of the database.
pub const ENDS: [&str; 2] = ["-next", "-turn"];
/// Longer than that nobody stands still for a turn: the engine's own lock decides then.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often one looks.
const LOOK: Duration = Duration::from_millis(1);

/// The two files on which processes agree: who has the turn, and who is next.
#[derive(Debug)]
pub struct Turns {
    next: File,
    turn: File,
}

/// A turn, until it is dropped.
#[derive(Debug)]
pub struct Turn<'t>(&'t Turns);

impl Turns {
    /// Those of the database at `file`.
    ///
    /// # Errors
    /// The files beside it cannot be made.
    pub fn beside(file: &Path) -> io::Result<Self> {
        let [next, turn] = ENDS.map(|end| open(&named(file, end)));
        Ok(Self { next: next?, turn: turn? })
    }

    /// Waits for the turn, in line.
    pub async fn take(&self) -> Turn<'_> {
        let until = Instant::now() + PATIENCE;
        locked(&self.next, until).await;
        locked(&self.turn, until).await;
        // Where the file system has no locks, the engine's own remain.
        drop(self.next.unlock());
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        drop(self.0.turn.unlock());
    }
}

async fn locked(file: &File, until: Instant) {
    while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && Instant::now() < until {
        sleep(LOOK).await;
    }
}

fn named(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn open(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use parking_lot::Mutex;

    #[tokio::test]
    async fn whoever_waits_is_next_and_nobody_passes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("linli.db");
        let (one, other) = (Turns::beside(&file).unwrap(), Turns::beside(&file).unwrap());
        let order = Mutex::new(Vec::new());
        let first = one.take().await;
        let waits = async {
            let _turn = other.take().await;
            order.lock().push("other");
        };
        let passes = async {
            while one.next.try_lock().is_ok() {
                one.next.unlock().unwrap();
                tokio::task::yield_now().await;
            }
            drop(first);
            let _turn = one.take().await;
            order.lock().push("one");
        };
        futures::join!(waits, passes);
        assert_eq!(*order.lock(), ["other", "one"]);
    }
}
