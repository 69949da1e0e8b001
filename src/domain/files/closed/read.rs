//! A closed poll's table from bytes.
//!
//! For: [`read`].
//! Must not know: what stands in an option's cell (`cells`).
//! To add: a row above the header is a case in [`Above::read`].

use super::File;
use super::cells::{kind, mark, number, ranked};
use crate::domain::files::amount::{Amount, unit};
use crate::domain::files::table::{Cell, Header, Rows, missing};
use crate::domain::files::word::{Begun, begin, column, is_any, simple};
use crate::domain::files::{Fault, MOST_BALLOTS, MOST_MARKS, MOST_OPTIONS, Warnings, What, text};
use crate::domain::voting::election::{Ballots, Choice, Election, Kind, Mark};
use std::collections::HashMap;

const BALLOT: &str = "ballot 选票 票号";
const VOTERS: &str = "voters 票数 人数";
const WEIGHT: &str = "weight 权重";
const AREA: &str = "area 面积 建筑面积";
const NAME: &str = "name 名称";
const COST: &str = "cost 费用 造价";

/// Reads a table.
///
/// # Errors
/// What is wrong and where, at the first place at which the table cannot be understood.
pub fn read(bytes: &[u8]) -> Result<File, Fault> {
    let is_header = |row: &[Cell]| row.first().is_some_and(|cell| is_any(&simple(&cell.text), BALLOT));
    let Begun { whole, above, rows, header } = begin(text::decode(bytes)?, "ballot", is_header)?;
    let mut warnings = Warnings::default();
    let above = Above::read(whole.clone(), above, &mut warnings)?;
    let mut reader = Reader::new(whole, above, &header)?;
    reader.measure(rows.clone(), &header)?;
    let ballots = reader.ballots(rows)?;
    let (options, budget, unit_of_money) = reader.money()?;
    let most_points = reader.most_points()?;
    let Reader { above, digits, weight_digits, .. } = reader;
    Ok(File {
        election: Election { kind: above.kind, budget, unit: unit_of_money, options, ballots },
        title: above.title,
        most_points,
        points_unit: unit(digits),
        weight_unit: unit(weight_digits),
        warnings: warnings.into_list(),
    })
}

/// A number and the fault of its cell, should it be too large in the end.
type Placed = (Amount, Fault);

/// What stands above the header.
struct Above {
    title: String,
    kind: Kind,
    budget: Option<Placed>,
    points: Option<Placed>,
}

impl Above {
    fn read(mut rows: Rows, count: usize, warnings: &mut Warnings) -> Result<Self, Fault> {
        let (mut title, mut kinds, mut budget, mut points) = (None, None, None, None);
        let mut row = Vec::new();
        for _ in 0..count {
            rows.next(&mut row)?;
            let Some(first) = row.first() else { continue };
            let word = simple(&first.text);
            let missing = || Fault::new(first.line, 0, What::Missing { name: word.clone() }, "");
            let value = row.get(1).filter(|cell| !cell.is_blank()).ok_or_else(missing);
            let is_again = if is_any(&word, "title 标题") {
                title.replace(value?.trimmed().to_owned()).is_some()
            } else if is_any(&word, "kind 方式 投票方式") {
                let cell = value?;
                kinds.replace(kind(&cell.text).map_err(|what| cell.fault(what))?).is_some()
            } else if is_any(&word, "budget 预算") {
                budget.replace(placed(value?)?).is_some()
            } else if is_any(&word, "points 总分") {
                points.replace(placed(value?)?).is_some()
            } else {
                warnings.push(first.fault(What::NotUsed));
                false
            };
            if is_again {
                return Err(first.fault(What::Twice { name: word.clone() }));
            }
        }
        let kind = kinds.ok_or_else(|| Fault::whole(What::NoKey { name: "kind".to_owned() }))?;
        Ok(Self { title: title.unwrap_or_default(), kind, budget, points })
    }
}

fn placed(cell: &Cell) -> Result<Placed, Fault> {
    let amount = Amount::positive(&simple(&cell.text)).map_err(|what| cell.fault(what))?;
    Ok((amount, cell.fault(What::TooLarge)))
}

/// Columns, and what the first pass found.
struct Reader {
    above: Above,
    voters: Option<usize>,
    weight: Option<usize>,
    columns: Vec<usize>,
    options: Vec<Choice>,
    costs: Vec<Placed>,
    has_costs: bool,
    has_names: bool,
    is_area: bool,
    digits: u8,
    weight_digits: u8,
}

impl Reader {
    fn new(mut whole: Rows, above: Above, header: &Header) -> Result<Self, Fault> {
        let (voters, weight, area) = (column(header, VOTERS)?, column(header, WEIGHT)?, column(header, AREA)?);
        if weight.is_some() && area.is_some() {
            return Err(Fault::new(header.line(), 0, What::Twice { name: "weight".to_owned() }, "weight area"));
        }
        let mut reader = Self {
            above,
            voters,
            weight: weight.or(area),
            columns: Vec::new(),
            options: Vec::new(),
            costs: Vec::new(),
            has_costs: false,
            has_names: false,
            is_area: area.is_some(),
            digits: 0,
            weight_digits: if area.is_some() { 2 } else { 0 },
        };
        // The header once more, for the ids as they are written.
        let mut row = Vec::new();
        while whole.next(&mut row)? && row.first().is_none_or(|cell| cell.line != header.line()) {}
        let mut ids = HashMap::new();
        for (at, cell) in row.iter().enumerate().skip(1) {
            if cell.is_blank() || Some(at) == reader.voters || Some(at) == reader.weight {
                continue;
            }
            if ids.insert(cell.trimmed().to_owned(), at).is_some() {
                return Err(cell.fault(What::OptionTwice { first: cell.line }));
            }
            if reader.options.len() >= MOST_OPTIONS {
                return Err(cell.fault(What::too_many(MOST_OPTIONS)));
            }
            reader.columns.push(at);
            reader.options.push(Choice { id: cell.trimmed().to_owned(), name: String::new(), cost: 0 });
        }
        Ok(reader)
    }

    fn has_points(&self) -> bool {
        matches!(self.above.kind, Kind::Cumulative | Kind::Scoring)
    }

    /// Names and costs, and the most digits after the point, before any ballot is put in.
    fn measure(&mut self, mut rows: Rows, header: &Header) -> Result<(), Fault> {
        let stated = self.above.points.as_ref().filter(|_| self.has_points());
        self.digits = stated.map_or(0, |(points, _)| points.digits());
        let mut row = Vec::new();
        while rows.next(&mut row)? {
            Self::extra(&row, header)?;
            match what(&row) {
                Row::Name => self.names(&row)?,
                Row::Cost => self.costs(&row)?,
                Row::Ballot => self.widths(&row)?,
            }
        }
        if self.above.budget.is_some() && !self.has_costs {
            return Err(Fault::whole(What::NoKey { name: "cost".to_owned() }));
        }
        Ok(())
    }

    /// Nothing may stand where the header is blank.
    fn extra(row: &[Cell], header: &Header) -> Result<(), Fault> {
        header.check(row)?;
        let unnamed = row.iter().zip(header.names()).find(|(cell, name)| name.is_empty() && !cell.is_blank());
        unnamed.map_or(Ok(()), |(cell, _)| Err(cell.fault(What::ExtraCell)))
    }

    fn once(row: &[Cell], seen: &mut bool) -> Result<(), Fault> {
        match row.first() {
            Some(cell) if *seen => Err(cell.fault(What::Twice { name: cell.trimmed().to_owned() })),
            _ => {
                *seen = true;
                Ok(())
            }
        }
    }

    fn names(&mut self, row: &[Cell]) -> Result<(), Fault> {
        Self::once(row, &mut self.has_names)?;
        for (option, column) in self.options.iter_mut().zip(&self.columns) {
            row.get(*column).map(Cell::trimmed).unwrap_or_default().clone_into(&mut option.name);
        }
        Ok(())
    }

    fn costs(&mut self, row: &[Cell]) -> Result<(), Fault> {
        Self::once(row, &mut self.has_costs)?;
        for column in &self.columns {
            let cell = row.get(*column).filter(|cell| !cell.is_blank());
            let cell = cell.ok_or_else(|| missing(row, *column, "cost"))?;
            self.costs.push(placed(cell)?);
        }
        Ok(())
    }

    fn widths(&mut self, row: &[Cell]) -> Result<(), Fault> {
        // What nobody says is not put in, so its digits are not needed.
        if whole(row, self.voters, 0)? == Some(0) {
            return Ok(());
        }
        if self.has_points() {
            let filled = self.columns.iter().filter_map(|column| row.get(*column)).filter(|cell| !cell.is_blank());
            for cell in filled {
                let points = number(&cell.text).map_err(|what| cell.fault(what))?;
                self.digits = self.digits.max(points.digits());
            }
        }
        if let Some(cell) = filled(row, self.weight) {
            let weight = Amount::positive(&simple(&cell.text)).map_err(|what| cell.fault(what))?;
            // An area has two, whatever is written.
            if !self.is_area {
                self.weight_digits = self.weight_digits.max(weight.digits());
            }
        }
        Ok(())
    }

    fn ballots(&self, mut rows: Rows) -> Result<Ballots, Fault> {
        let (mut ballots, mut marks, mut row) = (Ballots::new(), Vec::new(), Vec::new());
        let (mut seen, mut sum): (HashMap<String, usize>, usize) = (HashMap::new(), 0);
        while rows.next(&mut row)? {
            let Some(first) = row.first().filter(|_| matches!(what(&row), Row::Ballot)) else { continue };
            if let Some(line) = seen.get(first.trimmed()) {
                return Err(first.fault(What::SameAgain { first: *line }));
            }
            if !first.is_blank() {
                seen.insert(first.trimmed().to_owned(), first.line);
            }
            let voters = whole(&row, self.voters, 0)?.unwrap_or(1);
            if voters == 0 {
                continue;
            }
            self.marks(&row, &mut marks)?;
            sum += marks.len();
            if sum > MOST_MARKS || ballots.len() >= MOST_BALLOTS {
                let most = if sum > MOST_MARKS { MOST_MARKS } else { MOST_BALLOTS };
                return Err(first.fault(What::too_many(most)));
            }
            let weight = whole(&row, self.weight, self.weight_digits)?;
            ballots.push(&marks, voters, weight.unwrap_or_else(|| unit(self.weight_digits)));
        }
        Ok(ballots)
    }

    fn marks(&self, row: &[Cell], marks: &mut Vec<Mark>) -> Result<(), Fault> {
        marks.clear();
        for (option, column) in (0..).zip(&self.columns) {
            let Some(cell) = filled(row, Some(*column)) else { continue };
            let value = mark(self.above.kind, &cell.text, self.digits).map_err(|what| cell.fault(what))?;
            marks.extend(value.map(|value| Mark { option, value }));
        }
        let line = row.first().map_or(0, |cell| cell.line);
        match self.above.kind {
            Kind::Ordinal => ranked(marks),
            Kind::ChooseOne if marks.len() > 1 => return Err(Fault::new(line, 0, What::MoreThan { most: 1 }, "")),
            Kind::Cumulative => self.sum(line, marks)?,
            _ => {}
        }
        Ok(())
    }

    fn sum(&self, line: usize, marks: &[Mark]) -> Result<(), Fault> {
        let sum: i128 = marks.iter().map(|mark| i128::from(mark.value)).sum();
        match self.most_points()? {
            Some(most) if sum > i128::from(most) => {
                Err(Fault::new(line, 0, What::SumAbove { most: most / unit(self.digits) }, ""))
            }
            _ => Ok(()),
        }
    }

    fn most_points(&self) -> Result<Option<i64>, Fault> {
        let Some((points, fault)) = &self.above.points else { return Ok(None) };
        points.in_units(self.digits).map(Some).map_err(|what| Fault { what, ..fault.clone() })
    }

    /// Options with their costs, the budget, and the unit of money.
    fn money(&mut self) -> Result<(Vec<Choice>, Option<i64>, i64), Fault> {
        let all = self.costs.iter().chain(&self.above.budget);
        let digits = all.map(|(amount, _)| amount.digits()).max().unwrap_or(0);
        let exact = |placed: &Placed| placed.0.in_units(digits).map_err(|_| placed.1.clone());
        for (option, cost) in self.options.iter_mut().zip(&self.costs) {
            option.cost = exact(cost)?;
        }
        let budget = self.above.budget.as_ref().map(exact).transpose()?;
        Ok((core::mem::take(&mut self.options), budget, unit(digits)))
    }
}

/// Whether a column of this name is an option.
pub(super) fn is_option(name: &str) -> bool {
    let word = simple(name);
    ![VOTERS, WEIGHT, AREA].iter().any(|names| is_any(&word, names))
}

/// What a row below the header is.
enum Row {
    Name,
    Cost,
    Ballot,
}

fn what(row: &[Cell]) -> Row {
    let word = row.first().map(|cell| simple(&cell.text)).unwrap_or_default();
    if is_any(&word, NAME) {
        Row::Name
    } else if is_any(&word, COST) {
        Row::Cost
    } else {
        Row::Ballot
    }
}

fn filled<'r, 't>(row: &'r [Cell<'t>], column: Option<usize>) -> Option<&'r Cell<'t>> {
    column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank())
}

fn whole(row: &[Cell], column: Option<usize>, digits: u8) -> Result<Option<i64>, Fault> {
    let Some(cell) = filled(row, column) else { return Ok(None) };
    let number = Amount::positive(&simple(&cell.text)).and_then(|amount| amount.in_units(digits));
    number.map(Some).map_err(|what| cell.fault(what))
}
