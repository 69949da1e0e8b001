//! Options, money, votes and points in sentences.
//!
//! For: [`Teller`], which knows the election, its money and its units.
//! Must not know: rules, or outcomes.
//! To add: a further figure as a function of [`Teller`].

use crate::domain::quantity::grouped;
use crate::domain::voting::election::Election;
use crate::i18n::Lang;

/// What the words are about.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// In this language.
    pub lang: Lang,
    /// What was counted.
    pub election: &'a Election,
    /// As the file names it ('EUR'); may be empty.
    pub currency: &'a str,
    /// How many units of a ballot's weight are one vote.
    pub weight_unit: i64,
    /// How many units of a mark are one point.
    pub points_unit: i64,
}

impl Teller<'_> {
    /// An option in a sentence: 'Lift' (12); only its id where it has no name.
    pub fn option(&self, at: usize) -> String {
        let Some(choice) = self.election.options.get(at) else { return String::new() };
        let name = shortened(&choice.name);
        let (id, lang) = (&choice.id, self.lang);
        match (lang, name.is_empty() || name == *id) {
            (_, true) => id.clone(),
            (Lang::Zh, false) => format!("「{name}」（{id}）"),
            (Lang::En, false) => format!("'{name}' ({id})"),
        }
    }

    /// Several options in a sentence; of more than ten the first ten.
    pub fn options(&self, all: &[usize]) -> String {
        let mut list: Vec<String> = all.iter().take(MOST_NAMED).map(|at| self.option(*at)).collect();
        let more = all.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            list.push(match self.lang {
                Lang::Zh => format!("另外 {more} 个"),
                Lang::En => format!("{more} more"),
            });
        }
        match (self.lang, list.split_last()) {
            (Lang::En, Some((last, first))) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => list.join("、"),
        }
    }

    /// An amount in the file's own money, exact.
    pub fn money(&self, amount: i128) -> String {
        let text = decimal(amount, self.election.unit.into());
        // 0.50, not 0.5.
        let is_short = text.split_once('.').is_some_and(|(_, part)| part.len() == 1);
        self.with_currency(if is_short && self.election.unit >= 100 { text + "0" } else { text })
    }

    /// An amount in the smallest unit of money that is itself rounded ('119047.619'), to two decimals.
    pub fn about(&self, amount: &str) -> String {
        let unit = decimal_places(self.election.unit);
        let whole: f64 = amount.parse().unwrap_or(0.0);
        let text = format!("{:.2}", whole / 10_f64.powi(unit));
        let (front, part) = text.split_once('.').unwrap_or((&text, ""));
        let front = front.parse().map_or_else(|_| front.to_owned(), grouped);
        self.with_currency(if part == "00" { front } else { format!("{front}.{part}") })
    }

    pub(super) fn with_currency(&self, number: String) -> String {
        match (self.currency, self.lang) {
            ("", _) => number,
            ("CNY" | "RMB", Lang::Zh) => format!("{number} 元"),
            (currency, _) => format!("{number} {currency}"),
        }
    }

    /// A sum of weights: 1,234.
    pub fn votes(&self, weight: i128) -> String {
        decimal(weight, self.weight_unit.into())
    }

    /// A sum of points times weights.
    pub fn points(&self, points: i128) -> String {
        decimal(points, i128::from(self.weight_unit) * i128::from(self.points_unit))
    }

    /// Whether a voter can weigh more or less than one vote.
    pub fn is_weighted(&self) -> bool {
        self.election.ballots.iter().any(|entry| entry.weight != self.weight_unit)
    }

    /// A rounded amount for each unit of weight, as one for each vote.
    pub(super) fn about_each(&self, amount: &str) -> String {
        if self.weight_unit == 1 {
            return self.about(amount);
        }
        let each: f64 = amount.parse().unwrap_or(0.0);
        let unit: f64 = self.weight_unit.to_string().parse().unwrap_or(1.0);
        self.about(&(each * unit).to_string())
    }

    /// So many parts of a vote, of which `parts` are one; to two decimals where it does not divide.
    pub(super) fn parts(&self, value: i128, parts: i128) -> String {
        fraction(value, parts.saturating_mul(self.weight_unit.into()))
    }

    /// A fraction of points.
    pub(super) fn parts_of_points(&self, numerator: i128, denominator: i128) -> String {
        fraction(numerator, denominator.saturating_mul(self.points_unit.into()))
    }

    /// '43 votes', '43 票'.
    pub fn votes_said(&self, weight: i128) -> String {
        said(self.lang, &self.votes(weight), "票", "vote")
    }
}

/// Most options that one sentence names.
const MOST_NAMED: usize = 10;
/// Most letters of a name in a sentence.
const MOST_LETTERS: usize = 60;

fn shortened(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= MOST_LETTERS {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let cut: String = name.chars().take(MOST_LETTERS - 1).collect();
    format!("{}…", cut.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A number and what it counts.
pub(super) fn said(lang: Lang, number: &str, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => format!("{number} {zh}"),
        Lang::En if number == "1" => format!("{number} {en}"),
        Lang::En => format!("{number} {en}s"),
    }
}

/// So many units, of which `unit` (a power of ten) are one: 123456 of 100 is '1,234.56'.
pub fn decimal(value: i128, unit: i128) -> String {
    let unit = unit.max(1);
    let (whole, part) = (value / unit, value % unit);
    let sign = if value < 0 { "-" } else { "" };
    let front = i64::try_from(whole.unsigned_abs()).map_or_else(|_| whole.unsigned_abs().to_string(), grouped);
    if part == 0 {
        return format!("{sign}{front}");
    }
    let width = usize::try_from(unit.ilog10()).unwrap_or(0);
    let digits = format!("{:0>width$}", part.unsigned_abs());
    format!("{sign}{front}.{}", digits.trim_end_matches('0'))
}

/// A fraction for reading, to two decimals, rounded half away from zero.
pub(super) fn fraction(numerator: i128, denominator: i128) -> String {
    let denominator = denominator.max(1);
    if numerator % denominator == 0 {
        return decimal(numerator / denominator, 1);
    }
    let half = denominator / 2 * numerator.signum();
    decimal((numerator.saturating_mul(100).saturating_add(half)) / denominator, 100)
}

fn decimal_places(unit: i64) -> i32 {
    i32::try_from(unit.max(1).ilog10()).unwrap_or(0)
}
