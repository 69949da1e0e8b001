//! How much room decoding a photo takes, read from its head before anything is decoded.
//!
//! For: [`bytes_per_pixel`].
//! Must not know: how much there is (`photos`).
//! To add: a further format is a row of [`beside`]; look how its decoder keeps what it reads.

use image::ImageFormat;

/// Where a JPEG's frame begins that is sent in several passes.
const PROGRESSIVE: u8 = 0xc2;
/// Bytes a pixel that a JPEG may keep at worst: three whole planes of 16-bit coefficients.
const WHOLE_PLANES: u64 = 6;

/// Bytes that each pixel takes while a file is decoded: those of the picture itself, and what the
/// decoder keeps beside it until the end.
pub(super) fn bytes_per_pixel(format: ImageFormat, file: &[u8], picture: u8) -> u64 {
    u64::from(picture) + beside(format, file)
}

/// As the decoders of `image` 0.25 do it: `zune-jpeg` keeps all coefficients of a picture that
/// comes in several passes and a few rows otherwise; `image-webp` keeps three planes or a copy with
/// four channels; `png` a row.
fn beside(format: ImageFormat, file: &[u8]) -> u64 {
    match format {
        ImageFormat::Jpeg => coefficients(file),
        ImageFormat::WebP => 5,
        _ => 0,
    }
}

/// Bytes of coefficients a pixel, rounded up; 0 where the first pass holds the whole picture.
fn coefficients(file: &[u8]) -> u64 {
    let mut rest = file.get(2..).unwrap_or_default();
    let mut frame = None;
    while let [byte, after @ ..] = rest {
        let [mark @ 0x01..=0xfe, high, low, ..] = after else {
            rest = after;
            continue;
        };
        if *byte != 0xff {
            rest = after;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*high, *low])).max(2);
        let body = after.get(3..=length).unwrap_or_default();
        match mark {
            // Tables and reserved marks lie between those of frames.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => frame = Some((*mark == PROGRESSIVE, body)),
            0xda => return frame.map_or(WHOLE_PLANES, |(passes, head)| kept(passes, head, body)),
            _ => {}
        }
        rest = after.get(length + 1..).unwrap_or_default();
    }
    WHOLE_PLANES
}

/// What a frame keeps, by the head of the frame and that of its first scan.
fn kept(passes: bool, frame: &[u8], scan: &[u8]) -> u64 {
    let [_, _, _, _, _, count, components @ ..] = frame else { return WHOLE_PLANES };
    if !passes && scan.first() == Some(count) {
        return 0;
    }
    // Each component: its id, its samples across and down (four bits each), its table.
    let samples =
        components.chunks_exact(3).filter_map(|one| one.get(1)).map(|s| (u64::from(s >> 4), u64::from(s & 15)));
    let (all, across, down) =
        samples.fold((0, 1, 1), |(all, across, down), (x, y)| (all + x * y, x.max(across), y.max(down)));
    (2 * all).div_ceil(across * down)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a JPEG: its frame's mark, the samples of its components, how many the first scan
    /// holds.
    fn head(mark: u8, samples: &[u8], scanned: u8) -> Vec<u8> {
        let count = u8::try_from(samples.len()).unwrap();
        let mut file = vec![0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xc0, 0xff, mark, 0, 8 + 3 * count];
        file.extend([8, 0x0b, 0xb8, 0x0f, 0xa0, count]);
        file.extend(samples.iter().flat_map(|s| [1, *s, 0]));
        file.extend([0xff, 0xda, 0, 6 + 2 * scanned, scanned]);
        file.resize(file.len() + usize::from(2 * scanned + 3), 0);
        file
    }

    #[test]
    fn what_comes_in_several_passes_takes_room_for_all_of_them() {
        let jpeg = |mark, samples: &[u8], scanned| {
            bytes_per_pixel(ImageFormat::Jpeg, &head(mark, samples, scanned), if samples.len() == 1 { 1 } else { 3 })
        };
        assert_eq!(jpeg(0xc0, &[0x22, 0x11, 0x11], 3), 3);
        assert_eq!(jpeg(0xc0, &[0x11], 1), 1);
        assert_eq!(jpeg(0xc0, &[0x11, 0x11, 0x11], 1), 9);
        assert_eq!(jpeg(PROGRESSIVE, &[0x22, 0x11, 0x11], 3), 6);
        assert_eq!(jpeg(PROGRESSIVE, &[0x21, 0x11, 0x11], 3), 7);
        assert_eq!(jpeg(PROGRESSIVE, &[0x11, 0x11, 0x11], 3), 9);
        assert_eq!(jpeg(PROGRESSIVE, &[0x11], 1), 3);
    }

    #[test]
    fn a_head_that_cannot_be_read_counts_as_the_worst() {
        for file in [
            b"".as_slice(),
            b"\xff\xd8",
            b"\xff\xd8\xff\xda\0\x08\x03",
            b"\xff\xd8\xff\xc2\0\x04\x08\x0b\xff\xda\0\x03\x03",
        ] {
            assert_eq!(bytes_per_pixel(ImageFormat::Jpeg, file, 3), 9, "{file:?}");
        }
    }

    #[test]
    fn other_formats_take_what_their_decoders_keep() {
        assert_eq!(bytes_per_pixel(ImageFormat::Png, b"", 8), 8);
        assert_eq!(bytes_per_pixel(ImageFormat::WebP, b"", 3), 8);
    }
}
