//! Bytes as text.
//!
//! For: [`decode`]: UTF-8 with or without a byte order mark.
//! Must not know: other encodings (the door turns GB18030 and UTF-16 into UTF-8 first), formats.
//! To add: an encoding is a matter of the door, not of this file.

use crate::domain::files::{Fault, MOST_BYTES, What};

/// The text of a file, without its byte order mark.
///
/// # Errors
/// [`What::TooMany`] above 1 GiB, [`What::Empty`] where nothing but white space is,
/// [`What::NotUtf8`] with the place of the first byte that cannot be read.
pub fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::whole(What::TooMany { most: u64::try_from(MOST_BYTES).unwrap_or(u64::MAX) }));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match core::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => Err(Fault::whole(What::Empty)),
        Ok(text) => Ok(text),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let (line, column) = end(core::str::from_utf8(good).unwrap_or_default());
            Err(Fault::new(line, column, What::NotUtf8, ""))
        }
    }
}

/// Line and column (from 1, in characters) of what follows this text.
pub fn end(text: &str) -> (usize, usize) {
    let (breaks, begun) = breaks(text);
    (breaks + 1, text.get(begun..).unwrap_or_default().chars().count() + 1)
}

/// How many line breaks (LF, CRLF, CR) and where the last line begins.
pub fn breaks(text: &str) -> (usize, usize) {
    let (mut count, mut begun, mut before) = (0, 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' || byte == b'\r' {
            count += usize::from(!(byte == b'\n' && before == b'\r' && begun == at));
            begun = at + 1;
        }
        before = byte;
    }
    (count, begun)
}

/// The lines of a text (ended by LF, CRLF or CR) with their numbers from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(text);
    let mut number = 0;
    core::iter::from_fn(move || {
        let text = rest?;
        let end = text.find(['\n', '\r']);
        let length = end.unwrap_or(text.len());
        let tail = text.get(length..).unwrap_or_default();
        let tail = tail.strip_prefix("\r\n").or_else(|| tail.get(1..));
        rest = if end.is_some() { tail } else { None };
        number += 1;
        Some((number, text.get(..length).unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_text_and_nothing_is_a_fault() {
        assert_eq!(decode(b"\xef\xbb\xbfMETA"), Ok("META"));
        for empty in [&b""[..], b"\xef\xbb\xbf", b" \r\n\t\n"] {
            assert_eq!(decode(empty), Err(Fault::whole(What::Empty)));
        }
    }

    #[test]
    fn a_byte_of_another_encoding_is_told_with_its_place() {
        let fault = decode(b"\xe4\xb8\x80\r\na\xc4\xcf").unwrap_err();
        assert_eq!((fault.line, fault.column, fault.what), (2, 2, What::NotUtf8));
    }

    #[test]
    fn every_kind_of_line_break_counts_once() {
        assert_eq!(end("a\nb\r\nc\rde"), (4, 3));
        assert_eq!(end("a\r\r\n\n"), (4, 1));
        assert_eq!(end(""), (1, 1));
    }

    #[test]
    fn lines_are_numbered_whatever_ends_them() {
        let all: Vec<(usize, &str)> = lines("a\nb\r\n\rc").collect();
        assert_eq!(all, [(1, "a"), (2, "b"), (3, ""), (4, "c")]);
        assert_eq!(lines("a\n").last(), Some((2, "")));
    }
}
