//! The orders: how many voters, and which options in which order.
//!
//! For: [`Orders`].
//! Must not know: the head of the file.
//! To add: a way to write an order is a case in [`Orders::line`].

use super::DataType;
use super::read::Place;
use crate::domain::files::{Fault, MOST_BALLOTS, MOST_MARKS, Warnings, What};
use crate::domain::voting::election::{Ballots, Choice, Mark};
use std::collections::HashMap;

/// Orders read so far.
pub(super) struct Orders {
    data_type: Option<DataType>,
    ids: HashMap<u64, u32>,
    options: usize,
    ballots: Ballots,
    voters: i64,
    lines: i64,
    marks: usize,
    /// In which order (by its number) an option was seen last.
    seen: Vec<i64>,
}

/// A comma, a brace, or a number.
enum Sign<'t> {
    Open,
    Close,
    Comma,
    Id(&'t str),
}

impl Orders {
    pub(super) fn new(data_type: Option<DataType>, options: &[Choice], ids: &HashMap<u64, u32>) -> Self {
        Self {
            data_type,
            ids: ids.clone(),
            options: options.len(),
            ballots: Ballots::new(),
            voters: 0,
            lines: 0,
            marks: 0,
            seen: vec![0; options.len()],
        }
    }

    pub(super) fn voters(&self) -> i64 {
        self.voters
    }

    pub(super) fn lines(&self) -> i64 {
        self.lines
    }

    pub(super) fn into_ballots(self) -> Ballots {
        self.ballots
    }

    /// One line: '41: 3,1,{2,4}', in the older form '41,3,1,{2,4}'.
    pub(super) fn line(&mut self, place: Place, is_old: bool, warnings: &mut Warnings) -> Result<(), Fault> {
        let mark = if is_old { ',' } else { ':' };
        let (count, order) = match place.text.split_once(mark) {
            Some(parts) => parts,
            None if is_old => (place.text, ""),
            None => return Err(place.fault(0, place.text.trim(), What::NotUnderstood)),
        };
        let voters = voters(place, count)?;
        self.lines += 1;
        let marks = self.order(place, place.text.len() - order.len())?;
        self.marks += marks.len();
        if self.marks > MOST_MARKS || self.ballots.len() >= MOST_BALLOTS {
            let most = if self.marks > MOST_MARKS { MOST_MARKS } else { MOST_BALLOTS };
            return Err(place.fault(0, "", What::too_many(most)));
        }
        if self.data_type.is_some_and(DataType::is_complete) && marks.len() < self.options {
            let least = i64::try_from(self.options).unwrap_or(i64::MAX);
            warnings.push(place.fault(0, place.text.trim(), What::FewerThan { least }));
        }
        let sum = self.voters.checked_add(voters);
        self.voters = sum.ok_or_else(|| place.fault(0, count.trim(), What::TooLarge))?;
        self.ballots.push(&marks, voters, 1);
        Ok(())
    }

    fn order(&mut self, place: Place, from: usize) -> Result<Vec<Mark>, Fault> {
        let (mut marks, mut rank, mut open, mut has_first) = (Vec::new(), 0, None, false);
        // A number follows a comma, an opening brace, or nothing.
        let mut is_next = true;
        let is_blank = place.text.get(from..).unwrap_or_default().trim().is_empty();
        for (at, sign) in signs(place, from) {
            let fault = |piece: &str, what| Err(place.fault(at, piece, what));
            match sign {
                Sign::Open if open.is_none() && is_next => {
                    (open, has_first) = (Some(at), false);
                }
                Sign::Close if open.is_some() => {
                    open = None;
                    is_next = false;
                }
                Sign::Comma if !is_next => is_next = true,
                Sign::Id(id) if is_next => {
                    // The first of a group takes a rank, so that a group of nobody takes none.
                    let tied = open.is_some() && core::mem::replace(&mut has_first, true);
                    rank += i64::from(!tied);
                    if let Some(option) = self.option(place, at, id)? {
                        if tied && self.data_type.is_some_and(DataType::is_strict) {
                            return fault(id, What::Tie);
                        }
                        marks.push(Mark { option, value: rank });
                    }
                    is_next = false;
                }
                Sign::Open => return fault("{", What::NotUnderstood),
                Sign::Close => return fault("}", What::NotUnderstood),
                Sign::Comma => return fault(",", What::NotUnderstood),
                Sign::Id(id) => return fault(id, What::NotUnderstood),
            }
        }
        match open {
            Some(at) => Err(place.fault(at, "{", What::NotUnderstood)),
            None if is_next && !is_blank => Err(place.fault(place.text.len(), "", What::NotUnderstood)),
            None => Ok(marks),
        }
    }

    /// The position of an option, once on a ballot.
    fn option(&mut self, place: Place, at: usize, id: &str) -> Result<Option<u32>, Fault> {
        let number = id.parse::<u64>().ok();
        let known = number.and_then(|number| self.ids.get(&number)).copied();
        let option = known.ok_or_else(|| place.fault(at, id, What::UnknownOption))?;
        let seen = usize::try_from(option).ok().and_then(|option| self.seen.get_mut(option));
        if let Some(seen) = seen {
            if *seen == self.lines {
                return Err(place.fault(at, id, What::MarkTwice));
            }
            *seen = self.lines;
        }
        Ok(Some(option))
    }
}

fn voters(place: Place, count: &str) -> Result<i64, Fault> {
    let at = count.len() - count.trim_start().len();
    let count = count.trim();
    let fault = |what| place.fault(at, count, what);
    let digits = count.strip_prefix('-').unwrap_or(count);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault(What::NotANumber));
    }
    let number: i64 = count.parse().map_err(|_| fault(What::TooLarge))?;
    if number < 0 { Err(fault(What::Negative)) } else { Ok(number) }
}

/// The signs of an order and where each begins. Anything that is no sign is an id that nobody has.
fn signs(place: Place<'_>, from: usize) -> impl Iterator<Item = (usize, Sign<'_>)> {
    let mut at = from;
    core::iter::from_fn(move || {
        let rest = place.text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        let (begun, rest) = (at, rest.trim_start());
        let sign = match rest.bytes().next()? {
            b'{' => Sign::Open,
            b'}' => Sign::Close,
            b',' => Sign::Comma,
            _ => {
                let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
                let id = rest.get(..rest.find(is_end).unwrap_or(rest.len()))?;
                at += id.len();
                return Some((begun, Sign::Id(id)));
            }
        };
        at += 1;
        Some((begun, sign))
    })
}
