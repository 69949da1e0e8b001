//! The section VOTES.
//!
//! For: [`votes`]: the ballots, in whole numbers.
//! Must not know: money, or what the city decided.
//! To add: a kind of ballot is a case in [`Reader::mark`].

use super::read::{Head, next};
use crate::domain::files::amount::{Amount, unit};
use crate::domain::files::table::{Cell, Header, Rows};
use crate::domain::files::{Fault, MOST_BALLOTS, MOST_MARKS, Warnings, What};
use crate::domain::voting::election::{Ballots, Choice, Kind, Mark};
use std::collections::HashMap;

/// What VOTES says.
pub(super) struct Cast {
    pub(super) ballots: Ballots,
    /// Digits after the point of points.
    pub(super) digits: u8,
    /// Digits after the point of weights.
    pub(super) weight_digits: u8,
}

struct Reader<'a> {
    head: &'a Head,
    ids: HashMap<&'a str, u32>,
    voter: Option<usize>,
    vote: usize,
    points: Option<usize>,
    weight: Option<usize>,
    digits: u8,
    weight_digits: u8,
}

pub(super) fn votes(mut rows: Rows, options: &[Choice], head: &Head, warnings: &mut Warnings) -> Result<Cast, Fault> {
    let mut row = Vec::new();
    next(&mut rows, &mut row)?;
    let header = Header::of(&row);
    let has_points = matches!(head.kind, Kind::Cumulative | Kind::Scoring);
    let ids = options.iter().map(|option| option.id.as_str()).zip(0..).collect();
    let mut reader = Reader {
        head,
        ids,
        voter: header.find("voter_id")?,
        vote: header.need("vote")?,
        points: if has_points { Some(header.need("points")?) } else { None },
        weight: header.find("weight")?,
        digits: 0,
        weight_digits: 0,
    };
    reader.measure(rows.clone())?;
    let ballots = reader.ballots(rows, &header, warnings)?;
    Ok(Cast { ballots, digits: reader.digits, weight_digits: reader.weight_digits })
}

fn number(text: &str, kind: Kind) -> Result<Amount, What> {
    if kind == Kind::Scoring { Amount::parse(text) } else { Amount::positive(text) }
}

impl Reader<'_> {
    /// The most digits after the point, before anything is put in.
    fn measure(&mut self, mut rows: Rows) -> Result<(), Fault> {
        if self.points.is_none() && self.weight.is_none() {
            return Ok(());
        }
        let mut row = Vec::new();
        while next(&mut rows, &mut row)? {
            if let Some(cell) = self.points.and_then(|column| row.get(column)) {
                for (at, piece) in cell.pieces(',').filter(|(_, piece)| !piece.is_empty()) {
                    let points = number(piece, self.head.kind).map_err(|what| cell.fault_in(at, piece, what))?;
                    self.digits = self.digits.max(points.digits());
                }
            }
            if let Some(cell) = self.weighing(&row) {
                let weight = Amount::positive(cell.trimmed()).map_err(|what| cell.fault(what))?;
                self.weight_digits = self.weight_digits.max(weight.digits());
            }
        }
        Ok(())
    }

    fn weighing<'r, 't>(&self, row: &'r [Cell<'t>]) -> Option<&'r Cell<'t>> {
        self.weight.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank())
    }

    fn ballots(&self, mut rows: Rows, header: &Header, warnings: &mut Warnings) -> Result<Ballots, Fault> {
        let (mut ballots, mut marks, mut row) = (Ballots::new(), Vec::new(), Vec::new());
        let (mut voters, mut sum) = (HashMap::new(), 0_usize);
        while next(&mut rows, &mut row)? {
            header.check(&row)?;
            let line = row.first().map_or(0, |cell| cell.line);
            // A row that ends before its vote was cut off; an empty vote is an empty ballot.
            let cut = || Fault::new(line, 0, What::Missing { name: "vote".to_owned() }, "");
            let vote = row.get(self.vote).ok_or_else(cut)?;
            self.ballot(vote, &row, &mut marks, warnings)?;
            sum += marks.len();
            if ballots.len() >= MOST_BALLOTS || sum > MOST_MARKS {
                let most = if sum > MOST_MARKS { MOST_MARKS } else { MOST_BALLOTS };
                return Err(vote.fault(What::TooMany { most: u64::try_from(most).unwrap_or(u64::MAX) }));
            }
            ballots.push(&marks, 1, self.weight_of(&row)?);
            let voter = self.voter.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank());
            if let Some(voter) = voter {
                let name: std::borrow::Cow<str> = voter.text.clone();
                if let Some(first) = voters.insert(name, line) {
                    warnings.push(voter.fault(What::SameAgain { first }));
                }
            }
        }
        Ok(ballots)
    }

    fn weight_of(&self, row: &[Cell]) -> Result<i64, Fault> {
        let one = unit(self.weight_digits);
        self.weighing(row).map_or(Ok(one), |cell| {
            let weight = Amount::positive(cell.trimmed());
            weight.and_then(|weight| weight.in_units(self.weight_digits)).map_err(|what| cell.fault(what))
        })
    }

    fn ballot(&self, vote: &Cell, row: &[Cell], marks: &mut Vec<Mark>, warnings: &mut Warnings) -> Result<(), Fault> {
        marks.clear();
        let points = self.points.map(|column| self.points(row.get(column))).transpose()?;
        for (at, piece) in vote.pieces(',') {
            if piece.is_empty() && (points.is_none() || vote.text.get(at..).is_none_or(|rest| rest.trim().is_empty())) {
                continue;
            }
            let option = self.ids.get(piece).ok_or_else(|| vote.fault_in(at, piece, What::UnknownOption))?;
            let value = match self.head.kind {
                Kind::Ordinal => i64::try_from(marks.len()).unwrap_or(i64::MAX).saturating_add(1),
                _ => points.as_ref().map_or(1, |points| points.get(marks.len()).copied().unwrap_or(0)),
            };
            marks.push(Mark { option: *option, value });
        }
        if let Some(points) = points.filter(|points| points.len() != marks.len()) {
            let what = What::PointsDiffer { options: marks.len(), points: points.len() };
            return Err(row.get(self.points.unwrap_or(0)).unwrap_or(vote).fault(what));
        }
        self.once(vote, marks, warnings)?;
        self.bounds(vote, marks, warnings)
    }

    /// The points of one ballot; an empty cell is none.
    fn points(&self, cell: Option<&Cell>) -> Result<Vec<i64>, Fault> {
        let Some(cell) = cell.filter(|cell| !cell.is_blank()) else { return Ok(Vec::new()) };
        let mut points = Vec::new();
        for (at, piece) in cell.pieces(',') {
            if piece.is_empty() && cell.text.get(at..).is_none_or(|rest| rest.trim().is_empty()) {
                continue;
            }
            let value = number(piece, self.head.kind).and_then(|amount| amount.in_units(self.digits));
            points.push(value.map_err(|what| cell.fault_in(at, piece, what))?);
        }
        Ok(points)
    }

    /// Each option once: an approval twice is one, anything else twice could mean two things.
    fn once(&self, vote: &Cell, marks: &mut Vec<Mark>, warnings: &mut Warnings) -> Result<(), Fault> {
        let mut options: Vec<u32> = marks.iter().map(|mark| mark.option).collect();
        options.sort_unstable();
        if options.is_sorted_by(|one, next| one < next) {
            return Ok(());
        }
        let mut seen: Vec<&str> = Vec::new();
        let again = vote.pieces(',').filter(|(_, piece)| !piece.is_empty()).find(|(_, piece)| {
            let is_there = seen.contains(piece);
            seen.push(piece);
            is_there
        });
        let fault =
            again.map_or_else(|| vote.fault(What::MarkTwice), |(at, piece)| vote.fault_in(at, piece, What::MarkTwice));
        if self.head.kind == Kind::Approval || self.head.kind == Kind::ChooseOne {
            warnings.push(fault);
            marks.sort_by_key(|mark| mark.option);
            marks.dedup_by_key(|mark| mark.option);
            return Ok(());
        }
        Err(fault)
    }

    fn bounds(&self, vote: &Cell, marks: &[Mark], warnings: &mut Warnings) -> Result<(), Fault> {
        let length = i64::try_from(marks.len()).unwrap_or(i64::MAX);
        if self.head.kind == Kind::ChooseOne && length > 1 {
            return Err(vote.fault(What::MoreThan { most: 1 }));
        }
        if let Some(least) = self.head.min_length.filter(|least| length < *least) {
            warnings.push(vote.fault(What::FewerThan { least }));
        }
        if let Some(most) = self.head.max_length.filter(|most| length > *most) {
            warnings.push(vote.fault(What::MoreThan { most }));
        }
        if self.points.is_none() {
            return Ok(());
        }
        let sum: i128 = marks.iter().map(|mark| i128::from(mark.value)).sum();
        let above = |most: &i64| sum > i128::from(*most) * i128::from(unit(self.digits));
        if let Some(most) = self.head.max_sum_points.filter(above) {
            warnings.push(vote.fault(What::SumAbove { most }));
        }
        Ok(())
    }
}
