//! What commands print.
//!
//! For: [`print`], which ends quietly when nobody reads on (`linli rules | head`).
//! Must not know: what is printed.
//! To add: a further place to print to is a function here.

use std::io::{ErrorKind, Write};

/// Prints to stdout, all at once. That the reader went away is not a failure.
///
/// # Errors
/// Anything else that keeps it from being written, such as a full disk.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(anyhow::Error::new(error).context("cannot write the result"))
        }
        _ => Ok(()),
    }
}
