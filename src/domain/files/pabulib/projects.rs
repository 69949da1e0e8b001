//! The section PROJECTS.
//!
//! For: [`projects`]: options and costs in one unit of money, and what the file states of them.
//! Must not know: the ballots, but to compare what is stated ([`Stated::check`]).
//! To add: a column that counts is looked up in [`Columns::of`].

use super::head::Budget;
use super::read::next;
use crate::domain::files::amount::{Amount, unit};
use crate::domain::files::table::{Cell, Header, Rows, missing};
use crate::domain::files::{Fault, MOST_OPTIONS, Warnings, What};
use crate::domain::voting::election::{Choice, Election, Kind};
use std::collections::HashMap;

/// What PROJECTS says.
pub(super) struct Projects {
    pub(super) options: Vec<Choice>,
    /// Smallest units in one unit of the currency.
    pub(super) unit: i64,
    /// The budget in smallest units.
    pub(super) budget: i64,
    pub(super) stated: Stated,
}

/// What the file states of its options, by option.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) votes: Vec<Option<i64>>,
    scores: Vec<Option<Amount>>,
    pub(super) decided: Vec<Option<i64>>,
    lines: Vec<usize>,
}

struct Columns {
    id: usize,
    cost: usize,
    name: Option<usize>,
    votes: Option<usize>,
    score: Option<usize>,
    selected: Option<usize>,
}

impl Columns {
    fn of(header: &Header) -> Result<Self, Fault> {
        Ok(Self {
            id: header.need("project_id")?,
            cost: header.need("cost")?,
            name: header.find("name")?,
            votes: header.find("votes")?,
            score: header.find("score")?,
            selected: header.find("selected")?,
        })
    }
}

fn at<'r, 't>(row: &'r [Cell<'t>], column: Option<usize>) -> Option<&'r Cell<'t>> {
    column.and_then(|column| row.get(column)).filter(|cell| !cell.is_blank())
}

fn must<'r, 't>(row: &'r [Cell<'t>], column: usize, name: &str) -> Result<&'r Cell<'t>, Fault> {
    at(row, Some(column)).ok_or_else(|| missing(row, column, name))
}

pub(super) fn projects(mut rows: Rows, budget: &Budget, warnings: &mut Warnings) -> Result<Projects, Fault> {
    let mut row = Vec::new();
    next(&mut rows, &mut row)?;
    let header = Header::of(&row);
    let columns = Columns::of(&header)?;
    let mut options: Vec<Choice> = Vec::new();
    let (mut stated, mut costs, mut ids) = (Stated::default(), Vec::new(), HashMap::new());
    while next(&mut rows, &mut row)? {
        header.check(&row)?;
        let id = must(&row, columns.id, "project_id")?;
        if options.len() >= MOST_OPTIONS {
            return Err(id.fault(What::too_many(MOST_OPTIONS)));
        }
        if let Some(first) = ids.insert(id.trimmed().to_owned(), id.line) {
            return Err(id.fault(What::OptionTwice { first }));
        }
        let cost = must(&row, columns.cost, "cost")?;
        let amount = Amount::positive(cost.trimmed()).map_err(|what| cost.fault(what))?;
        costs.push((amount, cost.fault(What::TooLarge)));
        let name = at(&row, columns.name).map(Cell::trimmed).unwrap_or_default().to_owned();
        options.push(Choice { id: id.trimmed().to_owned(), name, cost: 0 });
        stated.push(&row, &columns, warnings);
    }
    let digits = costs.iter().map(|(cost, _)| cost.digits()).fold(budget.amount.digits(), u8::max);
    for (option, (cost, fault)) in options.iter_mut().zip(costs) {
        option.cost = cost.in_units(digits).map_err(|_| fault)?;
    }
    let budget = budget.amount.in_units(digits).map_err(|_| budget.fault.clone())?;
    Ok(Projects { options, unit: unit(digits), budget, stated })
}

impl Stated {
    fn push(&mut self, row: &[Cell], columns: &Columns, warnings: &mut Warnings) {
        let mut number = |column| -> Option<Amount> {
            let cell: &Cell = at(row, column)?;
            let warn = |what| warnings.push(cell.fault(what));
            Amount::parse(cell.trimmed()).map_err(warn).ok()
        };
        self.lines.push(row.first().map_or(0, |cell| cell.line));
        let (votes, score) = (number(columns.votes), number(columns.score));
        self.votes.push(votes.and_then(|votes| votes.in_units(0).ok()));
        self.scores.push(score);
        self.decided.push(number(columns.selected).and_then(|word| word.in_units(0).ok()));
    }

    /// Warns where votes or scores are not as stated; the scores in units of points.
    pub(super) fn check(&self, election: &Election, digits: u8, warnings: &mut Warnings) -> Vec<Option<i64>> {
        let scores = self.scores.iter().map(|score| score.and_then(|score| score.in_units(digits).ok()));
        let scores: Vec<Option<i64>> = scores.collect();
        let mut votes: Vec<i64> = vec![0; election.options.len()];
        let mut sums = votes.clone();
        for entry in election.ballots.iter() {
            for mark in entry.marks {
                let option = usize::try_from(mark.option).unwrap_or(usize::MAX);
                if let Some(count) = votes.get_mut(option) {
                    *count = count.saturating_add(entry.voters);
                }
                if let Some(sum) = sums.get_mut(option) {
                    *sum = sum.saturating_add(mark.value.saturating_mul(entry.voters));
                }
            }
        }
        self.compare(&self.votes, &votes, election, warnings);
        if matches!(election.kind, Kind::Cumulative | Kind::Scoring) {
            self.compare(&scores, &sums, election, warnings);
        }
        scores
    }

    fn compare(&self, stated: &[Option<i64>], found: &[i64], election: &Election, warnings: &mut Warnings) {
        let counts = stated.iter().zip(found).zip(self.lines.iter().zip(&election.options));
        for ((stated, found), (line, option)) in counts {
            if let Some(stated) = stated.filter(|stated| stated != found) {
                let what = What::CountDiffers { stated, found: *found };
                warnings.push(Fault::new(*line, 0, what, &option.id));
            }
        }
    }
}
