//! Sends requests on many kept connections for a time and counts the answers.

use crate::kit::load::Line;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What came of it.
pub struct Flow {
    /// Answers a second.
    pub rate: f64,
    /// Time of each answer, sorted.
    pub times: Vec<Duration>,
}

impl Flow {
    /// The time under which this share of the answers stayed, in milliseconds.
    pub fn at(&self, share: f64) -> f64 {
        let place = ((self.times.len() as f64 * share) as usize).min(self.times.len() - 1);
        self.times[place].as_secs_f64() * 1000.0
    }
}

/// What a connection sends: its number and the count of its sendings give the next request; none
/// ends it.
pub type Next = Arc<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send + Sync>;

/// Runs `connections` for at most `time`, in a thread of its own, away from the server's runtime.
pub fn run(addr: SocketAddr, connections: usize, time: Duration, expected: u16, next: &Next) -> Flow {
    let next = next.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let begun = Instant::now();
            let lines: Vec<_> = (0..connections)
                .map(|n| tokio::task::spawn(one(addr, n, begun + time, expected, next.clone())))
                .collect();
            let mut times = Vec::new();
            for line in lines {
                times.extend(line.await.unwrap());
            }
            let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
            times.sort();
            Flow { rate, times }
        })
    })
    .join()
    .unwrap()
}

async fn one(addr: SocketAddr, number: usize, end: Instant, expected: u16, next: Next) -> Vec<Duration> {
    let mut line = Line::open(addr).await.unwrap();
    let mut times = Vec::with_capacity(1 << 14);
    for count in 0.. {
        let Some(request) = next(number, count) else { break };
        let begun = Instant::now();
        let (status, _) = line.ask(&request).await.unwrap();
        assert_eq!(status, expected);
        times.push(begun.elapsed());
        if Instant::now() >= end {
            break;
        }
    }
    times
}
