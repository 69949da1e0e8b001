//! Pictures for the demo, drawn by the program: flat scenes of houses and what ails them.
//!
//! For: [`jpeg`], the picture of a [`Subject`] before or after it was mended.
//! Must not know: which feedback or work a picture belongs to.
//! To add: a subject is a word of [`Subject`] and its drawing in `outdoor` or `indoor`.

mod canvas;
mod doorway;
mod indoor;
mod outdoor;

use crate::cli::demo::dice::Dice;
use crate::domain::feedback::Tile;
use canvas::Canvas;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A ceiling that drips, a wall that blooms.
    Leak,
    /// A stairwell: paint, lamp, rail.
    Stairs,
    /// The roof from above.
    Roof,
    /// An outer wall.
    Wall,
    /// A lamp by night.
    Lamp,
    /// A road.
    Road,
    /// A drain.
    Drain,
    /// Water meters and pipes.
    Pipes,
    /// Cars.
    Parking,
    /// The way of the fire engine.
    FireLane,
    /// Trees and grass.
    Green,
    /// E-bikes and their shed.
    Bikes,
    /// A lift beside the stairwell.
    Lift,
    /// A square with benches.
    Square,
    /// The door of an entrance.
    Door,
    /// Anything else: houses.
    House,
}

impl Subject {
    /// What a photo under this tile shows.
    pub fn of_tile(tile: Tile) -> Self {
        match tile {
            Tile::Leak => Self::Leak,
            Tile::Lift => Self::Lift,
            Tile::Lights => Self::Lamp,
            Tile::Parking => Self::Parking,
            Tile::Pipes => Self::Drain,
            Tile::Roof => Self::Roof,
            Tile::FireLane => Self::FireLane,
            Tile::Greenery => Self::Green,
            Tile::Other => Self::Door,
        }
    }

    /// What a photo of a work with this name in the catalogue shows.
    pub fn of_work(catalogue: &str) -> Self {
        const NAMES: [(&str, Subject); 27] = [
            ("楼梯", Subject::Stairs),
            ("楼道", Subject::Stairs),
            ("屋面", Subject::Roof),
            ("外墙", Subject::Wall),
            ("落水管", Subject::Wall),
            ("路灯", Subject::Lamp),
            ("道路", Subject::Road),
            ("弱电", Subject::Road),
            ("雨污", Subject::Drain),
            ("化粪池", Subject::Drain),
            ("供水", Subject::Pipes),
            ("燃气", Subject::Pipes),
            ("供电", Subject::Pipes),
            ("停车", Subject::Parking),
            ("汽车充电", Subject::Parking),
            ("消防通道", Subject::FireLane),
            ("绿化", Subject::Green),
            ("自行车", Subject::Bikes),
            ("电梯", Subject::Lift),
            ("广场", Subject::Square),
            ("健身", Subject::Square),
            ("儿童", Subject::Square),
            ("晾晒", Subject::Square),
            ("门禁", Subject::Door),
            ("坡道", Subject::Door),
            ("信报箱", Subject::Door),
            ("安防", Subject::Door),
        ];
        NAMES.iter().find(|(part, _)| catalogue.contains(part)).map_or(Self::House, |(_, subject)| *subject)
    }
}

/// Width of every picture in pixels.
pub const WIDTH: u32 = 960;
/// Height of every picture in pixels.
pub const HEIGHT: u32 = 640;

/// The picture as a JPEG; `mended` shows it after the works. None if it cannot be encoded.
pub fn jpeg(subject: Subject, mended: bool, seed: u64) -> Option<Vec<u8>> {
    let dice = Dice::new(seed, "scene");
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    match subject {
        Subject::Leak => indoor::leak(&mut canvas, mended, &dice),
        Subject::Stairs => indoor::stairs(&mut canvas, mended, &dice),
        Subject::Pipes => indoor::pipes(&mut canvas, mended, &dice),
        _ => outdoor::draw(&mut canvas, subject, mended, &dice),
    }
    canvas.jpeg(78)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Subject; 16] = [
        Subject::Leak,
        Subject::Stairs,
        Subject::Roof,
        Subject::Wall,
        Subject::Lamp,
        Subject::Road,
        Subject::Drain,
        Subject::Pipes,
        Subject::Parking,
        Subject::FireLane,
        Subject::Green,
        Subject::Bikes,
        Subject::Lift,
        Subject::Square,
        Subject::Door,
        Subject::House,
    ];

    /// Set `LINLI_SCENES` to a folder to look at the pictures.
    #[test]
    fn every_picture_is_a_small_jpeg_and_differs_before_and_after() {
        for subject in ALL {
            let before = jpeg(subject, false, 7).unwrap();
            let after = jpeg(subject, true, 7).unwrap();
            assert_ne!(before, after, "{subject:?}");
            for (name, bytes) in [("before", &before), ("after", &after)] {
                assert!(bytes.len() < 60_000, "{subject:?} {name}: {}", bytes.len());
                let picture = image::load_from_memory(bytes).unwrap();
                assert_eq!((picture.width(), picture.height()), (WIDTH, HEIGHT));
                if let Ok(folder) = std::env::var("LINLI_SCENES") {
                    std::fs::write(format!("{folder}/{subject:?}-{name}.jpg"), bytes).unwrap();
                }
            }
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        assert_eq!(jpeg(Subject::Green, true, 3), jpeg(Subject::Green, true, 3));
        assert_ne!(jpeg(Subject::Green, true, 3), jpeg(Subject::Green, true, 4));
    }
}
