//! A sign of life on stderr while a command works for long.
//!
//! For: [`Progress`]: after two seconds it says what is being done and for how long; at a terminal in
//! one line that goes away again.
//! Must not know: what the work is, or how far it got.
//! To add: a command with long work holds one for each of its steps.

use parking_lot::Mutex;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

/// Work this long needs no word.
const QUIET: Duration = Duration::from_secs(2);
/// Between words where nobody watches.
const SLOW: Duration = Duration::from_secs(30);

/// Says that work goes on, until it is dropped.
#[derive(Debug)]
pub struct Progress {
    doing: Arc<Mutex<String>>,
    ended: Option<Sender<()>>,
    speaker: Option<JoinHandle<()>>,
}

impl Progress {
    /// From now on it is this that is being done.
    pub fn begin(doing: String) -> Self {
        let (ended, end) = mpsc::channel();
        let doing = Arc::new(Mutex::new(doing));
        let told = Arc::clone(&doing);
        let speaker = std::thread::Builder::new().name("progress".to_owned()).spawn(move || {
            let watched = std::io::stderr().is_terminal();
            let mut seconds = QUIET.as_secs();
            let mut wait = QUIET;
            while end.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                say(&told.lock(), seconds, watched);
                wait = if watched { Duration::from_secs(1) } else { SLOW };
                seconds += wait.as_secs();
            }
            if watched && wait != QUIET {
                write("\r\x1b[K");
            }
        });
        Self { doing, ended: Some(ended), speaker: speaker.ok() }
    }

    /// The work got so far.
    pub fn at(&self, doing: String) {
        *self.doing.lock() = doing;
    }
}

fn say(doing: &str, seconds: u64, watched: bool) {
    if watched {
        write(&format!("\r\x1b[K{doing} … {seconds} s"));
    } else {
        write(&format!("{doing} … {seconds} s\n"));
    }
}

/// Whoever does not read it misses nothing.
fn write(text: &str) {
    let mut err = std::io::stderr().lock();
    drop(err.write_all(text.as_bytes()).and_then(|()| err.flush()));
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.ended.take());
        if let Some(speaker) = self.speaker.take() {
            drop(speaker.join());
        }
    }
}
