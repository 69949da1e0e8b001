//! QR codes as inline SVG.
//!
//! For: [`qr`]: what a phone's camera should open.
//! Must not know: what the address leads to.
//! To add: nothing; size stands in `style/`.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// White around the dark squares, in squares, beside the padding of `.qr`.
const QUIET: usize = 2;

/// The QR code of `text`, named `label` for those who do not see it; nothing if it does not fit.
pub fn qr(text: &str, label: &str) -> impl IntoView + use<> {
    let label = label.to_owned();
    squares(text).map(|(side, path)| {
        let view_box = format!("0 0 {side} {side}");
        view! { <svg class="qr" viewBox=view_box role="img" aria-label=label shape-rendering="crispEdges"><path d=path fill="#000"></path></svg> }
    })
}

/// Side in squares with the white around, and the dark squares as a path of rows.
fn squares(text: &str) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut from = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let (x, y, n) = (from + QUIET, y + QUIET, run.len());
                let _ = write!(path, "M{x} {y}h{n}v1h-{n}z");
            }
            from += run.len();
        }
    }
    Some((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_white_around() {
        let (side, path) = squares("http://localhost:3000/f/0123456789abcdef0123456789abcdef").unwrap();
        assert!(side >= 25 && path.starts_with("M2 2h7v1h-7z"), "{side} {path}");
        assert!(path.contains(&format!("M{} 2h7v1h-7z", side - 9)));
        assert!(squares(&"x".repeat(5_000)).is_none());
    }

    #[test]
    fn the_squares_of_a_letter_are_large_enough_for_an_old_camera() {
        // 34 of its 38 mm are left within the padding of `.letter .qr`; 0.8 mm a square is read by all.
        let address = "https://linli.nanchang-jiedao.gov.cn/v?c=yangguang-xiaoqu#0123456789ABCDEF";
        let (side, _) = squares(address).unwrap();
        assert!(side <= 41, "{side}");
    }
}
