//! The entrance door of a house, before and after.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::scene::canvas::{Canvas, Colour};

const WINDOW: Colour = 0x008f_a6aa;
const DIRT: Colour = 0x009a_9186;
const WHITE: Colour = 0x00f1_ece4;

/// Draws it.
pub fn draw(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, 640), if mended { 0x00e0_d3be } else { 0x00c5_b69f });
    canvas.rect((0, 540), (960, 100), if mended { 0x008c_9598 } else { DIRT });
    canvas.rect((330, 130), (300, 430), 0x0058_4c40);
    let panel = if mended { 0x002f_6f62 } else { 0x007c_5f49 };
    canvas.rect((346, 146), (132, 414), panel);
    canvas.rect((484, 146), (132, 414), panel);
    canvas.rect((372, 190), (80, 120), WINDOW);
    canvas.rect((510, 190), (80, 120), WINDOW);
    canvas.polygon(&[(300, 110), (660, 110), (690, 132), (270, 132)], 0x0094_8573);
    if mended {
        canvas.rect((660, 280), (70, 110), 0x0045_5054);
        canvas.rect((672, 292), (46, 34), 0x00b8_d7df);
        for at in 0..6 {
            canvas.ellipse((680 + (at % 3) * 16, 346 + (at / 3) * 20), (5, 5), WHITE);
        }
        canvas.polygon(&[(120, 640), (330, 545), (330, 575), (220, 640)], 0x00c9_c2b4);
        canvas.line((130, 560), (330, 470), 8, 0x008c_9699);
        canvas.line((130, 560), (130, 640), 8, 0x008c_9699);
        return;
    }
    canvas.polygon(&[(346, 146), (300, 176), (300, 590), (346, 560)], 0x0069_503e);
    canvas.path(&[(510, 200), (560, 250), (540, 290)], 4, WHITE);
    for _ in 0..16 {
        let at = (dice.between(30, 280), dice.between(160, 500));
        canvas.rect(at, (34, 22), if dice.chance(50) { WHITE } else { 0x00d8_c7a2 });
    }
    for at in 0..3 {
        canvas.rect((700, 470 + at * 24), (180 - at * 30, 26), 0x00a8_9c8c);
    }
    canvas.path(&[(640, 60), (760, 150), (700, 240), (880, 330)], 4, 0x003a_4042);
}
