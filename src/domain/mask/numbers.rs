//! Telephone numbers, identity cards and bank cards, however their digits are split.
//!
//! For: finding where such a number ends.
//! Must not know: names and plates.
//! To add: a reading in `read`, which is given the digits of whole groups, never a part of one.

use super::{Kind, is_invisible};

/// Longest number looked for.
const MOST_DIGITS: usize = 19;
/// Most separators between two groups.
const MOST_BETWEEN: usize = 3;

/// Groups of digits from one place on, as far as a number can reach.
struct Run {
    digits: Vec<u8>,
    /// Length of each group between separators, whatever its scripts.
    groups: Vec<usize>,
    /// Where each group begins.
    starts: Vec<usize>,
    /// Separators met, each once.
    between: Vec<char>,
    /// Whether words stand between two groups, as when a number is told.
    told: bool,
    end: usize,
}

/// Where a number that begins at `at` ends, and what it is; the longest reading counts.
pub(super) fn end(text: &[char], at: usize) -> Option<(usize, Kind)> {
    let here = text.get(at)?;
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let script = script_at(text, at);
    let same = |back: usize| script.is_some() && at.checked_sub(back).and_then(|at| script_at(text, at)) == script;
    // One Chinese numeral before may be a word's end: 我家在五, 电话一.
    let within = same(1) && (script != Some(Script::Chinese) || same(2));
    if within || (script.is_none() && !matches!(here, '+' | '(')) {
        return None;
    }
    let spoken = handed_over(text, at);
    // A letter before makes it a part of something else, like a contract's number.
    let joined = before.is_some_and(char::is_ascii_alphabetic) && !spoken;
    let mut run = Run::at(at);
    let mut best = None;
    while run.extend(text) {
        if !follows_amount(text, run.end) && !run.hides_better(text) {
            let found = run.read(text, spoken);
            best = found.filter(|(_, kind)| !joined || *kind == Kind::IdCard).or(best);
        }
    }
    best
}

/// How a digit is written. Where it changes, a group ends: 一 in '13800138000一直' is a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Ascii,
    Circled,
    Chinese,
}

fn script_at(text: &[char], at: usize) -> Option<Script> {
    const AFTER_ONE: &str = "直下个定起样次些点会天家楼般共边月年";
    let c = *text.get(at)?;
    digit(c)?;
    let word = c == '一' && text.get(at + 1).is_some_and(|next| AFTER_ONE.contains(*next));
    match c {
        '0'..='9' => Some(Script::Ascii),
        '①'..='⑨' => Some(Script::Circled),
        _ => (!word).then_some(Script::Chinese),
    }
}

/// Digits of all kinds; 十, 百 and so on are not, since they make amounts.
pub(super) fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '①'..='⑨' => u32::from(c) - u32::from('①') + 1,
        '〇' | '○' | '零' | '洞' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' | '拐' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    u8::try_from(value).ok()
}

fn is_between(c: char) -> bool {
    c.is_whitespace() && c != '\n'
        || is_invisible(c)
        || matches!(c, '-' | '_' | '.' | '·' | '*' | '(' | ')' | '+' | '~' | '‐'..='―' | '−' | '•' | '・')
}

/// Words that lead from one piece of a number to the next when it is told.
const LEADING: [&str; 17] = [
    "然后是",
    "然后",
    "接着是",
    "接着",
    "后面是",
    "后面",
    "后边",
    "后头",
    "中间是",
    "中间",
    "最后是",
    "最后",
    "还有",
    "加上",
    "空格",
    "再是",
    "再",
];
/// Most characters between two pieces with words.
const MOST_TOLD: usize = 8;

/// How far what stands between two groups reaches, and whether words are among it.
fn gap(rest: &[char], first: bool) -> (usize, bool) {
    let marks = |from: usize| rest.iter().skip(from).take(MOST_BETWEEN + 1).take_while(|c| is_between(**c)).count();
    let mut end = marks(0);
    let mut told = false;
    while let Some(length) = leading(rest.get(end..).unwrap_or_default()).filter(|_| !first && end < MOST_TOLD) {
        end += length;
        end += marks(end);
        told = true;
    }
    (end, told)
}

/// The length of a leading word, with the comma before it or the colon behind it.
fn leading(rest: &[char]) -> Option<usize> {
    let comma = usize::from(rest.first().is_some_and(|c| matches!(c, ',' | '，' | '、')));
    let from = rest.get(comma..)?;
    let begins = |word: &&str| word.chars().enumerate().all(|(at, c)| from.get(at) == Some(&c));
    let length = LEADING.iter().find(|word| begins(word))?.chars().count();
    let colon = usize::from(from.get(length).is_some_and(|c| matches!(c, ':' | '：')));
    Some(comma + length + colon)
}

/// What stands behind an amount or a measure.
fn follows_amount(text: &[char], end: usize) -> bool {
    let next = text.get(end + 1).copied().unwrap_or(' ');
    match text.get(end) {
        Some('亿' | '块' | '㎡' | '吨' | '%') => true,
        // 元旦, 万一 and 平时 are words.
        Some('元') => next != '旦',
        Some('万') => next != '一',
        Some('平') => matches!(next, '方' | '米'),
        _ => false,
    }
}

/// Whether a word for a telephone stands shortly before, so that a number without its area code
/// is one too.
fn handed_over(text: &[char], at: usize) -> bool {
    const WORDS: [&str; 11] =
        ["电话", "座机", "固话", "致电", "拨打", "手机", "联系方式", "tel", "phone", "mobile", "call"];
    let before: String = text.get(at.saturating_sub(8)..at).unwrap_or_default().iter().collect();
    let before = before.to_ascii_lowercase();
    WORDS.iter().any(|word| before.contains(word))
}

/// At most `most` digits of one script from `start` on.
fn group(text: &[char], start: usize, most: usize) -> Vec<u8> {
    let script = script_at(text, start);
    let places = (start..).take(most).take_while(|at| script.is_some() && script_at(text, *at) == script);
    places.filter_map(|at| text.get(at).copied().and_then(digit)).collect()
}

impl Run {
    fn at(end: usize) -> Self {
        let (digits, groups, starts, between) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { digits, groups, starts, between, told: false, end }
    }

    /// Takes in the next group; false if there is none or it would be too long.
    fn extend(&mut self, text: &[char]) -> bool {
        let rest = text.get(self.end..).unwrap_or_default();
        let first = self.groups.is_empty();
        let (reach, told) = gap(rest, first);
        let between: Vec<char> = rest.iter().copied().take(reach).filter(|c| is_between(*c)).collect();
        let left = MOST_DIGITS + 1 - self.digits.len();
        let start = self.end + reach;
        let group = group(text, start, left);
        if (reach > MOST_BETWEEN && !told) || group.is_empty() || group.len() >= left {
            return false;
        }
        self.end = start + group.len();
        if let Some(last) = self.groups.last_mut().filter(|_| reach == 0) {
            *last += group.len();
        } else {
            self.groups.push(group.len());
            self.starts.push(start);
        }
        self.digits.extend(group);
        self.told |= told;
        if !first {
            self.between.extend(between);
        }
        true
    }

    fn read(&self, text: &[char], spoken: bool) -> Option<(usize, Kind)> {
        // Told numbers come in pieces; single digits among words are amounts.
        if self.told && !self.is_in_pieces() {
            return None;
        }
        if let Some(end) = self.identity_card(text) {
            return Some((end, Kind::IdCard));
        }
        // A letter that touches the end belongs to something longer.
        if text.get(self.end).is_some_and(char::is_ascii_alphabetic) && self.digits.len() != 11 {
            return None;
        }
        let kind = match () {
            () if self.is_mobile() => Kind::Mobile,
            () if self.is_landline(spoken) => Kind::Landline,
            () if self.is_bank_card() => Kind::BankCard,
            () => return None,
        };
        Some((self.end, kind))
    }

    /// Whether a mobile number in its usual shape begins at a later group: in `1501 138 0013 8000`
    /// the flat must not be taken for a part of the number.
    fn hides_better(&self, text: &[char]) -> bool {
        let usual = |groups: &[usize]| matches!(groups, [11] | [3, 4, 4]);
        let country = matches!(self.digits.as_slice(), [8, 6, ..] | [0, 0, 8, 6, ..]);
        if country || self.groups.len() < 2 || usual(&self.groups) || self.groups.iter().all(|group| *group == 1) {
            return false;
        }
        let mut starts = self.starts.iter().skip(1);
        starts.any(|start| {
            let mut later = Self::at(*start);
            let found = |later: &Self| usual(&later.groups) && later.is_mobile();
            (0..3).any(|_| later.extend(text) && found(&later))
        })
    }

    /// 11 digits from 13 to 19 (MIIT numbering plan), alone or behind 86 or 0086.
    fn is_mobile(&self) -> bool {
        let number = match self.digits.as_slice() {
            [0, 0, 8, 6, rest @ ..] | [8, 6, rest @ ..] if rest.len() == 11 => rest,
            all => all,
        };
        matches!(number, [1, 3..=9, ..])
            && number.len() == 11
            && !self.is_dotted_list()
            && !self.begins_with_date()
            && !self.is_list_of_flats()
    }

    /// Groups of three and more, but for the last.
    fn is_in_pieces(&self) -> bool {
        self.groups.split_last().is_some_and(|(_, firsts)| firsts.iter().all(|group| *group >= 3))
    }

    /// `1502 701 2505` are flats: a floor, then 0 and a door.
    fn is_list_of_flats(&self) -> bool {
        let mut rest = self.digits.as_slice();
        self.groups.len() > 1
            && self.groups.iter().all(|group| {
                let (flat, later) = rest.split_at_checked(*group).unwrap_or((rest, &[]));
                rest = later;
                matches!(flat, [_, 0, _] | [_, _, 0, _])
            })
    }

    /// Prices in a row have points within and spaces between.
    fn is_dotted_list(&self) -> bool {
        self.between.contains(&'.') && self.between.iter().any(|c| *c != '.')
    }

    /// `1985-06-12 301` has eleven digits too.
    fn begins_with_date(&self) -> bool {
        matches!(self.digits.as_slice(), [1, 9, ..]) && matches!(self.groups.as_slice(), [4, 1 | 2, ..])
    }

    /// An area code (010, 02x of eight, or four digits) with seven or eight digits. Without area
    /// code only where a word says so.
    fn is_landline(&self, spoken: bool) -> bool {
        let code = match self.digits.as_slice() {
            [0, 1, 0, ..] | [0, 2, ..] => 3,
            [0, 3..=9, ..] => 4,
            [2..=8, ..] if spoken => 0,
            _ => return false,
        };
        let number = self.digits.get(code..).unwrap_or_default();
        let long = number.len() == 8 || (number.len() == 7 && code != 3);
        let split = self.groups.first().is_some_and(|first| code == 0 || *first == code);
        let shape = split || self.groups.len() == 1 || self.groups.iter().all(|group| *group == 1);
        let shape = shape || (code > 0 && self.is_in_pieces());
        long && shape && matches!(number, [2..=8, ..]) && !self.is_dotted_list() && !self.is_date()
    }

    /// `2026-06-30` and `20260630` after 'telephone' are still dates.
    fn is_date(&self) -> bool {
        matches!(self.digits.as_slice(), [2, 0, 0..=4, _, 0 | 1, _, 0..=3, _])
    }

    /// GB 11643: 17 digits with a date of birth, and the check character, which may be X.
    fn identity_card(&self, text: &[char]) -> Option<usize> {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        const CHECKS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
        let (check, end) = match self.digits.len() {
            17 => (10, self.check_letter(text)?),
            18 => (*self.digits.last()?, self.end),
            _ => return None,
        };
        let weighted = WEIGHTS.iter().zip(&self.digits).map(|(weight, digit)| weight * u32::from(*digit));
        let remainder = usize::try_from(weighted.sum::<u32>() % 11).ok()?;
        (CHECKS.get(remainder) == Some(&check) && self.has_birthday()).then_some(end)
    }

    /// The end of an X behind the run, with at most the usual separators before it.
    fn check_letter(&self, text: &[char]) -> Option<usize> {
        let rest = text.get(self.end..)?;
        let (between, _) = gap(rest, false);
        let letter = rest.get(between).filter(|c| matches!(c, 'x' | 'X' | '×' | 'Χ' | 'Х'));
        letter.map(|_| self.end + between + 1)
    }

    fn has_birthday(&self) -> bool {
        let century = matches!(self.digits.get(6..8), Some([1, 8 | 9] | [2, 0]));
        let number = |from: usize| match self.digits.get(from..from + 2) {
            Some([tens, ones]) => tens * 10 + ones,
            _ => 0,
        };
        century && (1..=12).contains(&number(10)) && (1..=31).contains(&number(12))
    }

    /// 16 to 19 digits from 3 to 9 with a right check digit (Luhn), solid or in groups of four.
    fn is_bank_card(&self) -> bool {
        let solid = self.groups.len() == 1 || self.groups.iter().all(|group| *group == 1);
        let fours = self.groups.split_last().is_some_and(|(_, firsts)| firsts.iter().all(|group| *group == 4));
        let six = self.groups.first() == Some(&6) && self.groups.len() == 2;
        let length = (16..=19).contains(&self.digits.len());
        // Other pieces are common among measures: only the numbers of UnionPay count then.
        let pieces = self.digits.starts_with(&[6, 2]) && self.is_in_pieces();
        length && (solid || fours || six || pieces) && matches!(self.digits.first(), Some(3..=9)) && self.is_luhn()
    }

    fn is_luhn(&self) -> bool {
        let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
        let value = |(at, digit): (usize, &u8)| u32::from(if at % 2 == 1 { doubled(*digit) } else { *digit });
        self.digits.iter().rev().enumerate().map(value).sum::<u32>() % 10 == 0
    }
}
