//! Elections, conversations and answers as they stand in files.
//!
//! For: reading and writing the formats of other programs and of Linli's own closed polls. Bytes in,
//! a value or a [`Fault`] with its line and column out.
//! Must not know: the disk, the command line, or what will be counted.
//! To add: a format is a file here with `read` (and `write` where others read it), its bad inputs as
//! tests, and a fuzz target in `fuzz/`.

pub mod amount;
pub mod closed;
mod fault;
pub mod pabulib;
pub mod polis;
pub mod preflib;
pub mod rows;
pub mod table;
pub mod text;
mod word;

pub use fault::{Fault, Warnings, What};

/// Most options in one file; more is a mistake or an attack.
pub const MOST_OPTIONS: usize = 100_000;

/// Most marks on all ballots of one file: 2 GiB of memory, a million ballots of 134 marks.
pub const MOST_MARKS: usize = 1 << 27;

/// Most ballots (rows) of one file.
pub const MOST_BALLOTS: usize = 1 << 26;

/// Most bytes of one file: 1 GiB.
pub const MOST_BYTES: usize = 1 << 30;
