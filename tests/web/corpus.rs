//! Promises about photos as phones, programs and pranksters make them: whatever came in, what is kept
//! is a picture and nothing else, and what is none is refused in a sentence.
//!
//! To add: a file is a line in [`files`]; its planted words are [`MARK`].

use crate::feedback::{FORM, open};
use crate::promises;
use crate::site::Site;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use linli::domain::problem::Problem;
use linli::service::photos;
use std::io::Write;

/// What stands in everything that is no picture.
const MARK: &[u8] = b"planted-by-zhang-san";
/// How large the whole pictures are.
const SIDES: (u32, u32) = (64, 48);

/// What must become of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    Refused,
    /// As the decoder likes; clean in any case.
    Either,
}

type File = (String, Vec<u8>, Fate);

fn picture() -> RgbImage {
    RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| Rgb([x as u8 * 3, y as u8 * 5, (x * y) as u8]))
}

fn jpeg() -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture()).unwrap();
    out
}

fn png() -> Vec<u8> {
    let mut out = Vec::new();
    PngEncoder::new(&mut out).write_image(&picture(), SIDES.0, SIDES.1, ExtendedColorType::Rgb8).unwrap();
    out
}

fn webp() -> Vec<u8> {
    let mut out = Vec::new();
    WebPEncoder::new_lossless(&mut out).encode(&picture(), SIDES.0, SIDES.1, ExtendedColorType::Rgb8).unwrap();
    out
}

/// How it was held, the maker, where and when it was taken, and a small picture: 34 + 64 bytes of
/// directories, then what they point to.
fn tiff() -> Vec<u8> {
    let thumbnail = [jpeg(), MARK.to_vec()].concat();
    let long = |n: usize| u32::try_from(n).unwrap().to_le_bytes().to_vec();
    let entry = |tag: u16, kind: u16, count: usize, value: usize| {
        [tag.to_le_bytes().to_vec(), kind.to_le_bytes().to_vec(), long(count), long(value)].concat()
    };
    let (maker, place, small) = (98, 98 + MARK.len(), 98 + 2 * MARK.len());
    let first = [entry(0x010f, 2, MARK.len(), maker), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, 50)].concat();
    let gps = entry(0x001d, 2, MARK.len(), place);
    let second = [entry(0x0201, 4, 1, small), entry(0x0202, 4, 1, thumbnail.len())].concat();
    let head = [b"II\x2a\0\x08\0\0\0\x03\0".to_vec(), first, long(68)].concat();
    assert_eq!(head.len(), 50);
    let all = [head, vec![1, 0], gps, long(0), vec![2, 0], second, long(0)].concat();
    assert_eq!(all.len(), 98);
    [all, MARK.to_vec(), MARK.to_vec(), thumbnail].concat()
}

fn segment(mark: u8, start: &[u8], rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + start.len() + rest.len()).unwrap().to_be_bytes();
    [&[0xff, mark][..], &length, start, rest].concat()
}

fn xmp() -> Vec<u8> {
    [b"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><dc:creator>".as_slice(), MARK, b"</dc:creator></x:xmpmeta>"].concat()
}

/// A piece of a longer XMP: whose it is, how long the whole is, and where the piece begins.
fn more_xmp() -> Vec<u8> {
    let whole = xmp();
    [&[b'A'; 32][..], &(whole.len() as u32).to_be_bytes(), &[0; 4], &whole].concat()
}

/// Every segment by which a JPEG says more than its picture.
fn segments() -> Vec<(&'static str, Vec<u8>)> {
    let iptc =
        [b"8BIM\x04\x04\0\0\0\0\0".as_slice(), &[MARK.len() as u8 + 5], b"\x1c\x02\x50\0", &[MARK.len() as u8], MARK];
    vec![
        ("exif", segment(0xe1, b"Exif\0\0", &tiff())),
        ("xmp", segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0", &xmp())),
        ("more xmp", segment(0xe1, b"http://ns.adobe.com/xmp/extension/\0", &more_xmp())),
        ("profile", segment(0xe2, b"ICC_PROFILE\0\x01\x01", MARK)),
        ("more pictures", segment(0xe2, b"MPF\0", MARK)),
        ("iptc", segment(0xed, b"Photoshop 3.0\0", &iptc.concat())),
        ("private", segment(0xef, b"Phone\0", MARK)),
        ("comment", segment(0xfe, b"", MARK)),
    ]
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [&kind[..], body].concat();
    let mut sum = Crc::new();
    sum.update(&named);
    [&(body.len() as u32).to_be_bytes()[..], &named, &sum.sum().to_be_bytes()].concat()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Every chunk by which a PNG says more than its picture.
fn chunks() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("profile", chunk(*b"iCCP", &[b"p\0\0".as_slice(), &zlib(MARK)].concat())),
        ("text", chunk(*b"tEXt", &[b"Author\0".as_slice(), MARK].concat())),
        ("packed text", chunk(*b"zTXt", &[b"Author\0\0".as_slice(), &zlib(MARK)].concat())),
        ("xmp", chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat())),
        ("exif", chunk(*b"eXIf", &tiff())),
        ("time", chunk(*b"tIME", &[0x07, 0xea, 6, 15, 10, 0, 0])),
        ("private", chunk(*b"zhAn", MARK)),
    ]
}

/// A WebP with a canvas of this size, and what it says beside its picture.
fn extended((width, height): (u32, u32), said: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let piece = |kind: &[u8], body: &[u8]| {
        let even = vec![0; body.len() % 2];
        [kind, &(body.len() as u32).to_le_bytes(), body, &even].concat()
    };
    let low = |n: u32| (n - 1).to_le_bytes()[..3].to_vec();
    let flags = said.iter().fold(0, |all, (kind, _)| match *kind {
        b"ICCP" => all | 0x20,
        b"EXIF" => all | 0x08,
        b"XMP " => all | 0x04,
        _ => all,
    });
    let head = piece(b"VP8X", &[vec![flags, 0, 0, 0], low(width), low(height)].concat());
    let of = |first: bool| -> Vec<u8> {
        said.iter()
            .filter(|(kind, _)| (*kind == b"ICCP") == first)
            .flat_map(|(kind, body)| piece(*kind, body))
            .collect()
    };
    let body = [b"WEBP".to_vec(), head, of(true), webp()[12..].to_vec(), of(false)].concat();
    piece(b"RIFF", &body)
}

/// The picture with further pieces behind its first `at` bytes.
fn with(picture: &[u8], at: usize, pieces: &[u8]) -> Vec<u8> {
    [&picture[..at], pieces, &picture[at..]].concat()
}

/// A JPEG that says that it is larger than it is.
fn as_if(side: u16) -> Vec<u8> {
    let mut out = jpeg();
    let frame = out.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    out[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
    out[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
    out
}

/// A PNG of this size and kind whose picture is these bytes, packed.
fn drawn(side: u32, kind: [u8; 2], packed: &[u8]) -> Vec<u8> {
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &kind, &[0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &head), chunk(*b"IDAT", packed), chunk(*b"IEND", b"")].concat()
}

fn whole() -> Vec<File> {
    // What may stand before the picture of a JPEG and a PNG begins.
    let (soi, ihdr) = (2, 33);
    let name = |kind: &str, what: &str| format!("{kind} with {what}");
    let of = |kind: &str, base: &[u8], at: usize, said: Vec<(&'static str, Vec<u8>)>| -> Vec<File> {
        let all: Vec<u8> = said.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        let each = said.iter().map(|(what, bytes)| (name(kind, what), with(base, at, bytes), Fate::Kept));
        each.chain([(name(kind, "everything"), with(base, at, &all), Fate::Kept)]).collect()
    };
    let said = |kinds: &[&'static [u8; 4]]| -> Vec<(&'static [u8; 4], Vec<u8>)> {
        kinds.iter().map(|kind| (*kind, if *kind == b"EXIF" { tiff() } else { xmp() })).collect()
    };
    let mut all: Vec<File> = vec![
        ("jpeg".into(), jpeg(), Fate::Kept),
        ("png".into(), png(), Fate::Kept),
        ("webp".into(), webp(), Fate::Kept),
        (name("webp", "exif"), extended(SIDES, &said(&[b"EXIF"])), Fate::Kept),
        (name("webp", "xmp"), extended(SIDES, &said(&[b"XMP "])), Fate::Kept),
        (name("webp", "everything"), extended(SIDES, &said(&[b"ICCP", b"EXIF", b"XMP "])), Fate::Kept),
        (name("webp", "something unknown"), extended(SIDES, &said(&[b"zhan"])), Fate::Either),
        (
            name("jpeg", "a small picture of its own"),
            with(&jpeg(), soi, &segment(0xe0, b"JFXX\0\x10", MARK)),
            Fate::Either,
        ),
    ];
    all.extend(of("jpeg", &jpeg(), soi, segments()));
    all.extend(of("png", &png(), ihdr, chunks()));
    all
}

/// Two things in one file, and what is no photo.
fn others() -> Vec<File> {
    let page = [b"<html><script>alert('".as_slice(), MARK, b"')</script></html>"].concat();
    let archive = [b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0".as_slice(), &[0; 12], b"\x14\0\0\0", MARK].concat();
    let gif = [b"GIF89a\x01\0\x01\0\0\0\0\x21\xfe".as_slice(), &[MARK.len() as u8], MARK, b"\0\x3b"].concat();
    let file = |name: &str, parts: [&[u8]; 2], fate| (name.to_owned(), parts.concat(), fate);
    vec![
        file("jpeg and then a page", [&jpeg(), &page], Fate::Kept),
        file("jpeg and then an archive", [&jpeg(), &archive], Fate::Kept),
        file("png and then an archive", [&png(), &archive], Fate::Kept),
        file("webp and then a page", [&webp(), &page], Fate::Either),
        ("jpeg with a page in it".to_owned(), with(&jpeg(), 2, &segment(0xfe, b"", &page)), Fate::Kept),
        file("page and then a jpeg", [&page, &jpeg()], Fate::Refused),
        file("archive and then a png", [&archive, &png()], Fate::Refused),
        file("pdf and then a jpeg", [b"%PDF-1.7\n", &jpeg()], Fate::Refused),
        file("gif with a comment", [&gif, b""], Fate::Refused),
        file("gif and then a jpeg", [&gif, &jpeg()], Fate::Refused),
        file("nothing", [b"", b""], Fate::Refused),
        file("drawing", [b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>", MARK], Fate::Refused),
    ]
}

/// What says that it is larger than any photo, or unpacks to more than it may.
fn bombs() -> Vec<File> {
    let much = zlib(&vec![0; 80 << 20]);
    let tall = drawn(5_000, [16, 6], &zlib(&vec![0; 1 << 20]));
    let profile = chunk(*b"iCCP", &[b"p\0\0".as_slice(), &much].concat());
    let text = chunk(*b"zTXt", &[b"Author\0\0".as_slice(), &much].concat());
    vec![
        ("jpeg of 50,000 x 50,000".into(), as_if(50_000), Fate::Refused),
        ("png of 50,000 x 50,000".into(), drawn(50_000, [8, 6], &much), Fate::Refused),
        ("png of one bit, 50,000 x 50,000".into(), drawn(50_000, [1, 0], &much), Fate::Refused),
        ("png of 25 megapixels of eight bytes".into(), tall, Fate::Refused),
        ("webp of 50,000 x 50,000".into(), extended((50_000, 50_000), &[]), Fate::Refused),
        ("png of 64 x 64 with 80 MiB in it".into(), drawn(64, [8, 6], &much), Fate::Either),
        ("png with a profile of 80 MiB".into(), with(&png(), 33, &profile), Fate::Either),
        ("png with a text of 80 MiB".into(), with(&png(), 33, &text), Fate::Either),
    ]
}

fn files() -> Vec<File> {
    let mut all = whole();
    let cut: Vec<File> = all
        .iter()
        .flat_map(|(name, bytes, _)| {
            let at = |quarter: usize| bytes[..bytes.len() * quarter / 4].to_vec();
            (1..4).map(move |quarter| (format!("{name}, {quarter} quarters of it"), at(quarter), Fate::Either))
        })
        .collect();
    all.extend(cut);
    all.extend(others());
    all.extend(bombs());
    all
}

/// How many bytes of a JPEG are no picture: segments of programs and comments, and what follows its
/// end. The head that every JPEG begins with says nothing but the shape of a pixel.
fn beside(jpeg: &[u8]) -> usize {
    assert!(jpeg.starts_with(&[0xff, 0xd8]));
    let (mut at, mut found) = (2, 0);
    loop {
        assert_eq!(jpeg[at], 0xff, "a mark stands at {at}");
        let (mark, length) = (jpeg[at + 1], usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]])));
        let body = &jpeg[at + 4..at + 2 + length];
        at += 2 + length;
        match mark {
            0xe0 if body.starts_with(b"JFIF\0") && body.len() == 14 => {}
            0xe0..=0xef | 0xfe => found += 2 + length,
            0xda => break,
            _ => {}
        }
    }
    let end = at + jpeg[at..].windows(2).position(|mark| mark == [0xff, 0xd9]).unwrap() + 2;
    found + jpeg.len() - end
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

/// The most memory that this process has held, as the system tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |kib| kib.trim().to_owned())
}

promises! {
    async fn of_every_photo_the_picture_is_kept_and_nothing_else(site: &Site) {
        let place = open(site).await.id;
        let (mut kept, mut refused, mut left, mut wrong) = (0, 0, 0, Vec::new());
        let files = files();
        for (name, bytes, fate) in &files {
            match photos::keep_photo(&site.app, place, bytes.clone().into(), site.app.now()).await {
                Ok(id) => {
                    kept += 1;
                    let stored = std::fs::read(site.app.config.uploads().join(photos::place(id).to_string())).unwrap();
                    let found = beside(&stored);
                    left += found;
                    if *fate == Fate::Refused || found > 0 || holds(&stored, MARK) || holds(&stored, b"Exif") {
                        wrong.push(format!("{name}: kept with {found} bytes beside the picture"));
                    }
                }
                Err(fail) => {
                    refused += 1;
                    let said = matches!(fail.first(), Some(Problem::NotAPhoto | Problem::PhotoTooLarge { .. }));
                    if *fate == Fate::Kept || !said {
                        wrong.push(format!("{name}: refused with {fail:?}"));
                    }
                }
            }
        }
        println!(
            "{} files: {kept} kept, {refused} refused, {left} bytes of metadata left; peak of the process {}",
            files.len(), peak(),
        );
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_bomb_is_refused_in_a_sentence_and_the_form_stays(site: &Site) {
        open(site).await;
        let browser = site.browser();
        for (name, bytes, _) in bombs().into_iter().chain(others()).filter(|(.., fate)| *fate == Fate::Refused) {
            if bytes.is_empty() {
                // A form without a file sends an empty one.
                continue;
            }
            let files: [(&str, &str, &[u8]); 1] = [("photos", "a.jpg", &bytes)];
            let back = browser.upload(FORM, &[("tile", "leak"), ("text", "楼顶漏水")], &files).await;
            let told = back.body.contains("这个文件不是照片") || back.body.contains("百万像素");
            assert!(told, "{name} ({}):\n{}", back.status, back.body);
            back.is(422).says("楼顶漏水");
        }
    }
}

#[test]
fn what_was_planted_is_in_the_files_before() {
    let planted = |name: &str| !name.contains("packed") && !name.contains("time") && !name.contains("profile");
    for (name, bytes, _) in whole().into_iter().filter(|(name, ..)| name.contains(" with ") && planted(name)) {
        assert!(holds(&bytes, MARK), "{name}");
    }
    let [exif, ..] = &segments()[..] else { panic!("no segments") };
    assert_eq!(beside(&with(&jpeg(), 2, &exif.1)), exif.1.len());
    assert_eq!(beside(&[jpeg(), MARK.to_vec()].concat()), MARK.len());
    assert_eq!(beside(&jpeg()), 0);
}
