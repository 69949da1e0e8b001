//! What the kinds of tests share: an instance of either engine that is laid for one promise and
//! cleared away after it, and examples to fill it with.
//!
//! To add a promise: a function in a `promises! { … }` block. It becomes two tests, `on_sqlite`
//! and `on_postgres`. The argument's type says what is opened: a [`Store`] or an [`Instance`],
//! or in `tests/web` a `Site`.
#![allow(dead_code, unused_imports, reason = "each kind of test uses a part of it")]

pub mod load;
pub mod sample;

use futures::FutureExt;
use linli::clock::{FixedClock, Random};
use linli::config::Config;
use linli::domain::calendar::{LocalDate, moment_of};
use linli::domain::moment::Moment;
use linli::service::Linli;
use linli::store::{Engine, Store};
use sqlx::{Connection, PgConnection};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::Arc;
use tempfile::TempDir;

/// When every test begins: Monday 15 June 2026, 10:00 in Nanchang.
pub fn start() -> Moment {
    moment_of(LocalDate::new(2026, 6, 15).unwrap(), 10, 0).unwrap()
}

/// A place for one instance: a data folder of its own and, for PostgreSQL, a database of its own.
pub struct Ground {
    folder: TempDir,
    database: Option<Database>,
}

struct Database {
    server: String,
    name: String,
}

impl Database {
    fn url(&self) -> String {
        let (head, query) = self.server.split_once('?').unwrap_or((&self.server, ""));
        let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
        if query.is_empty() { format!("{base}/{}", self.name) } else { format!("{base}/{}?{query}", self.name) }
    }

    async fn tell(&self, sql: &str) {
        let mut server = PgConnection::connect(&self.server).await.expect("LINLI_TEST_POSTGRES does not answer");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut server).await.expect(sql);
        drop(server.close().await);
    }
}

impl Ground {
    /// Lays an empty one.
    pub async fn lay(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("no temporary folder can be made");
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Self::database().await),
        };
        Self { folder, database }
    }

    async fn database() -> Database {
        let server = std::env::var("LINLI_TEST_POSTGRES").expect(
            "the promises are kept on both engines: run the tests through scripts/with-postgres.sh, \
             which sets LINLI_TEST_POSTGRES (make test does)",
        );
        let database = Database { server, name: format!("linli_{:032x}", Random::system().number()) };
        database.tell(&format!("CREATE DATABASE {}", database.name)).await;
        database
    }

    /// Settings of the instance that stands here.
    pub fn config(&self) -> Config {
        let url = self.database.as_ref().map(Database::url);
        let addr = ([127, 0, 0, 1], 0).into();
        let config = Config::check(self.folder.path().to_owned(), url, addr, "http://localhost:3000").unwrap();
        // Tests come from this machine and say in a header from where else they come.
        config.behind("127.0.0.1").unwrap().sending("file", "").unwrap()
    }

    /// Opens only the store.
    pub async fn store(&self) -> Store {
        let config = self.config();
        match &config.database_url {
            Some(url) => Store::open_postgres(url).await.unwrap(),
            None => Store::open_sqlite(&config.sqlite_file()).await.unwrap(),
        }
    }

    /// Clears it away.
    pub async fn clear(self) {
        if let Some(database) = self.database {
            database.tell(&format!("DROP DATABASE {} WITH (FORCE)", database.name)).await;
        }
    }
}

/// A whole instance with a clock that the test moves.
pub struct Instance {
    /// The instance.
    pub app: Linli,
    /// Its clock.
    pub clock: Arc<FixedClock>,
}

/// What a promise is about.
pub trait Subject: Sized {
    /// Opens it on its ground.
    fn open(ground: &Ground) -> impl Future<Output = Self>;
    /// Ends it.
    fn end(self) -> impl Future<Output = ()>;
}

impl Subject for Store {
    async fn open(ground: &Ground) -> Self {
        ground.store().await
    }
    async fn end(self) {
        self.close().await;
    }
}

impl Subject for Instance {
    async fn open(ground: &Ground) -> Self {
        let clock = Arc::new(FixedClock::new(start()));
        let app = Linli::open_with(ground.config(), Box::new(clock.clone()), Random::seeded(7)).await.unwrap();
        Self { app, clock }
    }
    async fn end(self) {
        self.app.store.close().await;
    }
}

/// Runs one promise on one engine; what it opened is cleared away also if it is broken.
pub fn keep<T: Subject>(engine: Engine, promise: impl AsyncFnOnce(&T)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let ground = Ground::lay(engine).await;
        let subject = T::open(&ground).await;
        let kept = AssertUnwindSafe(promise(&subject)).catch_unwind().await;
        subject.end().await;
        ground.clear().await;
        if let Err(broken) = kept {
            resume_unwind(broken);
        }
    });
}

/// One unit of work that must be kept: `unit!(store, |c| works::record(c, &work).await)`. Gives
/// what the unit gave.
#[macro_export]
macro_rules! unit {
    ($store:expr, |$c:ident| $body:expr) => {
        $store.write(move |$c| futures::FutureExt::boxed(async move { $body })).await.unwrap()
    };
}

/// Each function becomes a module of its name with two tests, `on_sqlite` and `on_postgres`.
#[macro_export]
macro_rules! promises {
    ($($(#[$meta:meta])* async fn $name:ident($subject:ident: &$kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn promise($subject: &$kind) $body
            #[test]
            fn on_sqlite() {
                $crate::kit::keep::<$kind>(linli::store::Engine::Sqlite, promise);
            }
            #[test]
            fn on_postgres() {
                $crate::kit::keep::<$kind>(linli::store::Engine::Postgres, promise);
            }
        }
    )+};
}
