//! The instance's secret key, kept outside the database.
//!
//! For: keyed hashes (HMAC-SHA-256) of codes and sessions, one derived key a purpose; hex and
//! base32 forms.
//! Must not know: what is hashed.
//! To add: a purpose is a word given to [`Keys::mac`].

mod ring;

pub use ring::{PHONE_KEYS, Ring};

use crate::clock::Random;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::io;
use std::path::Path;

/// The master key; 32 bytes.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

/// Name of the key's file in the data folder.
pub const FILE: &str = "secret.key";

impl Keys {
    /// Reads the key from the data folder, making it on the first start (mode 0600).
    ///
    /// # Errors
    /// The file cannot be read, written, or is not 64 hex digits.
    pub fn open(folder: &Path, random: &Random) -> io::Result<Self> {
        let file = folder.join(FILE);
        match std::fs::read_to_string(&file) {
            Ok(text) => unhex(text.trim())
                .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
                .map(Self)
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("{} is damaged", file.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(&file, random),
            Err(error) => Err(error),
        }
    }

    fn make(file: &Path, random: &Random) -> io::Result<Self> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        let key = Self(random.bytes());
        let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        out.write_all(hex(&key.0).as_bytes())?;
        out.sync_all()?;
        Ok(key)
    }

    /// A key for tests and dry runs.
    pub fn fixed(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 of `data` under the key of `purpose`.
    pub fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        hmac(&hmac(&self.0, purpose.as_bytes()), data)
    }
}

fn hmac(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so this cannot fail; an all-zero answer would be wrong
    // everywhere at once and never match a stored hash.
    Hmac::<Sha256>::new_from_slice(key).map_or([0; 32], |mac| mac.chain_update(data).finalize().into_bytes().into())
}

/// SHA-256.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// Bytes of a hex text; `None` if it is none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(|[high, low]| u8::try_from(high * 16 + low).ok()).collect()
}
