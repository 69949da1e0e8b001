//! The text of a roll's file in CSV, whatever encoding it was saved in.
//!
//! For: [`decoded`], [`separator`].
//! Must not know: what stands in the text.
//! To add: an encoding with a mark of its own is a row in `decoded`.

use super::sheet::{ABOVE, fault};
use crate::domain::problem::{Problem, RowFault, RowProblem};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The mark that occurs most in the first line with any.
pub(super) fn separator(text: &str) -> u8 {
    let count = |line: &str, mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    let marks = [b',', b'\t', b';'];
    let best = |line: &str| marks.into_iter().map(|mark| (count(line, mark), mark)).max_by_key(|(count, _)| *count);
    // Of a title and a header the header has more.
    let lines = text.lines().take(ABOVE).filter_map(best);
    lines.fold((0, b','), |most, next| if next.0 > most.0 { next } else { most }).1
}

/// What files begin with that people choose by mistake.
const OTHERS: [&[u8]; 3] = [b"%PDF", b"\x89PNG", b"{\\rtf"];

/// The text, and the lines in it that are of another encoding; these are left empty.
pub(super) fn decoded<'b>(bytes: &'b [u8], broken: &mut Vec<RowProblem>) -> Result<Cow<'b, str>, Problem> {
    if OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Problem::NotATable);
    }
    for (mark, encoding) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            return text.map(|text| text.replace('\r', "").into()).ok_or(Problem::NotATable);
        }
    }
    if bytes.contains(&0) {
        return Err(Problem::NotATable);
    }
    let (bytes, marked) = bytes.strip_prefix(b"\xef\xbb\xbf").map_or((bytes, false), |rest| (rest, true));
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.into());
    }
    // The first line that is more than ASCII says what the file is; a line of the other encoding was
    // pasted in.
    let first = bytes.split(|byte| *byte == b'\n').find(|line| !line.is_ascii()).unwrap_or_default();
    let is_utf8 = marked || std::str::from_utf8(first).is_ok();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    for (line, raw) in (1_u32..).zip(bytes.split(|byte| *byte == b'\n')) {
        match decoded_line(raw, is_utf8) {
            Some(found) => text.push_str(&found),
            None if line == 1 => return Err(Problem::NotATable),
            None => broken.push(fault(line, "", RowFault::NotUtf8, "")),
        }
        text.push('\n');
    }
    Ok(text.into())
}

fn decoded_line(raw: &[u8], is_utf8: bool) -> Option<Cow<'_, str>> {
    let utf8 = std::str::from_utf8(raw).ok();
    if is_utf8 || raw.is_ascii() {
        return utf8.map(Into::into);
    }
    // Chinese in UTF-8 is also some text in GB18030, but never a sensible one.
    if utf8.is_some_and(|text| text.chars().any(|c| c >= '\u{2e80}')) {
        return None;
    }
    GB18030.decode_without_bom_handling_and_without_replacement(raw)
}
