//! The counting room over real files: every rule gives the winners that the reference programs give.
//!
//! For: one module a kind of file. Needs nothing but `domain`.
//! Must not know: the server.
//! To add: a module here. The files are in `../shared/data` where they are (then they are used); on
//! CI they must be there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::format_push_string,
    clippy::format_collect,
    missing_docs
)]

mod bad_files;
mod budget;
mod files;
mod opinion;
mod ranked;
mod shares;
mod totals;

use std::path::PathBuf;

/// The folder of real files; `None`, said in one line, where it is not. On CI it must be there.
fn data(folder: &str) -> Option<PathBuf> {
    let found = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(folder);
    if found.is_dir() {
        return Some(found);
    }
    assert!(std::env::var_os("CI").is_none(), "the real files are not there: {}", found.display());
    eprintln!("not checked, the real files are not on this machine: {folder}");
    None
}
