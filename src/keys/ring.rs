//! The keys that phone numbers are sealed with, kept outside the database.
//!
//! For: [`Ring`]: the newest key seals, each key opens what it sealed; a further key is put in front.
//! Must not know: what is sealed.
//! To add: nothing for a new kind of secret.

use super::{hex, unhex};
use crate::clock::Random;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use parking_lot::RwLock;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Name of the keys' file in the data folder: a line a key, its id and 64 hex digits, newest first.
pub const PHONE_KEYS: &str = "phone.keys";
/// Bytes that stand before what is sealed.
const NONCE: usize = 24;

type Named = (String, [u8; 32]);

/// The keys, newest first.
pub struct Ring {
    keys: RwLock<Vec<Named>>,
    /// None where the keys came from outside.
    file: Option<PathBuf>,
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ring")
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} must hold 'ID 64-hex-digits', newest first"))
}

fn read(text: &str) -> Option<Vec<Named>> {
    let lines = text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty());
    let keys: Option<Vec<Named>> = lines
        .map(|line| {
            let (id, key) = line.split_once([' ', ':'])?;
            Some((id.to_owned(), unhex(key.trim())?.try_into().ok()?))
        })
        .collect();
    keys.filter(|keys| !keys.is_empty())
}

fn fresh(random: &Random) -> Named {
    (hex(&random.bytes::<4>()), random.bytes())
}

fn write(file: &Path, keys: &[Named]) -> io::Result<()> {
    let new = file.with_extension("keys.new");
    drop(std::fs::remove_file(&new));
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    for (id, key) in keys {
        writeln!(out, "{id} {}", hex(key))?;
    }
    out.sync_all()?;
    std::fs::rename(&new, file)
}

impl Ring {
    /// The keys given from outside, else those of the data folder; made there on the first start
    /// (mode 0600).
    ///
    /// # Errors
    /// They cannot be read or written, or are not of the form.
    pub fn open(folder: &Path, given: Option<&str>, random: &Random) -> io::Result<Self> {
        if let Some(text) = given {
            let keys = read(text).ok_or_else(|| damaged("LINLI_PHONE_KEYS"))?;
            return Ok(Self { keys: RwLock::new(keys), file: None });
        }
        let file = folder.join(PHONE_KEYS);
        let keys = match std::fs::read_to_string(&file) {
            Ok(text) => read(&text).ok_or_else(|| damaged(&file.display().to_string()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let keys = vec![fresh(random)];
                write(&file, &keys)?;
                keys
            }
            Err(error) => return Err(error),
        };
        Ok(Self { keys: RwLock::new(keys), file: Some(file) })
    }

    /// The id of the key that seals now.
    pub fn newest(&self) -> String {
        self.keys.read().first().map(|(id, _)| id.clone()).unwrap_or_default()
    }

    /// Seals with the newest key; gives its id and the sealed bytes. None only where there is no key.
    pub fn seal(&self, random: &Random, plain: &[u8]) -> Option<(String, Vec<u8>)> {
        let (id, key) = self.keys.read().first().cloned()?;
        let nonce: [u8; NONCE] = random.bytes();
        let cipher = XChaCha20Poly1305::new(Key::from_slice(&key));
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), plain).ok()?;
        Some((id, [&nonce[..], &sealed].concat()))
    }

    /// What was sealed with the key of this id; none if it is unknown or the bytes were changed. Keys
    /// that a command added since are looked for.
    pub fn unseal(&self, id: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let key = self.find(id).or_else(|| {
            self.read_again();
            self.find(id)
        })?;
        let (nonce, body) = sealed.split_at_checked(NONCE)?;
        XChaCha20Poly1305::new(Key::from_slice(&key)).decrypt(XNonce::from_slice(nonce), body).ok()
    }

    fn find(&self, id: &str) -> Option<[u8; 32]> {
        self.keys.read().iter().find(|(known, _)| known == id).map(|(_, key)| *key)
    }

    fn read_again(&self) {
        let text = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        if let Some(keys) = text.as_deref().and_then(read) {
            *self.keys.write() = keys;
        }
    }

    /// Puts a new key in front of the file; gives its id.
    ///
    /// # Errors
    /// The keys came from outside, or the file cannot be written.
    pub fn add(&self, random: &Random) -> io::Result<String> {
        let Some(file) = &self.file else {
            return Err(io::Error::other("the keys are given by LINLI_PHONE_KEYS; put a new one in front there"));
        };
        let mut keys = self.keys.write();
        let new = fresh(random);
        let id = new.0.clone();
        let all: Vec<Named> = std::iter::once(new).chain(keys.iter().cloned()).collect();
        write(file, &all)?;
        *keys = all;
        Ok(id)
    }
}
