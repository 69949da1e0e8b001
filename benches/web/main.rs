//! How fast the site is beside the least that could do the same, in the same run on the same
//! machine: `make bench`, or `cargo bench --features ssr --bench web -- pages ballots process guess roll`.
//! Prints ratios; nothing here can fail by noise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::items_after_statements,
    clippy::assigning_clones,
    clippy::needless_pass_by_value,
    clippy::zombie_processes,
    clippy::expect_fun_call,
    reason = "a test that cannot go on fails"
)]

#[path = "../../tests/kit/mod.rs"]
#[allow(warnings, reason = "made for tests")]
mod kit;

mod ballots;
mod bare;
mod guess;
mod load;
mod pages;
mod process;
mod reference;
mod roll;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|word| word == name);
    if wanted("pages") {
        pages::run();
    }
    if wanted("ballots") {
        ballots::run();
    }
    if wanted("process") {
        process::run();
    }
    if wanted("guess") {
        guess::run();
    }
    if wanted("roll") {
        roll::run();
    }
}

/// The middle one.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A runtime like the server's own.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}
