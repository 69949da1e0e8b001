//! A file of PrefLib from bytes: its head, and which of the two forms it has.
//!
//! For: [`read`].
//! Must not know: how an order is written (`orders`).
//! To add: a key of the head is a case in [`Head::key`].

use super::orders::Orders;
use super::{DataType, File};
use crate::domain::files::{Fault, MOST_OPTIONS, Warnings, What, text};
use crate::domain::voting::election::{Choice, Election, Kind};
use std::collections::HashMap;

/// Reads a file.
///
/// # Errors
/// What is wrong and where, at the first place at which the file cannot be understood.
pub fn read(bytes: &[u8]) -> Result<File, Fault> {
    let text = text::decode(bytes)?;
    let mut filled = text::lines(text).filter(|(_, line)| !line.trim().is_empty());
    let is_old = filled.next().is_some_and(|(_, line)| line.trim().bytes().all(|byte| byte.is_ascii_digit()));
    let (mut head, mut warnings) = (Head::default(), Warnings::default());
    let mut orders = None;
    let mut old = if is_old { Old::Count } else { Old::None };
    for (line, text) in text::lines(text).filter(|(_, line)| !line.trim().is_empty()) {
        let place = Place { line, text };
        if orders.is_none() && (head.old(&mut old, place)? || head.key(place, &mut warnings)?) {
            continue;
        }
        if text.trim_start().starts_with('#') {
            return Err(place.fault(0, text.trim(), What::NotUnderstood));
        }
        if orders.is_none() {
            head.complete(&mut warnings)?;
        }
        let begun = || Orders::new(head.data_type, &head.options, &head.ids);
        orders.get_or_insert_with(begun).line(place, is_old, &mut warnings)?;
    }
    let ballots = match orders {
        Some(orders) => {
            head.compare(&orders, &mut warnings);
            orders.into_ballots()
        }
        None => {
            head.complete(&mut warnings)?;
            return Err(Fault::whole(What::NoSection { name: "orders".to_owned() }));
        }
    };
    let election = Election { kind: Kind::Ordinal, budget: None, unit: 1, options: head.options, ballots };
    Ok(File { election, title: head.title, data_type: head.data_type, meta: head.meta, warnings: warnings.into_list() })
}

/// A line and its number.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) line: usize,
    pub(super) text: &'t str,
}

impl Place<'_> {
    /// A fault of the piece that begins at this byte of the line.
    pub(super) fn fault(self, at: usize, piece: &str, what: What) -> Fault {
        let column = self.text.get(..at).unwrap_or_default().chars().count() + 1;
        Fault::new(self.line, column, what, piece)
    }
}

/// Which line of the older head comes next.
#[derive(Clone, Copy)]
enum Old {
    /// The file has the newer form, or its older head has ended.
    None,
    /// The number of alternatives.
    Count,
    /// So many lines with number and name, then the three sums.
    Names(usize),
}

/// What stands above the orders.
#[derive(Default)]
struct Head {
    title: String,
    data_type: Option<DataType>,
    meta: Vec<(String, String)>,
    options: Vec<Choice>,
    ids: HashMap<u64, u32>,
    lines: Vec<usize>,
    alternatives: Option<Stated>,
    voters: Option<Stated>,
    unique: Option<Stated>,
}

/// A number that the file states of itself, and where.
struct Stated {
    number: i64,
    line: usize,
}

impl Head {
    /// A line '# KEY: value'; false for any other.
    fn key(&mut self, place: Place, warnings: &mut Warnings) -> Result<bool, Fault> {
        let Some(rest) = place.text.trim_start().strip_prefix('#') else { return Ok(false) };
        let at = place.text.len() - rest.len();
        let (key, value) = rest.split_once(':').unwrap_or((rest, ""));
        let (name, value_at) = (key.trim().to_uppercase(), at + key.len() + 1);
        let value = value.trim();
        let spaces = place.text.get(value_at..).map_or(0, |tail| tail.len() - tail.trim_start().len());
        let number = || value.parse::<i64>().ok().filter(|number| *number >= 0);
        let mut stated = || {
            let found = number().map(|number| Stated { number, line: place.line });
            if found.is_none() {
                warnings.push(place.fault(value_at + spaces, value, What::NotANumber));
            }
            found
        };
        match name.as_str() {
            "TITLE" => value.clone_into(&mut self.title),
            "DATA TYPE" => {
                let known = || DataType::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
                let found = DataType::parse(&value.to_lowercase());
                let unknown = || place.fault(value_at + spaces, value, What::UnknownWord { known: known() });
                self.data_type = Some(found.ok_or_else(unknown)?);
            }
            "NUMBER ALTERNATIVES" => self.alternatives = stated(),
            "NUMBER VOTERS" => self.voters = stated(),
            "NUMBER UNIQUE ORDERS" => self.unique = stated(),
            _ => match name.strip_prefix("ALTERNATIVE NAME") {
                Some(id) => self.option(place, id.trim(), at, value)?,
                None => self.meta.push((key.trim().to_owned(), value.to_owned())),
            },
        }
        Ok(true)
    }

    /// A line of the older head; false where there is none or it has ended.
    fn old(&mut self, old: &mut Old, place: Place) -> Result<bool, Fault> {
        match *old {
            Old::None => return Ok(false),
            Old::Count => {
                let count = place.text.trim().parse::<usize>().ok().filter(|count| *count <= MOST_OPTIONS);
                let most = What::TooMany { most: u64::try_from(MOST_OPTIONS).unwrap_or(u64::MAX) };
                *old = Old::Names(count.ok_or_else(|| place.fault(0, place.text.trim(), most))?);
            }
            Old::Names(0) => {
                let sums: Option<Vec<i64>> = place.text.split(',').map(|sum| sum.trim().parse().ok()).collect();
                let Some([voters, _, unique]) = sums.as_deref() else {
                    return Err(place.fault(0, place.text.trim(), What::NotUnderstood));
                };
                self.voters = Some(Stated { number: *voters, line: place.line });
                self.unique = Some(Stated { number: *unique, line: place.line });
                *old = Old::None;
            }
            Old::Names(left) => {
                let (id, name) = place.text.split_once(',').unwrap_or((place.text, ""));
                self.option(place, id.trim(), 0, name.trim())?;
                *old = Old::Names(left - 1);
            }
        }
        Ok(true)
    }

    fn option(&mut self, place: Place, id: &str, at: usize, name: &str) -> Result<(), Fault> {
        let number = id.parse::<u64>().ok().ok_or_else(|| place.fault(at, id, What::NotANumber))?;
        let position = u32::try_from(self.options.len()).ok().filter(|_| self.options.len() < MOST_OPTIONS);
        let most = What::TooMany { most: u64::try_from(MOST_OPTIONS).unwrap_or(u64::MAX) };
        let position = position.ok_or_else(|| place.fault(at, id, most))?;
        if let Some(first) = self.ids.insert(number, position) {
            let first = usize::try_from(first).ok().and_then(|first| self.lines.get(first)).copied().unwrap_or(0);
            return Err(place.fault(at, id, What::OptionTwice { first }));
        }
        self.lines.push(place.line);
        self.options.push(Choice { id: number.to_string(), name: name.to_owned(), cost: 0 });
        Ok(())
    }

    /// Alternatives without a name are there all the same, if the file states how many there are.
    fn complete(&mut self, warnings: &mut Warnings) -> Result<(), Fault> {
        if let Some(Stated { number: stated, line }) = self.alternatives.take() {
            let found = i64::try_from(self.options.len()).unwrap_or(i64::MAX);
            if found != stated {
                warnings.push(Fault::new(line, 0, What::CountDiffers { stated, found }, "NUMBER ALTERNATIVES"));
            }
            self.fill(stated, line)?;
        }
        let none = || Fault::whole(What::NoSection { name: "ALTERNATIVE NAME".to_owned() });
        if self.options.is_empty() { Err(none()) } else { Ok(()) }
    }

    fn fill(&mut self, stated: i64, line: usize) -> Result<(), Fault> {
        let stated = usize::try_from(stated).unwrap_or(0);
        if stated > MOST_OPTIONS {
            let most = What::TooMany { most: u64::try_from(MOST_OPTIONS).unwrap_or(u64::MAX) };
            return Err(Fault::new(line, 0, most, &stated.to_string()));
        }
        for id in 1.. {
            if self.options.len() >= stated {
                break;
            }
            if !self.ids.contains_key(&id) {
                self.option(Place { line, text: "" }, &id.to_string(), 0, "")?;
            }
        }
        Ok(())
    }

    /// Warns where the sums that the file states are not the sums of its orders.
    fn compare(&self, orders: &Orders, warnings: &mut Warnings) {
        let sums =
            [(&self.voters, orders.voters(), "NUMBER VOTERS"), (&self.unique, orders.lines(), "NUMBER UNIQUE ORDERS")];
        for (stated, found, key) in sums {
            if let Some(stated) = stated.as_ref().filter(|stated| stated.number != found) {
                let what = What::CountDiffers { stated: stated.number, found };
                warnings.push(Fault::new(stated.line, 0, what, key));
            }
        }
    }
}
