//! Folders that only the operator's account may open.
//!
//! For: [`make`]; [`is_open_to_others`], for what was there before.
//! Must not know: what lies in them.
//! To add: nothing; files of their own kind are made with mode 0600 where they are written.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Makes a folder with those above it, mode 0700. One that is there stays as it is: whoever made
/// it may have had a reason.
///
/// # Errors
/// It cannot be made.
pub fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Whether other accounts of this machine may open a folder.
pub fn is_open_to_others(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}
