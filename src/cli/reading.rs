//! Files that a command is given by name.
//!
//! For: [`read`]: the bytes of a file as UTF-8, whatever encoding a Chinese office program saved it
//! in; [`named`] for sentences about it.
//! Must not know: what stands in the file (`domain::files`).
//! To add: an encoding with a mark of its own is a row of `MARKED`.

use anyhow::{Context, bail};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Most bytes of one file: 1 GiB.
const MOST: u64 = 1 << 30;

/// So many letters of two bytes in a row are not there by chance: two bytes of GB18030 now and then
/// make one.
const ENOUGH: usize = 8;

const MARKED: [(&[u8], &Encoding); 2] = [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)];

/// Reads a file whole.
///
/// # Errors
/// One sentence: there is none, it is a folder, it is too large, it is no text.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let named = path.display();
    let file = File::open(path).with_context(|| format!("{named} cannot be opened; check its name"))?;
    if file.metadata().is_ok_and(|about| about.is_dir()) {
        bail!("{named} is a folder; name one file in it");
    }
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes).with_context(|| format!("{named} cannot be read"))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST {
        bail!("{named} is larger than 1 GiB; split it or count equal ballots together");
    }
    decoded(bytes).with_context(|| format!("{named} is no text in UTF-8, UTF-16 or GB18030; save it as UTF-8"))
}

/// As UTF-8; what is neither UTF-8 nor UTF-16 with its mark is taken for GB18030. `None` if it is
/// nothing of these.
fn decoded(bytes: Vec<u8>) -> Option<Vec<u8>> {
    for (mark, encoding) in MARKED {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest)?;
            return Some(text.into_owned().into_bytes());
        }
    }
    if bytes.contains(&0) {
        return None;
    }
    let is_utf8 = |error: std::str::Utf8Error| is_mostly_utf8(&bytes, error.valid_up_to());
    match std::str::from_utf8(&bytes) {
        Ok(_) => Some(bytes),
        // The reader says in which line and column the broken byte is.
        Err(error) if is_utf8(error) => Some(bytes),
        Err(_) => GB18030
            .decode_without_bom_handling_and_without_replacement(&bytes)
            .map(|text| text.into_owned().into_bytes()),
    }
}

/// Whether the file was UTF-8 and something else came in at this byte: it has the mark of UTF-8, or
/// before that byte stands what text in GB18030 hardly ever looks like.
fn is_mostly_utf8(bytes: &[u8], broken: usize) -> bool {
    let before = bytes.get(..broken).and_then(|before| std::str::from_utf8(before).ok()).unwrap_or_default();
    let beyond = before.chars().filter(|c| !c.is_ascii()).count();
    bytes.starts_with(b"\xef\xbb\xbf") || beyond >= ENOUGH || before.chars().any(|c| c >= '\u{800}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_chinese_office_program_is_read_like_one_in_utf_8() {
        let text = "小区,楼栋\n幸福里,三栋\n";
        let gb = GB18030.encode(text).0.into_owned();
        assert_eq!(decoded(gb).unwrap(), text.as_bytes());
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decoded(utf16).unwrap(), text.as_bytes());
        assert_eq!(decoded(text.into()).unwrap(), text.as_bytes());
    }

    #[test]
    fn a_broken_byte_in_utf_8_stays_so_that_its_place_can_be_told() {
        let broken = [text_of("幸福里\n"), vec![0xff], text_of("x\n")].concat();
        assert_eq!(decoded(broken.clone()), Some(broken));
        assert_eq!(decoded(vec![b'a', 0, b'b']), None);
        assert_eq!(decoded(vec![b'a', 0xff, 0xff]), None);
    }

    #[test]
    fn chinese_that_begins_like_utf_8_is_still_chinese() {
        let text = "模块,楼栋\n幸福里,三栋\n";
        let gb = GB18030.encode(text).0.into_owned();
        assert!(std::str::from_utf8(&gb[..2]).is_ok());
        assert_eq!(decoded(gb).unwrap(), text.as_bytes());
    }

    fn text_of(text: &str) -> Vec<u8> {
        text.as_bytes().to_vec()
    }
}
