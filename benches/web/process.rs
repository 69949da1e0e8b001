//! The binary as a process: start to first answer, memory; and the handle that `ballots` uses.

use crate::kit::load::{Line, get};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running server.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub addr: SocketAddr,
    /// From start to the first answer.
    pub ready: Duration,
}

impl Server {
    /// Starts it on a data folder.
    pub fn start(folder: &Path, database: &str) -> Self {
        let addr = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_linli"))
            .env("LINLI_DATA", folder)
            .env("DATABASE_URL", database)
            .args(["serve", "--addr", &addr.to_string()])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            loop {
                if let Ok(mut line) = Line::open(addr).await
                    && line.ask(&get("/", "")).await.is_ok_and(|(status, _)| status == 200)
                {
                    break;
                }
                assert!(begun.elapsed() < Duration::from_secs(10), "the server does not answer");
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        });
        Self { child, addr, ready: begun.elapsed() }
    }

    /// A line of `/proc/PID/status` in MiB: `VmRSS` is now, `VmHWM` the most so far.
    pub fn memory(&self, what: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with(what)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Prints P7 without load.
pub fn run() {
    let folder = tempfile::tempdir().unwrap();
    let first = Server::start(folder.path(), "");
    let new = first.ready;
    drop(first);
    let mut ready = Vec::new();
    let mut rest = Vec::new();
    for _ in 0..5 {
        let server = Server::start(folder.path(), "");
        std::thread::sleep(Duration::from_millis(500));
        ready.push(server.ready.as_secs_f64() * 1000.0);
        rest.push(server.memory("VmRSS"));
    }
    println!(
        "P7 start to first answer: {:.0} ms ({:.0} ms with a new data folder); memory at rest {:.1} MiB; one process",
        crate::median(ready),
        new.as_secs_f64() * 1000.0,
        crate::median(rest)
    );
}
