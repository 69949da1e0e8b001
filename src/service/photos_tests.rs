//! What is promised of photos and recordings.

use super::*;
use image::{Rgb, RgbImage};

/// A JPEG, red on the left and blue on the right.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture =
        RgbImage::from_fn(width, height, |x, _| if x * 2 < width { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 95).encode_image(&picture).unwrap();
    jpeg
}

/// The same with an EXIF block: how the phone was held, and who took it.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2a\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x3b, 0x01, 2, 0, 10, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(b"Zhang San\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

#[test]
fn a_photo_is_turned_upright_and_its_metadata_is_gone() {
    let taken = with_exif(&photo(80, 40), 6);
    assert!(holds(&taken, b"Zhang San"));
    let ready = make_safe(&taken).unwrap();
    assert_eq!((ready.width, ready.height), (40, 80));
    assert!(!holds(&ready.jpeg, b"Exif") && !holds(&ready.jpeg, b"Zhang San"));
    let shown = image::load_from_memory(&ready.jpeg).unwrap().into_rgb8();
    // Turned by a quarter to the right, what was left is now above.
    assert!(shown.get_pixel(20, 8)[0] > 150 && shown.get_pixel(20, 72)[2] > 150);
}

#[test]
fn a_large_photo_becomes_sixteen_hundred_pixels_and_a_small_one_stays() {
    let large = make_safe(&photo(3_200, 1_000)).unwrap();
    assert_eq!((large.width, large.height), (1_600, 500));
    let small = make_safe(&photo(300, 200)).unwrap();
    assert_eq!((small.width, small.height), (300, 200));
}

#[test]
fn a_file_is_what_its_bytes_say() {
    for bytes in [b"just words".as_slice(), b"", b"GIF89a\x01\0\x01\0", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7"] {
        assert_eq!(make_safe(bytes).unwrap_err(), Problem::NotAPhoto, "{bytes:?}");
    }
    let mut png = Vec::new();
    DynamicImage::new_rgba8(9, 7).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    assert_eq!(make_safe(&png).unwrap().width, 9);
}

/// The file with another size in its head; what follows no longer fits it.
fn as_if(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

#[test]
fn sixty_megapixels_are_refused_before_they_are_decoded() {
    let jpeg = as_if(photo(16, 16), 10_000, 6_000);
    assert_eq!(make_safe(&jpeg).unwrap_err(), Problem::PhotoTooLarge { megapixels: 60, most: 25 });
}

#[test]
fn what_takes_more_room_a_pixel_may_have_fewer_of_them() {
    // A phone's 24 megapixels (5,712 x 4,284) fit; the same in several passes does not.
    assert_eq!(fits(5_712 * 4_284, 3), Ok(()));
    assert_eq!(fits(5_712 * 4_284, 6), Err(Problem::PhotoTooLarge { megapixels: 25, most: 12 }));
    assert_eq!(fits(4_032 * 3_024, 6), Ok(()));
    assert_eq!(fits(26 * MEGA, 1), Err(Problem::PhotoTooLarge { megapixels: 26, most: 25 }));
    let mut passes = as_if(photo(16, 16), 4_000, 3_000);
    let frame = passes.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    passes[frame + 1] = 0xc2;
    assert_eq!(make_safe(&passes).unwrap_err(), Problem::PhotoTooLarge { megapixels: 12, most: 8 });
}

#[test]
fn recordings_are_known_by_their_first_bytes() {
    assert_eq!(recording_type(b"\0\0\0\x18ftypM4A "), Ok("audio/mp4"));
    assert_eq!(recording_type(b"ID3\x04"), Ok("audio/mpeg"));
    assert_eq!(recording_type(b"\xff\xfb\x90\x44"), Ok("audio/mpeg"));
    assert_eq!(recording_type(b"\xff\xf1\x50\x80"), Ok("audio/aac"));
    assert_eq!(recording_type(b"OggS\0"), Ok("audio/ogg"));
    assert_eq!(recording_type(b"\x1a\x45\xdf\xa3"), Ok("audio/webm"));
    assert_eq!(recording_type(b"RIFF\x24\0\0\0WAVEfmt "), Ok("audio/wav"));
    assert_eq!(recording_type(b"#!AMR\n"), Ok("audio/amr"));
    for bytes in [b"".as_slice(), b"words", b"\xff\xd8\xff\xe0", b"<html>"] {
        assert_eq!(recording_type(bytes), Err(Problem::NotARecording));
    }
    let long = [b"OggS".as_slice(), &vec![0; MOST_RECORDING]].concat();
    assert_eq!(recording_type(&long), Err(Problem::RecordingTooLarge { most_mib: 8 }));
}

#[test]
fn a_small_photo_is_a_square_of_a_few_kilobytes() {
    let noisy = RgbImage::from_fn(1_600, 900, |x, y| {
        let grain = u8::try_from((x * 37 + y * 61) % 97).unwrap();
        Rgb([grain, 120_u8.saturating_add(grain), 90])
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 80).encode_image(&noisy).unwrap();
    let small = small::shrink(&jpeg).unwrap();
    let shown = image::load_from_memory(&small).unwrap();
    assert_eq!((shown.width(), shown.height()), (small::SIDE, small::SIDE));
    assert!(small.len() < 6_000, "{}", small.len());
    assert_eq!(small::shrink(b"words"), Err(Problem::NotAPhoto));
}
