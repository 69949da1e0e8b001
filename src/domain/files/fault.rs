//! Why a file cannot be read, and where.
//!
//! For: [`Fault`], [`What`], and [`Warnings`] for what can be read but is odd.
//! Must not know: any format.
//! To add: a variant of [`What`], and its sentence in `i18n`.

use serde::{Deserialize, Serialize};

/// Why a file cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    /// From 1, in characters; 0 where the whole line is meant.
    pub column: usize,
    /// What is wrong.
    pub what: What,
    /// The piece of the file that is meant, at most 80 characters.
    pub text: String,
}

/// Most characters of [`Fault::text`].
const MOST_TEXT: usize = 80;

impl Fault {
    /// At this place; of the text at most 80 characters are kept, line breaks as spaces.
    pub fn new(line: usize, column: usize, what: What, text: &str) -> Self {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        Self { line, column, what, text: text.chars().take(MOST_TEXT).map(plain).collect() }
    }

    /// Of the whole file.
    pub fn whole(what: What) -> Self {
        Self { line: 0, column: 0, what, text: String::new() }
    }
}

/// What can be wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// Nothing in it.
    Empty,
    /// A byte that is not UTF-8.
    NotUtf8,
    /// More bytes, options, marks, ballots or cells than can be taken.
    TooMany {
        /// How many can be taken.
        most: u64,
    },
    /// A quote is opened and never closed.
    OpenQuote,
    /// A section is missing.
    NoSection {
        /// Its title.
        name: String,
    },
    /// A section, a column or a key stands twice.
    Twice {
        /// Its name.
        name: String,
    },
    /// A column is missing.
    NoColumn {
        /// Its name.
        name: String,
    },
    /// A key of the head is missing.
    NoKey {
        /// The key.
        name: String,
    },
    /// A value is missing.
    Missing {
        /// Of which column or key.
        name: String,
    },
    /// A cell beyond the last column.
    ExtraCell,
    /// A line that means nothing here.
    NotUnderstood,
    /// Not a number, or not written as one is expected ('1500000.50').
    NotANumber,
    /// A number below zero where none can be.
    Negative,
    /// More digits after the point than are taken.
    TooPrecise {
        /// How many are taken.
        most: u8,
    },
    /// A number beyond what can be counted.
    TooLarge,
    /// A word out of a list was expected.
    UnknownWord {
        /// The list, separated by spaces.
        known: String,
    },
    /// An option of this id was there already.
    OptionTwice {
        /// In which line.
        first: usize,
    },
    /// No option has this id.
    UnknownOption,
    /// An option stands twice on one ballot.
    MarkTwice,
    /// Equal ranks where none can be.
    Tie,
    /// Points and options are not equally many.
    PointsDiffer {
        /// How many options.
        options: usize,
        /// How many points.
        points: usize,
    },
    /// More options on one ballot than may be.
    MoreThan {
        /// How many may be.
        most: i64,
    },
    /// Fewer options on one ballot than must be.
    FewerThan {
        /// How many must be.
        least: i64,
    },
    /// The points on one ballot are more than may be given.
    SumAbove {
        /// What may be given.
        most: i64,
    },
    /// The file says another number than is found in it.
    CountDiffers {
        /// As the file says.
        stated: i64,
        /// As found.
        found: i64,
    },
    /// The same voter, household or participant stands twice.
    SameAgain {
        /// In which line first.
        first: usize,
    },
    /// The file says something that is not used.
    NotUsed,
    /// Two files of one conversation disagree.
    FilesDiffer,
    /// Votes that mean the opposite of what is usual; they were turned round.
    Turned,
    /// Further warnings, not listed.
    More {
        /// How many.
        count: usize,
    },
}

/// Oddities that do not keep a file from being read; at most 100, then their number.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    list: Vec<Fault>,
    more: usize,
}

/// Most warnings that are listed.
const MOST_WARNINGS: usize = 100;

impl Warnings {
    /// One more.
    pub fn push(&mut self, fault: Fault) {
        if self.list.len() < MOST_WARNINGS {
            self.list.push(fault);
        } else {
            self.more += 1;
        }
    }

    /// All, in the order in which they came; the last says how many more there are.
    pub fn into_list(mut self) -> Vec<Fault> {
        if self.more > 0 {
            self.list.push(Fault::whole(What::More { count: self.more }));
        }
        self.list
    }
}
