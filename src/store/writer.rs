//! The one writer of the embedded engine.
//!
//! For: waiting units of work run one after the other in savepoints and are committed together
//! with `synchronous=FULL`; each is answered only after the commit is on disk. One commit for
//! many units is what makes thousands of durable writes a second possible on one disk.
//! Must not know: what a unit does.
//! To add: nothing here awaits anything but SQL; keep it so.

use crate::store::conn::{Gathered, Link};
use crate::store::engine::{Revisions, flush};
use crate::store::turns::Turns;
use crate::store::{Conn, StoreError};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Most units in one group: a longer group would only lengthen the wait for its commit.
const GROUP: usize = 128;
/// Units that may wait; beyond it the caller is told to come back.
const QUEUE: usize = 4096;
/// How often a writer without work looks whether another process wrote.
const LOOK: Duration = Duration::from_secs(1);
const DATA_VERSION: &str = "PRAGMA data_version";

/// A unit that ran, waiting for the commit of its group.
trait Ran: Send {
    fn failed(&self) -> bool;
    fn answer(self: Box<Self>, commit: Result<(), StoreError>);
}

struct Done<T, E> {
    result: Result<T, E>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T: Send, E: From<StoreError> + Send> Ran for Done<T, E> {
    fn failed(&self) -> bool {
        self.result.is_err()
    }
    fn answer(self: Box<Self>, commit: Result<(), StoreError>) {
        let result = match commit {
            Ok(()) => self.result,
            Err(error) => self.result.and_then(|_| Err(E::from(error))),
        };
        // The caller may have gone; what is committed stays committed.
        drop(self.reply.send(result));
    }
}

type Run = Box<dyn for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Box<dyn Ran>> + Send>;

enum Message {
    Unit { run: Run, gone: Box<dyn Fn() -> bool + Send> },
    Stop(oneshot::Sender<()>),
}

/// The way to the writer's thread.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Message>,
    revisions: Revisions,
}

impl Writer {
    /// Starts the thread, opens its connection and migrates.
    pub async fn start(options: SqliteConnectOptions, turns: Turns) -> Result<Self, StoreError> {
        let (queue, inbox) = mpsc::channel(QUEUE);
        let (ready, started) = oneshot::channel();
        let revisions = Revisions::default();
        let known = revisions.clone();
        let spawned = std::thread::Builder::new().name("linli-writer".to_owned()).spawn(move || {
            pin_to_one_core();
            match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime.block_on(serve((options, turns), inbox, known, ready)),
                Err(error) => drop(ready.send(Err(StoreError::Broken(error.to_string())))),
            }
        });
        spawned.map_err(|e| StoreError::Broken(e.to_string()))?;
        started.await.map_err(|_| StoreError::Broken("the writer did not start".to_owned()))??;
        Ok(Self { queue, revisions })
    }

    pub(super) fn revisions(&self) -> Revisions {
        self.revisions.clone()
    }

    /// Queues a unit and waits for its group's commit.
    pub async fn run<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel::<Result<T, E>>();
        let reply = std::sync::Arc::new(parking_lot::Mutex::new(Some(reply)));
        let watched = reply.clone();
        let gone = Box::new(move || watched.lock().as_ref().is_none_or(oneshot::Sender::is_closed));
        let run: Run = Box::new(move |conn| {
            async move {
                let result = match AssertUnwindSafe(unit(conn)).catch_unwind().await {
                    Ok(result) => result,
                    Err(_) => Err(E::from(StoreError::Broken("a unit of work panicked".to_owned()))),
                };
                let reply = reply.lock().take().unwrap_or_else(|| oneshot::channel().0);
                let ran: Box<dyn Ran> = Box::new(Done { result, reply });
                ran
            }
            .boxed()
        });
        match self.queue.try_send(Message::Unit { run, gone }) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => {
                return Err(E::from(StoreError::Busy("too many writes are waiting".to_owned())));
            }
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(E::from(stopped())),
        }
        answer.await.unwrap_or_else(|_| Err(E::from(stopped())))
    }

    /// Answers when everything queued before is committed and the connection is closed.
    pub async fn stop(&self) {
        let (done, wait) = oneshot::channel();
        if self.queue.send(Message::Stop(done)).await.is_ok() {
            drop(wait.await);
        }
    }
}

fn stopped() -> StoreError {
    StoreError::Broken("the writer has stopped".to_owned())
}

/// The engine's worker thread inherits this affinity: handing a statement over then costs a
/// switch on one core instead of waking another.
fn pin_to_one_core() {
    if let Some(core) = core_affinity::get_core_ids().and_then(|ids| ids.last().copied()) {
        core_affinity::set_for_current(core);
    }
}

async fn open(options: &SqliteConnectOptions) -> Result<Conn, StoreError> {
    let c = options.connect().await?;
    Ok(Conn::new(Link::SqliteWrite(Box::new(c))))
}

fn raw(conn: &mut Conn) -> Result<&mut SqliteConnection, StoreError> {
    match &mut conn.link {
        Link::SqliteWrite(c) => Ok(c),
        _ => Err(StoreError::Broken("the writer lost its connection".to_owned())),
    }
}

async fn execute(conn: &mut Conn, sql: &'static str) -> Result<(), StoreError> {
    sqlx::raw_sql(sql).execute(raw(conn)?).await?;
    Ok(())
}

async fn prepare(options: &SqliteConnectOptions) -> Result<Conn, StoreError> {
    let mut conn = open(options).await?;
    sqlx::migrate!("migrations/sqlite").run(raw(&mut conn)?).await?;
    Ok(conn)
}

async fn serve(
    (options, turns): (SqliteConnectOptions, Turns),
    mut inbox: mpsc::Receiver<Message>,
    revisions: Revisions,
    ready: oneshot::Sender<Result<(), StoreError>>,
) {
    let mut bench = match prepare(&options).await {
        Ok(conn) => {
            drop(ready.send(Ok(())));
            Bench { conn: Some(conn), turns, revisions, seen: None }
        }
        Err(error) => {
            drop(ready.send(Err(error)));
            return;
        }
    };
    let mut waiting = Vec::with_capacity(GROUP);
    loop {
        match timeout(LOOK, inbox.recv_many(&mut waiting, GROUP)).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(_) => {
                bench.look().await;
                continue;
            }
        }
        let mut stop = None;
        let mut runs = Vec::with_capacity(waiting.len());
        for message in waiting.drain(..) {
            match message {
                Message::Unit { gone, .. } if gone() => {}
                Message::Unit { run, .. } => runs.push(run),
                Message::Stop(done) => stop = Some(done),
            }
        }
        if bench.conn.is_none() {
            bench.conn = open(&options).await.ok();
        }
        bench.group(runs).await;
        if let Some(done) = stop {
            if let Some(Conn { link: Link::SqliteWrite(c), .. }) = bench.conn.take() {
                drop(c.close().await);
            }
            let _ = done.send(());
            return;
        }
    }
}

/// Where the writer works.
struct Bench {
    conn: Option<Conn>,
    turns: Turns,
    revisions: Revisions,
    /// The engine's mark of what others have written, as it was last seen.
    seen: Option<i64>,
}

impl Bench {
    /// Forgets what is known of revisions if another process wrote: they are read anew then.
    async fn look(&mut self) {
        let Some(Ok(c)) = self.conn.as_mut().map(raw) else { return };
        let mark = sqlx::query_scalar::<_, i64>(DATA_VERSION).fetch_one(c).await.ok();
        if mark.is_none() || mark != self.seen {
            self.revisions.write().clear();
            self.seen = mark;
        }
    }

    /// Runs and commits one group, in its turn. Keeps the connection unless it must be opened anew.
    async fn group(&mut self, runs: Vec<Run>) {
        // Without a connection the units are dropped, which tells their callers.
        let Some(mut conn) = self.conn.take() else { return };
        if runs.is_empty() {
            self.conn = Some(conn);
            return;
        }
        let mut ran: Vec<Box<dyn Ran>> = Vec::with_capacity(runs.len());
        let committed = {
            let _turn = self.turns.take().await;
            commit(&mut conn, runs, &mut ran).await
        };
        let outcome = committed.as_ref().map(|_| ()).map_err(Clone::clone);
        self.conn = outcome.is_ok().then_some(conn);
        self.look().await;
        if let Ok(new) = committed {
            self.revisions.write().extend(new);
        }
        for unit in ran {
            unit.answer(outcome.clone());
        }
    }
}

async fn commit(
    conn: &mut Conn,
    runs: Vec<Run>,
    ran: &mut Vec<Box<dyn Ran>>,
) -> Result<Vec<(crate::domain::ids::CommunityId, i64)>, StoreError> {
    execute(conn, "BEGIN IMMEDIATE; SAVEPOINT unit").await?;
    let mut gathered = Gathered::default();
    for run in runs {
        let done = run(conn).await;
        let own = conn.take_gathered();
        let failed = done.failed();
        ran.push(done);
        if failed {
            execute(conn, "ROLLBACK TO unit").await?;
        } else {
            gathered.absorb(own);
            execute(conn, "RELEASE unit; SAVEPOINT unit").await?;
        }
    }
    let revisions = flush(conn, gathered).await?;
    execute(conn, "RELEASE unit; COMMIT").await?;
    Ok(revisions)
}
