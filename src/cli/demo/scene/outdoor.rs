//! Scenes outside: two houses, the ground before them, and what it is about.

use crate::cli::demo::dice::Dice;
use crate::cli::demo::scene::Subject;
use crate::cli::demo::scene::canvas::{Canvas, Colour, Point};

const WALLS: [(Colour, Colour); 4] =
    [(0x00d9_c3a5, 0x00cb_b292), (0x00d6_c7b4, 0x00c4_ad9a), (0x00cf_bfa6, 0x00d8_b79a), (0x00d2_c9bb, 0x00bf_b4a0)];
const WINDOW: Colour = 0x008f_a6aa;
const LEAF: Colour = 0x005c_9a6e;
const LEAF_LIGHT: Colour = 0x0077_b083;
const TRUNK: Colour = 0x0083_5c3c;
const ASPHALT: Colour = 0x005f_6b72;
const DIRT: Colour = 0x009a_9186;
const WHITE: Colour = 0x00f1_ece4;
const CARS: [Colour; 5] = [0x00a3_4a3c, 0x0055_6f86, 0x00e2_ddd2, 0x004a_5154, 0x008a_7a55];

/// Where the ground begins.
const GROUND: i64 = 420;

/// Draws a scene.
pub fn draw(canvas: &mut Canvas, subject: Subject, mended: bool, dice: &Dice) {
    match subject {
        Subject::Roof => return roof(canvas, mended, dice),
        Subject::Lamp => return lamp(canvas, mended, dice),
        Subject::Wall => return wall(canvas, mended, dice),
        Subject::Door => return super::doorway::draw(canvas, mended, dice),
        _ => {}
    }
    street(canvas, mended, dice);
    match subject {
        Subject::Road | Subject::House => road(canvas, mended, dice),
        Subject::Drain => drain(canvas, mended, dice),
        Subject::Parking => parking(canvas, mended, dice),
        Subject::FireLane => fire_lane(canvas, mended, dice),
        Subject::Green => green(canvas, mended, dice),
        Subject::Bikes => bikes(canvas, mended, dice),
        Subject::Lift => lift(canvas, mended),
        _ => square(canvas, mended, dice),
    }
}

fn street(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, GROUND), if mended { 0x00d9_ecf3 } else { 0x00cf_d7d5 });
    let (left, right) = dice.pick(&WALLS).copied().unwrap_or_default();
    let shift = dice.between(-30, 30);
    house(canvas, (10 + shift, 150 + dice.between(-20, 20)), (310, 300), left);
    house(canvas, (390 + shift, 110 + dice.between(-20, 20)), (420, 340), right);
    if dice.chance(60) {
        tree(canvas, (880 + shift / 2, GROUND + 10), 62, mended);
    }
    canvas.rect((0, GROUND), (960, 220), if mended { ASPHALT } else { DIRT });
}

fn house(canvas: &mut Canvas, (x, y): Point, (w, h): Point, colour: Colour) {
    canvas.rect((x, y), (w, h), colour);
    canvas.rect((x - 6, y - 10), (w + 12, 14), 0x0094_8573);
    let columns = (w - 30) / 72;
    for row in 0..(h / 88) {
        for column in 0..columns {
            let at = (x + 30 + column * 76, y + 40 + row * 84);
            canvas.rect(at, (46, 50), WINDOW);
            canvas.rect((at.0 + 21, at.1), (4, 50), colour);
        }
    }
}

fn tree(canvas: &mut Canvas, (x, y): Point, size: i64, lush: bool) {
    canvas.rect((x - size / 9, y - size * 2), (size / 4, size * 2), TRUNK);
    let leaf = if lush { LEAF } else { 0x008a_9a6a };
    canvas.ellipse((x, y - size * 2), (size, size), leaf);
    if lush {
        canvas.ellipse((x - size / 3, y - size * 9 / 4), (size / 2, size / 2), LEAF_LIGHT);
    }
}

fn puddle(canvas: &mut Canvas, (x, y): Point, (rx, ry): Point) {
    canvas.ellipse((x, y), (rx, ry), 0x0070_7f82);
    canvas.ellipse((x - rx / 5, y - ry / 4), (rx / 2, ry / 3), 0x0086_9699);
}

fn crack(canvas: &mut Canvas, (x, y): Point, dice: &Dice) {
    let step = |at: Point| (at.0 + dice.between(14, 40), at.1 + dice.between(-12, 30));
    let second = step((x, y));
    let third = step(second);
    canvas.path(&[(x, y), second, third, step(third)], 5, 0x0077_6f64);
}

fn dashes(canvas: &mut Canvas, y: i64, from: i64) {
    for at in 0..9 {
        canvas.rect((from + at * 120, y), (70, 10), WHITE);
    }
}

fn car(canvas: &mut Canvas, (x, y): Point, colour: Colour) {
    canvas.polygon(&[(x + 36, y - 34), (x + 128, y - 34), (x + 152, y), (x + 16, y)], colour);
    canvas.polygon(&[(x + 44, y - 28), (x + 122, y - 28), (x + 138, y - 4), (x + 32, y - 4)], 0x00b9_c9cc);
    canvas.rect((x, y), (176, 36), colour);
    for wheel in [36, 140] {
        canvas.ellipse((x + wheel, y + 38), (19, 19), 0x0033_393b);
        canvas.ellipse((x + wheel, y + 38), (8, 8), 0x00aa_b0b0);
    }
}

fn any_car(dice: &Dice) -> Colour {
    dice.pick(&CARS).copied().unwrap_or_default()
}

fn road(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    if mended {
        dashes(canvas, 530, dice.between(-60, 0));
        tree(canvas, (850, GROUND + 14), 58, true);
        return;
    }
    puddle(canvas, (330 + dice.between(-80, 80), 530), (150, 30));
    for _ in 0..4 {
        crack(canvas, (dice.between(40, 800), dice.between(440, 570)), dice);
    }
    canvas.rect((640, 500), (150, 60), 0x0084_7b70);
}

fn drain(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    let x = 470 + dice.between(-120, 120);
    if mended {
        canvas.rect((0, 560), (960, 12), 0x0050_5b61);
        for at in 0..24 {
            canvas.rect((8 + at * 40, 548), (22, 20), 0x003c_4548);
        }
        canvas.ellipse((x, 490), (64, 20), 0x0046_5053);
        canvas.ellipse((x, 488), (54, 15), 0x0074_7f83);
        return;
    }
    canvas.ellipse((x, 540), (330, 62), 0x0077_7a62);
    puddle(canvas, (x + 20, 536), (230, 40));
    canvas.ellipse((x, 520), (66, 20), 0x003f_4444);
    canvas.polygon(&[(x - 30, 500), (x + 70, 488), (x + 80, 498), (x - 20, 512)], 0x0077_7f80);
    for at in 0..5 {
        canvas.ellipse((x - 120 + at * 60 + dice.between(-12, 12), 560 + dice.between(-10, 14)), (9, 4), 0x005d_5a45);
    }
}

fn parking(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    if mended {
        for at in 0..6 {
            let x = 20 + at * 186;
            canvas.polygon(&[(x, 450), (x + 8, 450), (x - 22, 630), (x - 30, 630)], WHITE);
        }
        for at in [0, 2, 3] {
            car(canvas, (22 + at * 188, 520), any_car(dice));
        }
        tree(canvas, (900, GROUND + 6), 54, true);
        return;
    }
    for (x, y) in [(30, 470), (250, 450), (180, 560), (470, 500), (700, 460), (640, 580)] {
        car(canvas, (x + dice.between(-16, 16), y + dice.between(-8, 8)), any_car(dice));
    }
}

fn fire_lane(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    let yellow = 0x00e0_b53a;
    if mended {
        canvas.polygon(&[(250, 640), (390, 430), (570, 430), (710, 640)], 0x0068_747a);
        for at in 0..5 {
            let y = 450 + at * 40;
            canvas.polygon(
                &[(420 - at * 26, y + 18), (540 + at * 26, y), (546 + at * 26, y + 10), (414 - at * 26, y + 28)],
                yellow,
            );
        }
        canvas.line((250, 640), (390, 430), 10, yellow);
        canvas.line((710, 640), (570, 430), 10, yellow);
        return;
    }
    car(canvas, (250, 470), any_car(dice));
    car(canvas, (470, 530), any_car(dice));
    for at in 0..4 {
        let x = 60 + at * 34;
        canvas.rect((x, 500 - at * 6), (44, 44), 0x00b0_8f5f);
        canvas.rect((x, 520 - at * 6), (44, 5), 0x008e_7048);
    }
    canvas.polygon(&[(760, 400), (950, 380), (950, 396), (760, 418)], 0x0049_6f8a);
    canvas.rect((772, 416), (10, 150), 0x006b_6459);
}

fn green(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    if mended {
        canvas.rect((0, GROUND), (960, 220), 0x0086_b57c);
        canvas.polygon(&[(380, 640), (470, 420), (540, 420), (620, 640)], 0x00d8_cfc0);
        for x in [90, 270, 720, 880] {
            tree(canvas, (x + dice.between(-24, 24), 520 + dice.between(-30, 40)), dice.between(50, 72), true);
        }
        for _ in 0..26 {
            let at = (dice.between(10, 360), dice.between(560, 630));
            canvas.ellipse(at, (6, 6), if dice.chance(50) { 0x00e3_8fa0 } else { 0x00f2_d36b });
        }
        return;
    }
    canvas.ellipse((300, 540), (260, 56), 0x008b_7c5d);
    puddle(canvas, (660, 560), (130, 26));
    tree(canvas, (150, 520), 50, false);
    for _ in 0..14 {
        let x = dice.between(30, 900);
        canvas.line((x, 600), (x + dice.between(-16, 16), 570), 5, 0x0077_8450);
    }
    for _ in 0..7 {
        canvas.rect((dice.between(300, 800), dice.between(450, 540)), (26, 14), 0x00b5_8f76);
    }
}

fn bike(canvas: &mut Canvas, (x, y): Point, colour: Colour) {
    for wheel in [0, 74] {
        canvas.ellipse((x + wheel, y), (24, 24), 0x003a_4042);
        canvas.ellipse((x + wheel, y), (15, 15), 0x0091_8a80);
    }
    canvas.path(&[(x, y), (x + 30, y - 8), (x + 56, y - 8), (x + 64, y - 58)], 10, colour);
    canvas.line((x + 52, y - 60), (x + 76, y - 62), 6, 0x003a_4042);
    canvas.line((x + 10, y - 34), (x + 38, y - 34), 9, 0x003a_4042);
}

fn bikes(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    if mended {
        canvas.polygon(&[(80, 400), (870, 380), (890, 404), (60, 424)], 0x000e_6b5a);
        for at in 0..5 {
            canvas.rect((96 + at * 190, 420), (10, 170), 0x008c_9699);
        }
        for at in 0..4 {
            canvas.rect((150 + at * 190, 470), (26, 36), 0x00e3_f1ec);
            bike(canvas, (136 + at * 190, 560), any_car(dice));
        }
        return;
    }
    for at in 0..4 {
        let x = 150 + at * 170 + dice.between(-30, 30);
        let y = 560 + dice.between(-40, 30);
        canvas.path(&[(x + 40, y - 50), (x + 60, 330), (x + dice.between(20, 90), 210)], 4, 0x00c2_6b2f);
        bike(canvas, (x, y), any_car(dice));
    }
}

fn lift(canvas: &mut Canvas, mended: bool) {
    if mended {
        canvas.rect((520, 90), (120, 350), 0x00b8_d7df);
        for at in 0..6 {
            canvas.rect((520, 90 + at * 60), (120, 6), 0x0076_8f97);
        }
        canvas.rect((516, 84), (8, 356), 0x0076_8f97);
        canvas.rect((636, 84), (8, 356), 0x0076_8f97);
        canvas.rect((540, 250), (80, 84), 0x00e9_f4f6);
        canvas.rect((578, 250), (4, 84), 0x0076_8f97);
        canvas.polygon(&[(500, 440), (660, 440), (690, 470), (470, 470)], 0x00d8_cfc0);
        return;
    }
    canvas.rect((540, 320), (90, 130), 0x0058_4c40);
    for at in 0..5 {
        canvas.rect(
            (520 - at * 14, 440 + at * 20),
            (130 + at * 28, 20),
            if at % 2 == 0 { 0x00b5_ab9d } else { 0x00a2_988b },
        );
    }
    // Somebody with a stick at the foot of the stairs.
    canvas.ellipse((420, 452), (20, 22), 0x00d9_b08c);
    canvas.polygon(&[(398, 478), (442, 478), (450, 580), (390, 580)], 0x0055_6f86);
    canvas.line((452, 510), (480, 590), 7, 0x006b_5138);
}

fn square(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    if mended {
        canvas.polygon(&[(0, 640), (120, 450), (840, 450), (960, 640)], 0x00d8_cbb6);
        for x in [250, 640] {
            canvas.rect((x, 530), (150, 14), 0x00a2_7044);
            canvas.rect((x + 14, 544), (12, 36), 0x006b_5138);
            canvas.rect((x + 124, 544), (12, 36), 0x006b_5138);
        }
        canvas.polygon(&[(380, 380), (480, 320), (580, 380), (572, 392), (388, 392)], 0x00b9_4f3a);
        for x in [400, 552] {
            canvas.rect((x, 392), (10, 110), 0x0086_5d45);
        }
        tree(canvas, (120, 520), 60, true);
        return;
    }
    puddle(canvas, (500, 560), (170, 28));
    for _ in 0..9 {
        canvas.rect(
            (dice.between(40, 880), dice.between(440, 600)),
            (dice.between(20, 60), dice.between(12, 26)),
            0x0085_7869,
        );
    }
    canvas.line((200, 590), (330, 560), 10, 0x006b_5138);
    canvas.rect((660, 470), (12, 110), 0x008a_5a44);
}

fn roof(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, 640), if mended { 0x00d9_ecf3 } else { 0x00cf_d7d5 });
    house(canvas, (20, 80), (240, 150), 0x00cb_b292);
    house(canvas, (700, 60), (240, 170), 0x00d6_c7b4);
    let (floor, edge) = if mended { (0x00d5_d9d6, 0x00b3_b9b6) } else { (0x008f_8a82, 0x00a8_9c8c) };
    canvas.polygon(&[(40, 220), (920, 220), (960, 640), (0, 640)], edge);
    canvas.polygon(&[(80, 244), (880, 244), (915, 640), (45, 640)], floor);
    if mended {
        for at in 1..6 {
            canvas.line((80 + at * 133, 246), (45 + at * 145, 640), 3, 0x00c0_c6c3);
        }
        for at in 0..3 {
            canvas.rect((300 + at * 130, 270), (86, 50), 0x0047_5f78);
            canvas.rect((300 + at * 130, 320), (86, 8), 0x0086_9096);
        }
        return;
    }
    puddle(canvas, (380 + dice.between(-60, 60), 480), (190, 52));
    for _ in 0..5 {
        crack(canvas, (dice.between(90, 760), dice.between(280, 570)), dice);
    }
    for _ in 0..4 {
        canvas.ellipse((dice.between(560, 850), dice.between(300, 600)), (dice.between(30, 60), 16), 0x005a_5853);
    }
    for at in 0..4 {
        canvas.line((700 + at * 12, 330), (690 + at * 22, 286), 5, 0x006f_8a4e);
    }
}

fn lamp(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    canvas.rect((0, 0), (960, 640), 0x002a_3640);
    for (x, y, w) in [(30, 150, 300), (520, 110, 380)] {
        canvas.rect((x, y), (w, 330), 0x0038_4248);
        for at in 0..8 {
            let lit = dice.chance(if mended { 45 } else { 15 });
            let window = (x + 30 + (at % 4) * 72, y + 40 + (at / 4) * 110);
            canvas.rect(window, (44, 56), if lit { 0x00e8_c982 } else { 0x002f_393f });
        }
    }
    canvas.rect((0, 440), (960, 200), 0x0032_3b40);
    let x = 430 + dice.between(-40, 40);
    if mended {
        for (size, colour) in [(230, 0x003d_4646), (170, 0x0055_5646), (110, 0x007a_6f4c)] {
            canvas.ellipse((x + 60, 560), (size, size / 4), colour);
        }
        canvas.polygon(&[(x + 44, 236), (x + 78, 236), (x + 190, 556), (x - 70, 556)], 0x0060_5d48);
    }
    canvas.rect((x, 220), (12, 350), 0x006d_777c);
    canvas.line((x + 6, 222), (x + 60, 214), 9, 0x006d_777c);
    canvas.ellipse((x + 62, 226), (28, 13), if mended { 0x00ff_f2c4 } else { 0x004b_5459 });
    if !mended {
        canvas.line((x + 60, 234), (x + 84, 262), 4, 0x006d_777c);
        canvas.ellipse((x - 150, 570), (80, 14), 0x0028_3035);
    }
}

fn wall(canvas: &mut Canvas, mended: bool, dice: &Dice) {
    let ground = if mended { 0x00e2_d4bd } else { 0x00c2_b299 };
    canvas.rect((0, 0), (960, 640), ground);
    for at in 0..6 {
        let corner = (90 + (at % 3) * 300, 70 + (at / 3) * 300);
        canvas.rect((corner.0 - 8, corner.1 - 8), (176, 196), 0x00f1_ece4);
        canvas.rect(corner, (160, 180), WINDOW);
        canvas.rect((corner.0 + 76, corner.1), (8, 180), 0x00f1_ece4);
        canvas.rect((corner.0 - 16, corner.1 + 186), (192, 14), 0x00a9_9d8c);
    }
    canvas.rect((900, 0), (22, 640), if mended { 0x00f1_ece4 } else { 0x0091_7b66 });
    if mended {
        return;
    }
    for _ in 0..6 {
        let at = (dice.between(20, 900), dice.between(40, 560));
        canvas.ellipse(at, (dice.between(26, 70), dice.between(30, 90)), 0x00a6_977f);
    }
    for _ in 0..7 {
        crack(canvas, (dice.between(40, 820), dice.between(30, 560)), dice);
    }
    for at in 0..3 {
        canvas.rect((300 * at + 250, 460), (70, 60), 0x0098_6f58);
    }
}
