//! Guessing a household's eight digits: how many of a million guesses from a thousand addresses are
//! judged at all, how honest logins fare meanwhile, and whether the time of an answer tells an
//! unknown flat, a wrong code and one that has ended apart.

use crate::kit::load::{Line, post};
use crate::kit::sample::{self, Voting};
use crate::kit::start;
use crate::runtime;
use linli::clock::{FixedClock, Random};
use linli::config::Config;
use linli::domain::code::{
    DIGIT_CODES, WRONG_PER_ADDRESS_DAY, WRONG_PER_BUILDING_DAY, WRONG_PER_INSTANCE_DAY, expected_hits_a_year,
};
use linli::domain::ids::StaffId;
use linli::domain::moment::DAY;
use linli::domain::policy::{Caller, Grant, Role, Scope};
use linli::domain::problem::Problem;
use linli::http::serve;
use linli::service::credentials::{self, Issued, Typed};
use linli::service::{By, Linli};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use uuid::Uuid;

const GUESSES: usize = 1_000_000;
/// Those that are sent as forms.
const OVER_HTTP: usize = 50_000;
/// Simulated years of guessing.
const YEARS: u64 = 10_000;
const ADDRESSES: usize = 1_000;
const LINES: usize = 64;
const HOUSEHOLDS: usize = 20_000;
/// Days over which the times are taken: each day judges so many tries.
const DAYS: usize = 60;

struct Ground {
    app: Linli,
    clock: Arc<FixedClock>,
    voting: Voting,
    codes: Vec<Issued>,
    addr: SocketAddr,
}

/// Prints what guessing yields and what the time of an answer tells.
pub fn run() {
    let place = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let folder = tempfile::tempdir_in(&place).unwrap();
    runtime().block_on(async {
        let ground = lay(folder.path()).await;
        times(&ground).await;
        guesses(&ground).await;
    });
}

async fn lay(folder: &Path) -> Ground {
    let config = Config::check(folder.to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    let clock = Arc::new(FixedClock::new(start()));
    let config = config.behind("127.0.0.1").unwrap();
    let app = Linli::open_with(config, Box::new(clock.clone()), Random::seeded(7)).await.unwrap();
    let voting = sample::voting(&app.store, "cuiyuan", HOUSEHOLDS, start()).await;
    let grants = vec![Grant { role: Role::Official, scope: Scope::Everywhere }];
    let caller = Caller::Staff { id: StaffId(Uuid::nil()), grants };
    let mut codes = Vec::new();
    for (n, some) in voting.households.chunks(2_000).enumerate() {
        // A third of the codes ends before the first try.
        let ends = start().plus(if n % 3 == 0 { 1 } else { 600 * DAY });
        let once = Uuid::from_u128(n as u128);
        codes.extend(
            credentials::issue(&app, &By::default(), &caller, &voting.community, some, (once, ends)).await.unwrap(),
        );
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(serve::serve(app.clone(), listener, std::future::pending()));
    Ground { app, clock, voting, codes, addr }
}

/// The network address of this number.
fn network(address: usize) -> String {
    format!("10.{}.{}.7", address / 250, address % 250)
}

/// A form from a network address; the session is nobody's.
fn form(address: usize, body: &str) -> Vec<u8> {
    let text = String::from_utf8(post("/v", "0", body)).unwrap();
    let from = format!("x-forwarded-for: {}\r\nhost:", network(address));
    text.replacen("host:", &from, 1).into_bytes()
}

/// Building and room of a flat of the sample, as on its roll.
fn flat(n: usize) -> (usize, String) {
    (n / 20 + 1, format!("{}0{}", n % 20 / 2 + 1, n % 2 + 1))
}

fn digits(body: (usize, &str), digits: u32) -> String {
    format!("c=cuiyuan&building={}&room={}&digits={digits:08}", body.0, body.1)
}

/// A number that looks like chance and is the same in every run.
fn spread(n: usize) -> u64 {
    (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16
}

/// What one guess yields.
enum Guessed {
    /// A code was met.
    Hit,
    /// It was looked at and wrong.
    Wrong,
    /// It was turned away.
    Refused,
}

/// The guess of this number: address, building, room and digits.
fn guess(n: usize) -> (usize, usize, String, u32) {
    let chance = spread(n);
    let (building, room) = flat(chance as usize % HOUSEHOLDS);
    (n % ADDRESSES, building, room, (chance / 7 % 100_000_000) as u32)
}

/// A million guesses on one day: the most of them into the service that the door calls, since what a
/// request costs besides says nothing of guessing; a part of them as forms over HTTP. Honest
/// households sign in over HTTP all the time.
async fn guesses(ground: &Ground) {
    println!(
        "Guessing from {ADDRESSES} addresses, {LINES} at a time; bounds a day: {WRONG_PER_ADDRESS_DAY} wrong tries an \
         address, {WRONG_PER_BUILDING_DAY} a building, {WRONG_PER_INSTANCE_DAY} an installation"
    );
    ground.clock.set(start().plus(100 * DAY));
    let (app, community) = (ground.app.clone(), ground.voting.community.id);
    let inside = move |from: Arc<AtomicUsize>, tally: Arc<Tally>| {
        let app = app.clone();
        async move {
            while let Some(n) = next(&from, GUESSES) {
                let (address, building, room, digits) = guess(n);
                let typed = Typed { building: building.to_string(), room, digits: format!("{digits:08}") };
                let shown = credentials::show_by_digits(&app, (&network(address), None), community, typed).await;
                tally.note(match shown {
                    Ok(_) => Guessed::Hit,
                    Err(fail) if fail.first() == Some(&Problem::CodeWrong) => Guessed::Wrong,
                    Err(_) => Guessed::Refused,
                });
            }
        }
    };
    drill(ground, &format!("{GUESSES} guesses into the service"), inside).await;

    ground.clock.set(start().plus(101 * DAY));
    let addr = ground.addr;
    let over_http = move |from: Arc<AtomicUsize>, tally: Arc<Tally>| async move {
        let mut line = Line::open(addr).await.unwrap();
        while let Some(n) = next(&from, OVER_HTTP) {
            let (address, building, room, code) = guess(n);
            let body = digits((building, &room), code);
            tally.note(match line.ask(&form(address, &body)).await.unwrap().0 {
                303 => Guessed::Hit,
                422 => Guessed::Wrong,
                _ => Guessed::Refused,
            });
        }
    };
    drill(ground, &format!("{OVER_HTTP} guesses over HTTP"), over_http).await;
    ground.app.store.close().await;
    simulate();
}

/// The next number below a bound, each once.
fn next(from: &AtomicUsize, most: usize) -> Option<usize> {
    Some(from.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < most)
}

/// What became of many guesses.
#[derive(Default)]
struct Tally {
    hits: AtomicUsize,
    wrong: AtomicUsize,
    refused: AtomicUsize,
}

impl Tally {
    fn note(&self, guessed: Guessed) {
        let count = match guessed {
            Guessed::Hit => &self.hits,
            Guessed::Wrong => &self.wrong,
            Guessed::Refused => &self.refused,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Guesses on many lines at once while honest households sign in; prints what came of it.
async fn drill<F, R>(ground: &Ground, name: &str, guesser: F)
where
    F: Fn(Arc<AtomicUsize>, Arc<Tally>) -> R,
    R: Future<Output = ()> + Send + 'static,
{
    let (from, tally, over) = (Arc::<AtomicUsize>::default(), Arc::<Tally>::default(), Arc::<AtomicBool>::default());
    let honest = tokio::spawn(honest(ground.addr, ground.codes.clone(), over.clone()));
    let begun = Instant::now();
    let guessers: Vec<_> = (0..LINES).map(|_| tokio::spawn(guesser(from.clone(), tally.clone()))).collect();
    for one in guessers {
        one.await.unwrap();
    }
    let took = begun.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let mut waits = honest.await.unwrap();
    waits.sort();
    let at = |share: f64| waits[((waits.len() as f64 * share) as usize).min(waits.len() - 1)].as_secs_f64() * 1000.0;
    let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    println!(
        "  {name} in {took:.0} s: {} judged wrong, {} hits, {} turned away; expected hits of what was judged {:.7}",
        of(&tally.wrong),
        of(&tally.hits),
        of(&tally.refused),
        (of(&tally.wrong) + of(&tally.hits)) as f64 / f64::from(DIGIT_CODES)
    );
    println!(
        "  honest logins by QR over HTTP meanwhile: {}, p50 {:.1} ms, p95 {:.1} ms (must stay below 300)",
        waits.len(),
        at(0.5),
        at(0.95)
    );
}

/// Years in which every try that is borne is used: a code is drawn anew for each, as each names
/// another flat.
fn simulate() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = || {
        // Steele and others 2014, SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % u64::from(DIGIT_CODES)
    };
    let tries = YEARS * 365 * u64::from(WRONG_PER_INSTANCE_DAY);
    let hits = (0..tries).filter(|_| draw() == 12_345_678).count();
    println!(
        "  expected hits a year at the bound: computed {:.5} (must stay below 0.001); simulated {:.5}, {hits} hits in {YEARS} \
         years of guessing all day long",
        expected_hits_a_year(WRONG_PER_INSTANCE_DAY),
        hits as f64 / YEARS as f64
    );
}

/// Somebody with a letter every 20 milliseconds.
async fn honest(addr: SocketAddr, codes: Vec<Issued>, over: Arc<AtomicBool>) -> Vec<Duration> {
    let mut line = Line::open(addr).await.unwrap();
    let mut waits = Vec::new();
    let valid: Vec<&Issued> =
        codes.chunks(2_000).enumerate().filter(|(n, _)| n % 3 != 0).flat_map(|(_, c)| c).collect();
    for code in valid.iter().cycle() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let body = format!("c=cuiyuan&token={}", code.token.plain());
        let begun = Instant::now();
        let (status, _) = line.ask(&form(ADDRESSES + 1, &body)).await.unwrap();
        assert_eq!(status, 303);
        waits.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    waits
}

/// Times of answers to an unknown flat, a wrong code, and a code that has ended, each with a wrong
/// number of the same length; interleaved, from the same addresses.
async fn times(ground: &Ground) {
    let mut line = Line::open(ground.addr).await.unwrap();
    let mut found: [Vec<f64>; 3] = Default::default();
    let mut sizes: [Vec<usize>; 3] = Default::default();
    let mut next = 0_usize;
    for day in 1..=DAYS {
        ground.clock.set(start().plus(day as i64 * DAY));
        for n in 0..(WRONG_PER_INSTANCE_DAY as usize / 3 - 2) * 3 {
            next += 1;
            let kind = (next + day) % 3;
            // Of whole blocks of 2,000, the first of three has ended; codes of unknown flats have no block.
            let block = if kind == 2 { 0 } else { 2_000 + (spread(next) as usize % 2) * 2_000 };
            let (building, room) = flat(block + (next * 7) % 2_000);
            let (building, room) = if kind == 0 { (building, room.replacen('0', "9", 1)) } else { (building, room) };
            let body = digits((building, &room), (spread(next) % 100_000_000) as u32);
            let begun = Instant::now();
            let (status, size) = line.ask(&form(day * 20 + n / 19, &body)).await.unwrap();
            let took = begun.elapsed().as_secs_f64() * 1_000_000.0;
            if status == 422 {
                found[kind].push(took);
                sizes[kind].push(size);
            }
        }
    }
    println!("Times of answers to a wrong number, medians: {}", medians(&found));
    for (a, b, names) in [(0, 1, "unknown / wrong"), (1, 2, "wrong / ended"), (0, 2, "unknown / ended")] {
        let (share, half) = chance(&found[a], &found[b]);
        println!(
            "  {names}: chance that the first takes longer {share:.3} (0.500 is no difference; 95 % within ±{half:.3})"
        );
    }
    let spans: Vec<String> =
        sizes.iter().map(|s| format!("{}–{}", s.iter().min().unwrap(), s.iter().max().unwrap())).collect();
    println!("  lengths of the answers in bytes: {}; households {}", spans.join(", "), ground.voting.households.len());
}

fn medians(found: &[Vec<f64>; 3]) -> String {
    let of = |n: usize| format!("{:.0} µs of {}", crate::median(found[n].clone()), found[n].len());
    format!("unknown flat {}, wrong code {}, ended code {}", of(0), of(1), of(2))
}

/// The chance that one of `a` is greater than one of `b` (Mann and Whitney 1947), and half the width of
/// its 95 % interval if there is no difference.
fn chance(a: &[f64], b: &[f64]) -> (f64, f64) {
    let mut all: Vec<(f64, bool)> = a.iter().map(|t| (*t, true)).chain(b.iter().map(|t| (*t, false))).collect();
    all.sort_by(|x, y| x.0.total_cmp(&y.0));
    let (mut below, mut won) = (0.0, 0.0);
    for (_, first) in all {
        if first {
            won += below;
        } else {
            below += 1.0;
        }
    }
    let (n, m) = (a.len() as f64, b.len() as f64);
    (won / (n * m), 1.96 * ((n + m + 1.0) / (12.0 * n * m)).sqrt())
}
