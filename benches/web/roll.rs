//! A roll of 100,000 flats as CSV and one of 20,000 as a workbook: seen beforehand and brought in by
//! the command, on the data of a server that takes ballots meanwhile. Ballots are sent at fixed
//! moments and timed from then, so that one that has to wait is not hidden by those that were not
//! sent; their times without an import stand beside.

use crate::kit::Ground;
use crate::kit::load::{Line, post};
use crate::kit::sample::{self, Voting};
use crate::process::Server;
use crate::runtime;
use linli::clock::{Clock, Random, SystemClock};
use linli::config::Config;
use linli::service::Linli;
use linli::store::Engine;
use rust_xlsxwriter::Workbook;
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const OF_CSV: usize = 100_000;
const OF_WORKBOOK: usize = 20_000;
/// Households that vote meanwhile.
const VOTERS: usize = 20_000;
const LINES: usize = 16;
/// Ballots a second.
const RATE: u32 = 200;
const QUIET: Duration = Duration::from_secs(10);
/// Ballots go on at least so long after a command ended: what waited for it counts too.
const AFTER: Duration = Duration::from_millis(500);

/// Prints a table of one engine, and of the other where a server of it is named.
pub fn run() {
    let place = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let files = tempfile::tempdir_in(&place).unwrap();
    let (csv, book) = (csv(files.path()), workbook(files.path()));
    let folder = tempfile::tempdir_in(&place).unwrap();
    let config =
        Config::check(folder.path().to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    measure("SQLite", &config, &csv, &book);
    if std::env::var("LINLI_TEST_POSTGRES").is_ok() {
        let ground = runtime().block_on(Ground::lay(Engine::Postgres));
        measure("PostgreSQL", &ground.config(), &csv, &book);
        runtime().block_on(ground.clear());
    } else {
        println!("  PostgreSQL was not asked: no LINLI_TEST_POSTGRES");
    }
}

fn measure(engine: &str, config: &Config, csv: &Path, book: &Path) {
    let (voting, sessions) = runtime().block_on(fill(config));
    let database = config.database_url.clone().unwrap_or_default();
    // What the preparation left for the disk is not what is measured.
    assert!(Command::new("sync").status().unwrap().success());
    let server = Server::start(&config.data, &database);
    let ballots = Ballots::of(&voting, sessions, server.addr);
    println!(
        "Rolls by `linli import roll`, {engine}, ballots at {RATE}/s meanwhile over HTTP, each answered after its commit:"
    );
    let quiet = ballots.during(|| std::thread::sleep(QUIET)).1;
    println!("  {:38} {}", "nothing beside", quiet.told());
    let row = |name: &str, slug: &str, file: &Path, preview: bool| {
        let ((said, took), times) = ballots.during(|| {
            let begun = Instant::now();
            let said = import(&config.data, &database, slug, file, preview);
            (said, begun.elapsed())
        });
        println!("  {name:38} {}; {said} The process {:.2} s.", times.told(), took.as_secs_f64());
    };
    row("CSV of 100,000 flats, preview", "beihu", csv, true);
    row("CSV of 100,000 flats, brought in", "beihu", csv, false);
    row("the same file once more, brought in", "beihu", csv, false);
    row("workbook of 20,000 flats, preview", "donghu", book, true);
    row("workbook of 20,000 flats, brought in", "donghu", book, false);
    println!("  server, most memory: {:.1} MiB", server.memory("VmHWM"));
}

/// A community that votes, and two whose rolls come.
async fn fill(config: &Config) -> (Voting, Vec<String>) {
    let app = Linli::open_with(config.clone(), Box::new(SystemClock), Random::seeded(7)).await.unwrap();
    let now = SystemClock.now();
    let voting = sample::voting(&app.store, "cuiyuan", VOTERS, now).await;
    let sessions = sample::sessions(&app.store, &voting, now).await;
    for slug in ["beihu", "donghu"] {
        sample::community(&app.store, slug, now).await;
    }
    app.store.close().await;
    (voting, sessions)
}

/// What the command says last: its seconds and its memory.
fn import(data: &Path, database: &str, slug: &str, file: &Path, preview: bool) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli"));
    command.env("LINLI_DATA", data).env("DATABASE_URL", database).args(["import", "roll", slug]).arg(file);
    if preview {
        command.arg("--preview");
    }
    let out = command.output().unwrap();
    let (said, sorry) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{said}{sorry}");
    said.lines().last().unwrap().to_owned()
}

const HEADER: [&str; 9] = ["楼栋", "单元", "楼层", "房号", "建筑面积", "面积来源", "业主", "业主编号", "关系"];
const NAMES: [&str; 5] = ["王小明", "李雷", "欧阳娜娜", "张伟", "陈建国"];

/// A flat of the made-up rolls: 100 in a building of three entrances.
fn flat(n: usize) -> [String; 9] {
    let (building, within) = (n / 100, n % 100);
    let (entrance, floor) = (within / 34 + 1, within % 34 / 2 + 1);
    [
        format!("{}栋", building + 1),
        format!("{entrance}单元"),
        floor.to_string(),
        format!("{floor}0{}", within % 2 + 1),
        format!("{:.2}", 50.0 + (n * 37 % 9_000) as f64 / 100.0),
        "登记".to_owned(),
        NAMES[n % NAMES.len()].to_owned(),
        // One in fifty buys two.
        format!("A-{:06}", n - n % 50 / 49),
        "业主".to_owned(),
    ]
}

fn csv(folder: &Path) -> PathBuf {
    let mut text = format!("\u{feff}{}\r\n", HEADER.join(","));
    for n in 0..OF_CSV {
        let _ = write!(text, "{}\r\n", flat(n).join(","));
    }
    let file = folder.join("roll.csv");
    std::fs::write(&file, text).unwrap();
    file
}

fn workbook(folder: &Path) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = std::iter::once(HEADER.map(str::to_owned)).chain((0..OF_WORKBOOK).map(flat));
    for (line, row) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(&row) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(line, column, number),
                Err(_) => sheet.write(line, column, text),
            }
            .unwrap();
        }
    }
    let file = folder.join("roll.xlsx");
    book.save(&file).unwrap();
    file
}

/// Those who vote.
struct Ballots {
    addr: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
}

/// How long ballots took, sorted, in milliseconds.
struct Times(Vec<f64>);

impl Times {
    fn at(&self, share: f64) -> f64 {
        self.0.get((self.0.len() as f64 * share) as usize).or(self.0.last()).copied().unwrap_or(f64::NAN)
    }

    fn told(&self) -> String {
        let (p50, p95, p99) = (self.at(0.5), self.at(0.95), self.at(0.99));
        format!(
            "{:5} ballots, p50 {p50:6.1} ms, p95 {p95:6.1} ms, p99 {p99:6.1} ms, longest {:.1} ms",
            self.0.len(),
            self.at(1.0)
        )
    }
}

impl Ballots {
    fn of(voting: &Voting, sessions: Vec<String>, addr: SocketAddr) -> Self {
        let path = format!("/c/cuiyuan/polls/{}/vote", voting.poll);
        let request = |(n, session): (usize, String)| {
            let once = Uuid::from_u128(n as u128);
            post(&path, &session, &format!("once={once}&w={}&w={}", voting.works[n % 4], voting.works[(n + 1) % 2]))
        };
        let requests = Arc::new(sessions.into_iter().enumerate().map(request).collect());
        Self { addr, requests, next: Arc::default() }
    }

    /// Sends ballots at fixed moments while something is done.
    fn during<T>(&self, work: impl FnOnce() -> T) -> (T, Times) {
        let over = Arc::new(AtomicBool::new(false));
        let sender = {
            let (addr, requests, next, over) = (self.addr, self.requests.clone(), self.next.clone(), over.clone());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(send(addr, requests, next, over))
            })
        };
        let done = work();
        std::thread::sleep(AFTER);
        over.store(true, Ordering::Relaxed);
        let mut times = sender.join().unwrap();
        times.sort_by(f64::total_cmp);
        (done, Times(times))
    }
}

async fn send(
    addr: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
    over: Arc<AtomicBool>,
) -> Vec<f64> {
    let (begun, sent) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let line = || {
        let (requests, next, over, sent) = (requests.clone(), next.clone(), over.clone(), sent.clone());
        async move {
            let mut line = Line::open(addr).await.unwrap();
            let mut times = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let due = begun + Duration::from_secs(1) * sent.fetch_add(1, Ordering::Relaxed) as u32 / RATE;
                tokio::time::sleep_until(due.into()).await;
                let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let (status, _) = line.ask(request).await.unwrap();
                assert_eq!(status, 303);
                times.push(due.elapsed().as_secs_f64() * 1000.0);
            }
            times
        }
    };
    let lines: Vec<_> = (0..LINES).map(|_| tokio::spawn(line())).collect();
    let mut times = Vec::new();
    for line in lines {
        times.extend(line.await.unwrap());
    }
    times
}
