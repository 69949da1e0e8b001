//! The instance's secret key, kept outside the database.
//!
//! For: keyed hashes (HMAC-SHA-256) of codes and sessions, one derived key a purpose; hex and
//! base32 forms.
//! Must not know: what is hashed.
//! To add: a purpose is a word given to [`Keys::mac`].

mod ring;

pub use ring::{PHONE_KEYS, Ring};

use crate::clock::Random;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
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

    /// Encrypts `plain` (XChaCha20-Poly1305) under the key of `purpose` and `owner`: what was sealed
    /// for one owner opens for no other. Hex: a random nonce, then the sealed bytes.
    pub fn seal(&self, random: &Random, purpose: &str, owner: &[u8], plain: &[u8]) -> Option<String> {
        let nonce: [u8; 24] = random.bytes();
        let sealed = self.cipher(purpose, owner).encrypt(XNonce::from_slice(&nonce), plain).ok()?;
        Some(hex(&nonce) + &hex(&sealed))
    }

    /// What [`Keys::seal`] sealed; `None` if it was changed, or sealed for something else.
    pub fn unseal(&self, purpose: &str, owner: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let bytes = unhex(sealed)?;
        let (nonce, rest) = bytes.split_at_checked(24)?;
        self.cipher(purpose, owner).decrypt(XNonce::from_slice(nonce), rest).ok()
    }

    fn cipher(&self, purpose: &str, owner: &[u8]) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.mac(purpose, owner).into())
    }
}

fn hmac(key: &[u8; 32], data: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length, so this cannot fail; an all-zero answer would be wrong
    // everywhere at once and never match a stored hash.
    <Hmac<Sha256> as Mac>::new_from_slice(key)
        .map_or([0; 32], |mac| mac.chain_update(data).finalize().into_bytes().into())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_for_its_owner_and_unchanged() {
        let (keys, random) = (Keys::fixed([7; 32]), Random::seeded(1));
        let sealed = keys.seal(&random, "a", b"wang", b"secret").unwrap();
        assert_eq!(keys.unseal("a", b"wang", &sealed).unwrap(), b"secret");
        assert_ne!(keys.seal(&random, "a", b"wang", b"secret").unwrap(), sealed);
        assert_eq!(keys.unseal("a", b"li", &sealed), None);
        assert_eq!(keys.unseal("b", b"wang", &sealed), None);
        assert_eq!(Keys::fixed([8; 32]).unseal("a", b"wang", &sealed), None);
        assert_eq!(keys.unseal("a", b"wang", &sealed.replacen(['0', '1'], "2", 1)), None);
        assert_eq!(keys.unseal("a", b"wang", "00"), None);
    }
}
