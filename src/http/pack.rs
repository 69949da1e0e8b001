//! Compression of what is rendered.
//!
//! For: [`Encoding`] that a browser takes, and packing bytes for it.
//! Must not know: what the bytes are.
//! To add: a further encoding is a variant of [`Encoding`].

use axum::http::{HeaderMap, header};
use std::io::Write;

/// An encoding a browser takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// Gzip.
    Gzip,
    /// None.
    Plain,
}

/// How hard to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Packed for one answer.
    Once,
    /// Packed once and kept.
    Kept,
}

impl Encoding {
    /// The best that `Accept-Encoding` names.
    pub fn read(headers: &HeaderMap) -> Self {
        let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let takes = |name| accepts.split(',').any(|part| part.split(';').next().is_some_and(|n| n.trim() == name));
        if takes("br") {
            Self::Brotli
        } else if takes("gzip") {
            Self::Gzip
        } else {
            Self::Plain
        }
    }

    /// Its name in `Content-Encoding`; none for plain.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// Packs bytes.
    pub fn pack(self, bytes: &[u8], effort: Effort) -> Vec<u8> {
        let packed = match self {
            Self::Brotli => brotli(bytes, if effort == Effort::Kept { 9 } else { 4 }),
            Self::Gzip => gzip(bytes),
            Self::Plain => None,
        };
        packed.unwrap_or_else(|| bytes.to_vec())
    }
}

fn brotli(bytes: &[u8], quality: u32) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, quality, 20);
    writer.write_all(bytes).ok()?;
    drop(writer);
    Some(out)
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), flate2::Compression::new(5));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
