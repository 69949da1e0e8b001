//! Elections, conversations and answers as they stand in files.
//!
//! For: reading and writing the formats of other programs and of Linli's own closed polls. Bytes in,
//! a value or a [`Fault`] with its line and column out.
//! Must not know: the disk, the command line, or what will be counted.
//! To add: a format is a file here with `read` (and `write` where others read it), its bad inputs as
//! tests, and a fuzz target in `fuzz/`.

use serde::{Deserialize, Serialize};

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    /// From 1, in characters; 0 where the whole line is meant.
    pub column: usize,
    /// What is wrong.
    pub what: What,
    /// The piece of the file that is meant, at most 80 characters.
    pub text: String,
}

/// What can be wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// Nothing in it.
    Empty,
}
