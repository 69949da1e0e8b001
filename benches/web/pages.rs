//! P1: a kept page beside the same bytes from memory. P2: a page rendered afresh beside the same
//! queries with HTML written by hand.

use crate::kit::load::{Line, get};
use crate::kit::sample;
use crate::load::{self, Next};
use crate::{median, reference, runtime};
use axum::body::Bytes;
use linli::clock::{Clock, Random, SystemClock};
use linli::config::Config;
use linli::http::serve;
use linli::service::Linli;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_secs(3);

/// Prints P1 and P2.
pub fn run() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = runtime();
    let (app, site) = runtime.block_on(site(folder.path()));
    let packed = "accept-encoding: br\r\n";
    let page = runtime.block_on(fetch(site, &get("/c/cuiyuan", packed)));
    let bare = runtime.block_on(reference::serve(reference::bytes(page.clone())));
    let kept: Next = Arc::new(move |_, _| Some(get("/c/cuiyuan", packed)));
    beside("P1", &format!("kept page, {} bytes packed", page.len()), (site, &kept), (bare, &kept));

    // A different query each time, so that nothing kept is found; not packed on either side.
    let fresh: Next = Arc::new(|line, count| Some(get(&format!("/c/cuiyuan/feedback/all?n={line}x{count}"), "")));
    let page = runtime.block_on(fetch(site, &fresh(0, 0).unwrap()));
    let hand = runtime.block_on(reference::serve(reference::by_hand(app)));
    beside("P2", &format!("fresh page, {} bytes, 50 of 200 feedback", page.len()), (site, &fresh), (hand, &fresh));
}

async fn site(folder: &std::path::Path) -> (Linli, SocketAddr) {
    let config = Config::check(folder.to_owned(), None, ([127, 0, 0, 1], 0).into(), "http://localhost:3000").unwrap();
    let app = Linli::open_with(config, Box::new(SystemClock), Random::seeded(7)).await.unwrap();
    let now = SystemClock.now();
    let voting = sample::voting(&app.store, "cuiyuan", 100, now).await;
    sample::feedback(&app.store, &voting, 200, now).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(serve::serve(app.clone(), listener, std::future::pending()));
    (app, addr)
}

async fn fetch(addr: SocketAddr, request: &[u8]) -> Bytes {
    let mut line = Line::open(addr).await.unwrap();
    let (status, length) = line.ask(request).await.unwrap();
    assert_eq!(status, 200);
    Bytes::copy_from_slice(line.body(length))
}

/// Both in turn, several times; prints the medians and their ratio.
fn beside(name: &str, what: &str, ours: (SocketAddr, &Next), theirs: (SocketAddr, &Next)) {
    let (mut mine, mut other, mut p99) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let flow = load::run(ours.0, CONNECTIONS, TIME, 200, ours.1);
        mine.push(flow.rate);
        p99.push(flow.at(0.99));
        other.push(load::run(theirs.0, CONNECTIONS, TIME, 200, theirs.1).rate);
    }
    let (mine, other) = (median(mine), median(other));
    println!("{name} {what}: {mine:.0}/s (p99 {:.1} ms), reference {other:.0}/s: {:.2} x", median(p99), mine / other);
}
