//! Scenes inside: a room, a stairwell, the pipes.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::scene::canvas::Canvas;

/// A room under the roof.
pub fn leak(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, 640), if mended { 0x00ef_e6d6 } else { 0x00dd_d3c2 });
    canvas.polygon(&[(0, 0), (960, 0), (820, 120), (140, 120)], if mended { 0x00f8_f4ec } else { 0x00e6_dfd2 });
    canvas.polygon(&[(0, 640), (960, 640), (820, 520), (140, 520)], 0x00b3_9474);
    canvas.line((140, 120), (140, 520), 3, 0x00c9_bda9);
    canvas.line((820, 120), (820, 520), 3, 0x00c9_bda9);
    canvas.rect((580, 200), (170, 190), 0x00f1_ece4);
    canvas.rect((592, 212), (146, 166), 0x00a8_c3cb);
    canvas.rect((660, 212), (8, 166), 0x00f1_ece4);
    if mended {
        canvas.rect((230, 430), (220, 90), 0x007c_8f86);
        canvas.rect((230, 380), (220, 60), 0x008f_a399);
        return;
    }
    let x = 330 + dice.between(-70, 70);
    for (rx, ry, colour) in [(190, 56, 0x00cf_bf9f), (140, 40, 0x00bb_a57f), (80, 24, 0x00a3_8c66)] {
        canvas.ellipse((x, 74), (rx, ry), colour);
    }
    canvas.polygon(&[(x - 60, 120), (x + 40, 120), (x + 20, 300), (x - 30, 340)], 0x00c6_b695);
    for at in 0..3 {
        let drop = (x - 40 + at * 44, 240 + at * 70);
        canvas.ellipse(drop, (7, 12), 0x005b_93b0);
    }
    for _ in 0..30 {
        let at = (dice.between(150, 240), dice.between(130, 330));
        canvas.ellipse(at, (dice.between(3, 10), dice.between(3, 10)), 0x006f_6b5a);
    }
    for (at, colour) in [(0, 0x0099_3f36), (1, 0x003f_6f93), (2, 0x00d6_c26a)] {
        let left = x - 110 + at * 90;
        canvas.polygon(&[(left, 500), (left + 70, 500), (left + 58, 570), (left + 12, 570)], colour);
        canvas.ellipse((left + 35, 500), (35, 9), 0x0079_a5ba);
    }
}

/// A landing with stairs up.
pub fn stairs(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    let wall = if mended { 0x00f3_ecdf } else { 0x00a9_a08f };
    canvas.rect((0, 0), (960, 640), wall);
    canvas.rect((0, 380), (960, 260), if mended { 0x009c_bfb2 } else { 0x0084_8a78 });
    for at in 0..8 {
        let (x, y) = (300 + at * 84, 580 - at * 62);
        canvas.rect((x, y), (660, 62), if at % 2 == 0 { 0x00b8_b1a5 } else { 0x00a9_a296 });
        if mended {
            canvas.rect((x, y), (84, 7), 0x00e0_b53a);
        }
    }
    canvas.ellipse((200, 70), (46, 18), if mended { 0x00ff_f2c4 } else { 0x006b_675d });
    let rail = if mended { 0x00a2_7044 } else { 0x007a_5f4d };
    canvas.line((270, 470), (900, 10), if mended { 16 } else { 9 }, rail);
    for at in 0..6 {
        if mended || at % 2 == 0 {
            canvas.line((300 + at * 100, 448 - at * 73), (300 + at * 100, 570 - at * 73), 7, 0x006d_777c);
        }
    }
    if mended {
        canvas.rect((40, 470), (150, 16), 0x00a2_7044);
        canvas.rect((56, 486), (12, 90), 0x006d_777c);
        canvas.rect((160, 486), (12, 90), 0x006d_777c);
        return;
    }
    for _ in 0..18 {
        let at = (dice.between(10, 620), dice.between(20, 360));
        canvas.ellipse(at, (dice.between(12, 46), dice.between(8, 30)), 0x00c9_c1b2);
    }
    for _ in 0..9 {
        canvas.rect((dice.between(10, 260), dice.between(150, 430)), (40, 26), 0x00e6_dfd2);
    }
    for at in 0..3 {
        canvas.rect((30 + at * 70, 520 - at * 24), (66, 60 + at * 24), 0x00b0_8f5f);
    }
}

/// Pipes and meters on a wall.
pub fn pipes(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, 640), if mended { 0x00ec_e5d8 } else { 0x00bd_b3a2 });
    canvas.rect((0, 560), (960, 80), 0x0096_8d82);
    let pipe = if mended { 0x00b8_c4c8 } else { 0x0085_5f47 };
    for at in 0..4 {
        let x = 150 + at * 200;
        canvas.rect((x, 0), (28, 560), pipe);
        canvas.rect((x + 6, 0), (5, 560), if mended { 0x00e2_eaec } else { 0x009d_7559 });
        for y in [150, 400] {
            canvas.rect((x - 8, y), (44, 24), if mended { 0x008f_9da2 } else { 0x006d_4a36 });
        }
    }
    if mended {
        canvas.rect((110, 230), (740, 130), 0x00f6_f1e7);
        for at in 0..4 {
            let centre = (164 + at * 200, 294);
            canvas.ellipse(centre, (48, 48), 0x001f_5f9e);
            canvas.ellipse(centre, (38, 38), 0x00ff_ffff);
            canvas.line(centre, (centre.0 + dice.between(-22, 22), centre.1 - 24), 5, 0x00b9_3a24);
        }
        return;
    }
    for _ in 0..40 {
        let at = (150 + dice.between(0, 3) * 200 + dice.between(0, 28), dice.between(0, 560));
        canvas.ellipse(at, (dice.between(3, 12), dice.between(3, 9)), 0x00b0_6a3a);
    }
    for at in [0, 2] {
        let x = 164 + at * 200;
        canvas.polygon(&[(x - 6, 420), (x + 10, 420), (x + 40, 560), (x - 50, 560)], 0x0097_8a70);
        canvas.ellipse((x, 590), (120, 20), 0x0070_7f82);
        for drop in 0..3 {
            canvas.ellipse((x + dice.between(-14, 14), 440 + drop * 44), (5, 9), 0x005b_93b0);
        }
    }
}
