//! The keys that phone numbers are sealed with, kept outside the database.
//!
//! For: [`Ring`]: the newest key seals, each key opens what it sealed; a further key is put in front. The
//! index key finds a number without opening it, and stays when the others change.
//! Must not know: what is sealed.
//! To add: nothing for a new kind of secret.

use super::{hex, hmac, unhex};
use crate::clock::Random;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use parking_lot::RwLock;
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Name of the keys' file in the data folder: a line a key, its id and 64 hex digits, newest first; a
/// further line [`INDEX`].
pub const PHONE_KEYS: &str = "phone.keys";
/// Bytes that stand before what is sealed.
const NONCE: usize = 24;

/// Instead of an id: the key of the hashes by which numbers are found.
const INDEX: &str = "index";

type Named = (String, [u8; 32]);

/// The keys, newest first.
pub struct Ring {
    keys: RwLock<Vec<Named>>,
    index: [u8; 32],
    /// None where the keys came from outside.
    file: Option<PathBuf>,
    /// As which file the keys were read last.
    as_of: RwLock<Option<Mark>>,
}

/// What tells one writing of the file from another: it is put in place as a new file each time.
type Mark = (u64, SystemTime);

fn mark(file: &Path) -> Option<Mark> {
    let known = std::fs::metadata(file).ok()?;
    Some((known.ino(), known.modified().ok()?))
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ring")
    }
}

fn damaged(what: &str) -> io::Error {
    let form = "must hold 'ID:64-hex-digits' for each key, newest first, and once 'index:64-hex-digits'";
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} {form}"))
}

/// The keys, and the one of the index.
fn read(text: &str) -> Option<(Vec<Named>, [u8; 32])> {
    let lines = text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty());
    let keys: Option<Vec<Named>> = lines
        .map(|line| {
            let (id, key) = line.split_once([' ', ':'])?;
            Some((id.to_owned(), unhex(key.trim())?.try_into().ok()?))
        })
        .collect();
    let (mut index, keys): (Vec<Named>, Vec<Named>) = keys?.into_iter().partition(|(id, _)| id == INDEX);
    let (_, key) = index.pop().filter(|_| index.is_empty())?;
    (!keys.is_empty()).then_some((keys, key))
}

fn fresh(random: &Random) -> Named {
    (hex(&random.bytes::<4>()), random.bytes())
}

fn write(file: &Path, keys: &[Named], index: [u8; 32]) -> io::Result<()> {
    let new = file.with_extension("keys.new");
    drop(std::fs::remove_file(&new));
    let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    for (id, key) in keys {
        writeln!(out, "{id} {}", hex(key))?;
    }
    writeln!(out, "{INDEX} {}", hex(&index))?;
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
            let (keys, index) = read(text).ok_or_else(|| damaged("LINLI_PHONE_KEYS"))?;
            return Ok(Self { keys: RwLock::new(keys), index, file: None, as_of: RwLock::new(None) });
        }
        let file = folder.join(PHONE_KEYS);
        let as_of = mark(&file);
        let (keys, index) = match std::fs::read_to_string(&file) {
            Ok(text) => read(&text).ok_or_else(|| damaged(&file.display().to_string()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (keys, index) = (vec![fresh(random)], random.bytes());
                write(&file, &keys, index)?;
                (keys, index)
            }
            Err(error) => return Err(error),
        };
        Ok(Self { keys: RwLock::new(keys), index, file: Some(file), as_of: RwLock::new(as_of) })
    }

    /// The id of the key that seals now.
    pub fn newest(&self) -> String {
        self.keys.read().first().map(|(id, _)| id.clone()).unwrap_or_default()
    }

    /// The ids of the keys before the newest.
    pub fn older(&self) -> Vec<String> {
        self.keys.read().iter().skip(1).map(|(id, _)| id.clone()).collect()
    }

    /// The hash under which a number is found. Without the ring nobody can try numbers against it.
    pub fn index(&self, plain: &[u8]) -> [u8; 32] {
        hmac(&self.index, plain)
    }

    /// True if the keys came from outside: a running server learns of a new one only by a restart.
    pub const fn is_from_outside(&self) -> bool {
        self.file.is_none()
    }

    /// Seals with the newest key, also one that a command put in front meanwhile; gives its id and the
    /// sealed bytes. None only where there is no key.
    pub fn seal(&self, random: &Random, plain: &[u8]) -> Option<(String, Vec<u8>)> {
        let now = self.file.as_deref().and_then(mark);
        if now.is_some() && now != *self.as_of.read() {
            self.read_again();
        }
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
        // The mark is older than the text or as old, so that no writing in between is missed.
        let as_of = self.file.as_deref().and_then(mark);
        let text = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        if let Some((keys, _)) = text.as_deref().and_then(read) {
            *self.keys.write() = keys;
            *self.as_of.write() = as_of;
        }
    }

    /// The id of the key that all is to be sealed with: a new one in front of the file, or the first of
    /// those that came from outside.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn renew(&self, random: &Random) -> io::Result<String> {
        let Some(file) = &self.file else {
            return Ok(self.newest());
        };
        self.read_again();
        let mut keys = self.keys.write();
        let new = fresh(random);
        let id = new.0.clone();
        let all: Vec<Named> = std::iter::once(new).chain(keys.iter().cloned()).collect();
        write(file, &all, self.index)?;
        *keys = all;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_keeps_the_index_and_opens_what_was_sealed() {
        let (folder, random) = (tempfile::tempdir().unwrap(), Random::seeded(1));
        let ring = Ring::open(folder.path(), None, &random).unwrap();
        let (id, sealed) = ring.seal(&random, b"13812345678").unwrap();
        let found = ring.index(b"13812345678");
        let new = ring.renew(&random).unwrap();
        assert_eq!((ring.newest(), ring.older()), (new, vec![id.clone()]));
        let again = Ring::open(folder.path(), None, &random).unwrap();
        assert_eq!(again.index(b"13812345678"), found);
        assert_eq!(again.unseal(&id, &sealed).unwrap(), b"13812345678");
        let other = Ring::open(tempfile::tempdir().unwrap().path(), None, &random).unwrap();
        assert_ne!(other.index(b"13812345678"), found, "no other key of the instance finds it");
    }

    #[test]
    fn a_ring_that_is_open_seals_with_the_key_that_another_put_in_front() {
        let (folder, random) = (tempfile::tempdir().unwrap(), Random::seeded(1));
        let server = Ring::open(folder.path(), None, &random).unwrap();
        let (old, _) = server.seal(&random, b"13812345678").unwrap();
        let new = Ring::open(folder.path(), None, &random).unwrap().renew(&random).unwrap();
        assert_ne!(new, old);
        assert_eq!(server.seal(&random, b"13812345678").unwrap().0, new);
        let newer = server.renew(&random).unwrap();
        let all = Ring::open(folder.path(), None, &random).unwrap();
        assert_eq!((all.newest(), all.older()), (newer, vec![new, old]));
    }

    #[test]
    fn keys_from_outside_name_the_index_and_the_newest_first() {
        let (folder, random) = (tempfile::tempdir().unwrap(), Random::seeded(1));
        let key = |digit: &str| digit.repeat(64);
        let open = |text: &str| Ring::open(folder.path(), Some(text), &random);
        let ring = open(&format!("b:{},a:{},index:{}", key("2"), key("1"), key("3"))).unwrap();
        assert_eq!((ring.renew(&random).unwrap(), ring.older()), ("b".to_owned(), vec!["a".to_owned()]));
        for bad in [
            format!("a:{}", key("1")),
            format!("index:{}", key("3")),
            format!("a:{},index:{},index:{}", key("1"), key("3"), key("4")),
            "a:12,index:34".to_owned(),
        ] {
            assert!(open(&bad).is_err(), "{bad}");
        }
        assert!(!folder.path().join(PHONE_KEYS).exists());
    }
}
