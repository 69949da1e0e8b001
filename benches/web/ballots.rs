//! P3: ballots over HTTP form posts, each answered after its commit is on disk, beside the same
//! rows written by a bare loop in transactions of 64.

use crate::bare::{self, Rows};
use crate::kit::load::post;
use crate::kit::sample::{self, Voting};
use crate::load::{self, Next};
use crate::process::Server;
use crate::{median, runtime};
use linli::clock::{Clock, Random, SystemClock};
use linli::config::Config;
use linli::service::Linli;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use uuid::Uuid;

const CONNECTIONS: usize = 64;
const HOUSEHOLDS: usize = 40_000;
const ROUNDS: usize = 3;

/// Prints P3 and the memory under it.
pub fn run() {
    // Beside the build, not in memory: durable has to mean the disk.
    let ground = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let (mut mine, mut p50, mut p99, mut memory) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut sqlx, mut rusqlite) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir_in(&ground).unwrap();
        let (voting, sessions) = runtime().block_on(fill(folder.path()));
        let server = Server::start(folder.path(), "");
        let flow = load::run(server.addr, CONNECTIONS, Duration::from_secs(6), 303, &votes(&voting, sessions));
        mine.push(flow.rate);
        p50.push(flow.at(0.5));
        p99.push(flow.at(0.99));
        memory.push(server.memory("VmHWM"));
        drop(server);
        for (rates, one) in [(&mut sqlx, bare::sqlx as fn(&Path, &Rows) -> f64), (&mut rusqlite, bare::rusqlite)] {
            let folder = tempfile::tempdir_in(&ground).unwrap();
            let (voting, _) = runtime().block_on(fill(folder.path()));
            rates.push(one(&folder.path().join("linli.db"), &Rows::of(&voting)));
        }
    }
    let (mine, sqlx, rusqlite) = (median(mine), median(sqlx), median(rusqlite));
    println!(
        "P3 ballots over HTTP, durable, {CONNECTIONS} connections: {mine:.0}/s (p50 {:.1} ms, p99 {:.1} ms); \
         bare loop with sqlx {sqlx:.0}/s: {:.2} x; with rusqlite {rusqlite:.0}/s: {:.2} x",
        median(p50),
        median(p99),
        mine / sqlx,
        mine / rusqlite
    );
    println!("P7 memory, most under P3: {:.1} MiB", median(memory));
}

async fn fill(folder: &Path) -> (Voting, Vec<String>) {
    let config = Config::check(folder.to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    let app = Linli::open_with(config, Box::new(SystemClock), Random::seeded(7)).await.unwrap();
    let now = SystemClock.now();
    let voting = sample::voting(&app.store, "cuiyuan", HOUSEHOLDS, now).await;
    let sessions = sample::sessions(&app.store, &voting, now).await;
    app.store.close().await;
    (voting, sessions)
}

/// Each household's first ballot, as its browser sends the form.
fn votes(voting: &Voting, sessions: Vec<String>) -> Next {
    let path = format!("/c/cuiyuan/polls/{}/vote", voting.poll);
    let works: Vec<String> = voting.works.iter().map(ToString::to_string).collect();
    let taken = AtomicUsize::new(0);
    Arc::new(move |_, _| {
        let household = taken.fetch_add(1, Ordering::Relaxed);
        let session = sessions.get(household)?;
        let once = Uuid::from_u128(household as u128);
        let body = format!("once={once}&w={}&w={}", works[household % 4], works[(household + 1) % 2]);
        Some(post(&path, session, &body))
    })
}
