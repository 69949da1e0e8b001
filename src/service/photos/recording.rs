//! Recordings without what phones write beside the sound: where, when and by whom.
//!
//! For: [`without_metadata`].
//! Must not know: sound; nothing is decoded.
//! To add: a further kind of file is an arm of [`without_metadata`]. Ogg, `WebM`, AMR and bare AAC
//! are left as they are: recorders of phones write no place into them.

use crate::domain::problem::Problem;
use bytes::{Bytes, BytesMut};
use std::ops::Range;

/// How the first brand of a sound in MP4 begins. Pictures (`heic`, `avif`, `mif1`) and `QuickTime`
/// films (`qt`) have others.
const BRANDS: [&[u8]; 7] = [b"M4A", b"M4B", b"mp4", b"iso", b"3gp", b"3g2", b"dash"];
/// Boxes that hold other boxes on the way to what is looked for.
const HOLDERS: [&[u8]; 5] = [b"moov", b"trak", b"mdia", b"moof", b"traf"];
/// Boxes with words of any kind, and those in which old words may still stand.
const WORDS: [&[u8]; 6] = [b"udta", b"meta", b"uuid", b"free", b"skip", b"wide"];
/// What a WAV file needs to be heard; the rest are words.
const HEARD: [&[u8]; 3] = [b"fmt ", b"data", b"fact"];

/// How deep boxes hold others there; a file of nothing but heads must not lead further down.
const DEEPEST: u8 = 4;

/// Whether an MP4's first brand is one of sounds.
pub(super) fn is_sound(file: &[u8]) -> bool {
    file.get(8..).is_some_and(|brand| BRANDS.iter().any(|known| brand.starts_with(known)))
}

/// The recording without its metadata, by its MIME type. Nothing that is heard moves.
///
/// # Errors
/// [`Problem::NotARecording`] for a film, and where only metadata was there.
pub(super) fn without_metadata(mime: &str, file: Bytes) -> Result<Bytes, Problem> {
    match mime {
        "audio/mp4" => {
            let mut file = BytesMut::from(file);
            let end = file.len();
            blank_boxes(&mut file, (0, end), DEEPEST)?;
            Ok(file.freeze())
        }
        "audio/wav" => {
            let mut file = BytesMut::from(file);
            blank_chunks(&mut file);
            Ok(file.freeze())
        }
        "audio/mpeg" => {
            let bare = without_tags(file);
            if bare.is_empty() { Err(Problem::NotARecording) } else { Ok(bare) }
        }
        _ => Ok(file),
    }
}

/// Turns boxes with words into free room of the same size, so that every offset stays right
/// (ISO/IEC 14496-12).
fn blank_boxes(file: &mut [u8], (mut at, end): (usize, usize), deep: u8) -> Result<(), Problem> {
    while let Some((kind, body)) = next_box(file, at, end) {
        let holds = |known: &&[u8]| known.eq_ignore_ascii_case(&kind);
        if WORDS.iter().any(holds) {
            write(file, at + 4, *b"free");
            clear(file, body.clone());
        } else if kind == *b"hdlr" && file.get(body.start + 8..body.start + 12) == Some(b"vide") {
            return Err(Problem::NotARecording);
        } else if deep > 0 && HOLDERS.iter().any(holds) {
            blank_boxes(file, (body.start, body.end), deep - 1)?;
        }
        at = body.end;
    }
    Ok(())
}

/// The box at `at`: its kind, and where its body stands. One that claims more than there is ends
/// with the file, as players read it.
fn next_box(file: &[u8], at: usize, end: usize) -> Option<([u8; 4], Range<usize>)> {
    let head = file.get(at..end)?;
    let short = u32::from_be_bytes(*head.first_chunk()?);
    let kind = *head.get(4..)?.first_chunk()?;
    let (length, before) = match short {
        0 => (head.len(), 8),
        1 => {
            let long = u64::from_be_bytes(*head.get(8..)?.first_chunk()?);
            (usize::try_from(long).unwrap_or(usize::MAX), 16)
        }
        short => (usize::try_from(short).unwrap_or(usize::MAX), 8),
    };
    (length >= before).then(|| (kind, at + before..at.saturating_add(length).min(end)))
}

/// Turns chunks with words into `JUNK` of the same size.
fn blank_chunks(file: &mut [u8]) {
    let mut at = 12;
    while let Some((kind, body)) = next_chunk(file, at) {
        if !HEARD.contains(&kind.as_slice()) {
            write(file, at, *b"JUNK");
            clear(file, body.clone());
        }
        // Chunks begin at even places.
        at = body.end + (body.end & 1);
    }
}

fn next_chunk(file: &[u8], at: usize) -> Option<([u8; 4], Range<usize>)> {
    let head = file.get(at..)?;
    let kind = *head.first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*head.get(4..)?.first_chunk()?)).unwrap_or(usize::MAX);
    Some((kind, at + 8..(at + 8).saturating_add(length).min(file.len())))
}

fn write(file: &mut [u8], at: usize, word: [u8; 4]) {
    if let Some(place) = file.get_mut(at..at + 4) {
        place.copy_from_slice(&word);
    }
}

fn clear(file: &mut [u8], body: Range<usize>) {
    if let Some(body) = file.get_mut(body) {
        body.fill(0);
    }
}

/// An MP3 without ID3 tags at its head and ID3 and APE tags at its end.
fn without_tags(mut file: Bytes) -> Bytes {
    while let Some(length) = tag_at_head(&file) {
        file = file.split_off(length.min(file.len()));
    }
    while let Some(length) = tag_at_end(&file) {
        file.truncate(file.len().saturating_sub(length));
    }
    file
}

/// Its length has four times seven bits; a footer is as long as the head (id3.org, 2.4.0).
fn tag_at_head(file: &[u8]) -> Option<usize> {
    let [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] = file else { return None };
    let length = [a, b, c, d].into_iter().fold(0, |sum, seven| (sum << 7) | usize::from(seven & 0x7f));
    Some(if flags & 0x10 == 0 { 10 } else { 20 } + length)
}

/// The first version of ID3 is the last 128 bytes; an APE tag says its length in its footer.
fn tag_at_end(file: &[u8]) -> Option<usize> {
    if file.last_chunk::<128>().is_some_and(|tag| tag.starts_with(b"TAG")) {
        return Some(128);
    }
    let footer = file.last_chunk::<32>().filter(|footer| footer.starts_with(b"APETAGEX"))?;
    let length = u32::from_le_bytes(*footer.get(12..)?.first_chunk()?);
    let with_head = footer.get(23).is_some_and(|flags| flags & 0x80 != 0);
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    Some(length.saturating_add(if with_head { 32 } else { 0 }).clamp(32, file.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_box(kind: &[u8], body: &[u8]) -> Vec<u8> {
        [u32::try_from(body.len() + 8).unwrap().to_be_bytes().as_slice(), kind, body].concat()
    }

    fn m4a(handler: &[u8]) -> Vec<u8> {
        let place = a_box(b"\xa9xyz", b"+28.68+115.89/");
        let udta = a_box(b"udta", &place);
        let hdlr = a_box(b"hdlr", &[[0; 8].as_slice(), handler, b"name"].concat());
        let mdia = a_box(b"mdia", &hdlr);
        let trak = a_box(b"trak", &[mdia, a_box(b"udta", b"Wang Fang")].concat());
        let moov = a_box(b"moov", &[a_box(b"mvhd", &[7; 100]), trak, udta, a_box(b"meta", b"Nanchang")].concat());
        [a_box(b"ftyp", b"M4A \0\0\0\0"), moov, a_box(b"mdat", b"sound"), a_box(b"uuid", b"<x:xmpmeta>")].concat()
    }

    fn clean(mime: &str, file: &[u8]) -> Result<Vec<u8>, Problem> {
        without_metadata(mime, Bytes::copy_from_slice(file)).map(|file| file.to_vec())
    }

    fn holds(file: &[u8], word: &[u8]) -> bool {
        file.windows(word.len()).any(|part| part == word)
    }

    #[test]
    fn a_phones_recording_loses_its_place_and_keeps_its_sound_where_it_was() {
        let came = m4a(b"soun");
        let kept = clean("audio/mp4", &came).unwrap();
        for word in [b"+28.68".as_slice(), b"Wang Fang", b"Nanchang", b"xmpmeta", b"udta", b"meta"] {
            assert!(holds(&came, word) && !holds(&kept, word), "{}", String::from_utf8_lossy(word));
        }
        let at = |file: &[u8]| file.windows(5).position(|part| part == b"sound");
        assert_eq!((kept.len(), at(&kept)), (came.len(), at(&came)));
        assert!(holds(&kept, &[7; 100]) && holds(&kept, b"soun"));
    }

    #[test]
    fn a_film_is_no_recording() {
        assert_eq!(clean("audio/mp4", &m4a(b"vide")), Err(Problem::NotARecording));
    }

    #[test]
    fn a_torn_file_does_no_harm() {
        let came = m4a(b"soun");
        for end in 0..came.len() {
            assert_eq!(clean("audio/mp4", &came[..end]).map(|kept| kept.len()), Ok(end));
        }
        for head in [[0, 0, 0, 1], [0, 0, 0, 3], [0xff; 4]] {
            assert!(clean("audio/mp4", &[head.as_slice(), b"moov", &[0xff; 8]].concat()).is_ok());
            assert!(clean("audio/mp4", &[head.as_slice(), b"moov"].concat().repeat(100_000)).is_ok());
            assert!(clean("audio/wav", &[b"RIFF\0\0\0\0WAVELIST".as_slice(), &head].concat()).is_ok());
        }
    }

    #[test]
    fn an_mp3_loses_its_tags_at_both_ends() {
        let frames = [b"\xff\xfb\x90\x44".as_slice(), &[5; 300]].concat();
        let tag = [b"ID3\x04\0\0\0\0\x01\x00".as_slice(), &[b'G'; 128]].concat();
        let ape = [b"Nanchang".as_slice(), b"APETAGEX\xd0\x07\0\0", &40_u32.to_le_bytes(), &[0; 16]].concat();
        let last = [b"TAG".as_slice(), &[b'W'; 125]].concat();
        let whole = [tag.clone(), tag.clone(), frames.clone(), ape, last].concat();
        assert_eq!(clean("audio/mpeg", &whole).as_ref(), Ok(&frames));
        assert_eq!(clean("audio/mpeg", &tag), Err(Problem::NotARecording));
        assert_eq!(clean("audio/mpeg", &frames), Ok(frames));
    }

    #[test]
    fn a_wav_file_loses_its_words() {
        let chunk = |kind: &[u8; 4], body: &[u8]| {
            [kind.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
        };
        let parts = [chunk(b"fmt ", &[1; 16]), chunk(b"LIST", b"INFONanchang"), chunk(b"data", b"sound!")];
        let came = [b"RIFF\0\0\0\0WAVE".to_vec(), parts.concat()].concat();
        let kept = clean("audio/wav", &came).unwrap();
        assert!(holds(&kept, b"sound!") && holds(&kept, b"fmt ") && !holds(&kept, b"Nanchang"));
        assert_eq!(kept.len(), came.len());
    }

    #[test]
    fn a_picture_is_no_sound() {
        for brand in [b"M4A ", b"mp42", b"isom", b"3gp4"] {
            assert!(is_sound(&[b"\0\0\0\x18ftyp".as_slice(), brand].concat()));
        }
        for brand in [b"heic", b"mif1", b"avif", b"qt  ", b"M4V "] {
            assert!(!is_sound(&[b"\0\0\0\x18ftyp".as_slice(), brand].concat()));
        }
    }
}
