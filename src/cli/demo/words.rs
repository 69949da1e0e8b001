//! The words of the demo, read from the tables beside this folder.
//!
//! For: one struct a table (`words/*.tsv`), parsed at the start; a short line is a fault of the
//! build, which the test below tells, and is passed over at run time.
//! Must not know: when anything happened, or the store.
//! To add: a table is a file, a struct and a reading function.

use crate::domain::feedback::Tile;
use crate::domain::project::Stage;

/// A community and what it is made of.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its short name.
    pub slug: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// Code of its neighbourhood.
    pub region: &'static str,
    /// Flats.
    pub households: i64,
    /// Buildings.
    pub buildings: i64,
    /// Entrances of each building.
    pub entrances: i64,
    /// Floors.
    pub floors: i64,
    /// Year it was built.
    pub built_year: i64,
    /// Where its renovation stands.
    pub stage: Stage,
}

/// A work that a community plans.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The community.
    pub slug: &'static str,
    /// Its name in the catalogue.
    pub catalogue: &'static str,
    /// Whole units.
    pub quantity: i64,
    /// Its cost.
    pub cost_yuan: i64,
    /// Done in any case.
    pub must_do: bool,
    /// What changes for us.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// What somebody says.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// `zh` or `en`.
    pub lang: &'static str,
    /// The picture tapped.
    pub tile: Tile,
    /// The words.
    pub text: &'static str,
}

/// An official reply.
#[derive(Clone, Copy, Debug)]
pub struct Reply {
    /// To what; none fits anything.
    pub tile: Option<Tile>,
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// A fault of a finished work.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
    /// Working days that it takes.
    pub days: u32,
}

/// The question of a community's poll.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The community.
    pub slug: &'static str,
    /// The money.
    pub budget_yuan: i64,
    /// Title and text, Chinese and English.
    pub title: (&'static str, &'static str),
    /// What it is about.
    pub text: (&'static str, &'static str),
}

/// Why a project stands still.
#[derive(Clone, Copy, Debug)]
pub struct Halt {
    /// The community.
    pub slug: &'static str,
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

const PLACES: &str = include_str!("words/communities.tsv");
const WISHES: &str = include_str!("words/works.tsv");
const VOICES: &str = include_str!("words/feedback.tsv");
const REPLIES: &str = include_str!("words/answers.tsv");
const FAULTS: &str = include_str!("words/defects.tsv");
const QUESTIONS: &str = include_str!("words/polls.tsv");
const HALTS: &str = include_str!("words/pauses.tsv");

/// Every table.
#[derive(Debug)]
pub struct Words {
    /// The communities.
    pub places: Vec<Place>,
    /// Their works.
    pub wishes: Vec<Wish>,
    /// What people say.
    pub voices: Vec<Voice>,
    /// What is replied.
    pub replies: Vec<Reply>,
    /// Faults.
    pub faults: Vec<Fault>,
    /// Polls.
    pub questions: Vec<Question>,
    /// Stops.
    pub halts: Vec<Halt>,
}

/// Reads them all.
pub fn read() -> Words {
    Words {
        places: rows(PLACES, place),
        wishes: rows(WISHES, wish),
        voices: rows(VOICES, voice),
        replies: rows(REPLIES, reply),
        faults: rows(FAULTS, fault),
        questions: rows(QUESTIONS, question),
        halts: rows(HALTS, |[slug, zh, en]| Some(Halt { slug, zh, en })),
    }
}

/// The rows below the header that have `N` cells and can be read.
fn rows<const N: usize, T>(table: &'static str, read: fn([&'static str; N]) -> Option<T>) -> Vec<T> {
    let cells = |line: &'static str| <[&'static str; N]>::try_from(line.split('\t').collect::<Vec<_>>()).ok();
    table.lines().skip(1).filter_map(cells).filter_map(read).collect()
}

fn place(cells: [&'static str; 10]) -> Option<Place> {
    let [slug, zh, en, region, households, buildings, entrances, floors, built_year, stage] = cells;
    Some(Place {
        slug,
        zh,
        en,
        region,
        households: households.parse().ok()?,
        buildings: buildings.parse().ok()?,
        entrances: entrances.parse().ok()?,
        floors: floors.parse().ok()?,
        built_year: built_year.parse().ok()?,
        stage: Stage::parse(stage)?,
    })
}

fn wish(cells: [&'static str; 7]) -> Option<Wish> {
    let [slug, catalogue, quantity, cost, must_do, zh, en] = cells;
    let (quantity, cost_yuan) = (quantity.parse().ok()?, cost.parse().ok()?);
    Some(Wish { slug, catalogue, quantity, cost_yuan, must_do: must_do == "1", zh, en })
}

fn voice([lang, tile, text]: [&'static str; 3]) -> Option<Voice> {
    Some(Voice { lang, tile: Tile::parse(tile)?, text })
}

fn reply([tile, zh, en]: [&'static str; 3]) -> Option<Reply> {
    let tile = if tile == "any" { None } else { Some(Tile::parse(tile)?) };
    Some(Reply { tile, zh, en })
}

fn fault([zh, en, days]: [&'static str; 3]) -> Option<Fault> {
    Some(Fault { zh, en, days: days.parse().ok()? })
}

fn question(cells: [&'static str; 6]) -> Option<Question> {
    let [slug, budget, title_zh, title_en, text_zh, text_en] = cells;
    Some(Question { slug, budget_yuan: budget.parse().ok()?, title: (title_zh, title_en), text: (text_zh, text_en) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::works::catalogue;
    use std::collections::HashMap;

    #[test]
    fn no_line_of_a_table_is_passed_over() {
        let words = read();
        let lines = |table: &str| table.lines().count() - 1;
        assert_eq!(words.places.len(), lines(PLACES));
        assert_eq!(words.wishes.len(), lines(WISHES));
        assert_eq!(words.voices.len(), lines(VOICES));
        assert_eq!(words.replies.len(), lines(REPLIES));
        assert_eq!(words.faults.len(), lines(FAULTS));
        assert_eq!(words.questions.len(), lines(QUESTIONS));
        assert_eq!(words.halts.len(), lines(HALTS));
    }

    #[test]
    fn every_work_stands_in_the_catalogue_and_every_line_has_its_community() {
        let words = read();
        let known = |slug: &str| words.places.iter().any(|place| place.slug == slug);
        for wish in &words.wishes {
            assert!(known(wish.slug), "{}", wish.slug);
            assert!(catalogue().iter().any(|item| item.zh == wish.catalogue), "{}", wish.catalogue);
        }
        assert!(words.questions.iter().all(|question| known(question.slug)));
        assert!(words.halts.iter().all(|halt| known(halt.slug)));
    }

    #[test]
    fn every_stage_is_there() {
        let places = read().places;
        for stage in Stage::ALL {
            assert!(places.iter().any(|place| place.stage == *stage), "{stage}");
        }
    }

    #[test]
    fn four_hundred_people_speak_and_no_two_say_the_same() {
        let voices = read().voices;
        assert!(voices.len() >= 400, "{}", voices.len());
        let mut seen: HashMap<Vec<char>, usize> = HashMap::new();
        for (at, voice) in voices.iter().enumerate() {
            let text: Vec<char> =
                voice.text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            for run in text.windows(12) {
                let first = *seen.entry(run.to_vec()).or_insert(at);
                assert_eq!(first, at, "'{}' and '{}'", voices[first].text, voice.text);
            }
        }
    }
}
