//! The codes by which a household is known.
//!
//! For: the 80 bits of the letter's QR (60 on paper printed before), the digits for typing (8, or 9 on an owner's letter), what a
//! code is for, how many wrong tries are borne, and how far ahead a code may end.
//! Must not know: randomness (it is an argument), hashes, or whose code it is.
//! To add: a form of code is a type with `parse`, `format` and its bits stated.

use crate::domain::calendar::{local, start_of_day};
use crate::domain::moment::{DAY, Moment};
use crate::domain::problem::Problem;
use crate::domain::text::half_width;

crate::words! {
    /// What a code is for. A flat may hold one of each.
    Purpose {
        /// Everything that a household does.
        Household = "household",
        /// The same and voting as owner, both once the owner was seen in person.
        Owner = "owner",
    }
}

crate::words! {
    /// In which language a letter speaks.
    Tongue {
        /// Chinese with a line of English.
        Both = "both",
        /// Chinese alone.
        Zh = "zh",
        /// English alone.
        En = "en",
    }
}

/// Wrong tries a household's code bears in its life before only QR and desk work.
pub const WRONG_PER_HOUSEHOLD: u32 = 5;
/// Wrong tries a day from one network address.
pub const WRONG_PER_ADDRESS_DAY: u32 = 20;
/// Wrong tries a day at the rooms of one building, from everywhere, until each network has few.
pub const WRONG_PER_BUILDING_DAY: u32 = 40;
/// Wrong tries a day that one network then still has at that building: slower, but whoever lives
/// there and sits elsewhere than the guesser is not shut out.
pub const WRONG_WHEN_BUILDING_TRIED: u32 = 2;
/// Wrong tries a day in the whole installation.
pub const WRONG_PER_INSTANCE_DAY: u32 = 250;

/// Longest time for which codes hold, and so the furthest end of a poll that asks for them.
const LONGEST: i64 = 730 * DAY;

/// The last end (exclusive) that codes made at `now`, or a poll, may have.
pub fn latest_end(now: Moment) -> Moment {
    start_of_day(local(now.plus(LONGEST)).0)
}

/// Number of different digit codes of households.
pub const DIGIT_CODES: u32 = 100_000_000;
/// Number of different digit codes of owners: one digit more tells which code of a flat is meant, so
/// that a try never meets two codes.
pub const OWNER_CODES: u32 = 1_000_000_000;

/// Hits that a guesser of digits can expect in a year if every try that is borne is used.
///
/// Each try names one building and room and so meets one code of 10^8 (of 10^9 with nine digits). At
/// [`WRONG_PER_INSTANCE_DAY`] this is 250 × 365 / 10^8 = 0.0009, below the bound of 0.001.
pub fn expected_hits_a_year(instance_per_day: u32) -> f64 {
    f64::from(instance_per_day) * 365.0 / f64::from(DIGIT_CODES)
}

/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a token.
const TOKEN_LENGTH: usize = 16;
/// Characters of a token that was printed before tokens had 80 bits.
const EARLIER_LENGTH: usize = 12;
const TOKEN_BITS: u32 = 80;
const EARLIER_BITS: u32 = 60;

/// The secret of a letter's QR: 80 bits, so that tries at it need no bound. At 1,000 tries a second and
/// 2.3 million codes in force, 1,000 × 31,536,000 × 2,300,000 / 2^80 = 0.00000006 hits are expected a
/// year. Tokens of 60 bits printed before still count. Not shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token {
    bits: u128,
    width: u32,
}

impl Token {
    /// A token of the lower 80 of random bits.
    pub const fn from_bits(bits: u128) -> Self {
        Self { bits: bits & ((1 << TOKEN_BITS) - 1), width: TOKEN_BITS }
    }

    /// Sixteen characters without separators (twelve of an earlier one): the form that is hashed and
    /// stands in the QR.
    pub fn plain(self) -> String {
        (0..self.width).step_by(5).rev().filter_map(|shift| self.digit(shift)).collect()
    }

    /// Groups of four for reading: `ABCD-EFGH-JKMN-PQRS`.
    pub fn format(self) -> String {
        in_groups(&self.plain(), 4, '-')
    }

    fn digit(self, shift: u32) -> Option<char> {
        let at = usize::try_from((self.bits >> shift) & 31).ok()?;
        ALPHABET.get(at).copied().map(char::from)
    }
}

/// Reads a token in any case and width, with spaces and dashes, O for 0, I and L for 1.
///
/// # Errors
/// [`Problem::CodeIncomplete`] if empty, [`Problem::CodeWrong`] for anything else.
pub fn parse_token(text: &str) -> Result<Token, Problem> {
    let characters = bare(text);
    if characters.is_empty() {
        return Err(Problem::CodeIncomplete);
    }
    let width = match characters.len() {
        TOKEN_LENGTH => TOKEN_BITS,
        EARLIER_LENGTH => EARLIER_BITS,
        _ => return Err(Problem::CodeWrong),
    };
    let push = |bits: u128, c: &char| Some((bits << 5) | value(*c)?);
    characters.iter().try_fold(0_u128, push).map(|bits| Token { bits, width }).ok_or(Problem::CodeWrong)
}

fn value(c: char) -> Option<u128> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let at = ALPHABET.iter().position(|letter| char::from(*letter) == c)?;
    u128::try_from(at).ok()
}

/// The digits for typing: eight, or nine of an owner's code. They count only together with building
/// and room. Not shown by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    number: u32,
    purpose: Purpose,
}

impl Digits {
    /// Digits of a random number, taken modulo 10^8. To be even, the number should itself be
    /// drawn below 10^8.
    pub const fn from_number(number: u32) -> Self {
        Self { number: number % DIGIT_CODES, purpose: Purpose::Household }
    }

    /// The same for a purpose; an owner's are taken modulo 10^9.
    pub const fn of(purpose: Purpose, number: u32) -> Self {
        match purpose {
            Purpose::Household => Self::from_number(number),
            Purpose::Owner => Self { number: number % OWNER_CODES, purpose },
        }
    }

    /// What the code is for, told by how many digits it has.
    pub const fn purpose(self) -> Purpose {
        self.purpose
    }

    /// The digits without separators: the form that is hashed.
    pub fn plain(self) -> String {
        match self.purpose {
            Purpose::Household => format!("{:08}", self.number),
            Purpose::Owner => format!("{:09}", self.number),
        }
    }

    /// Groups for reading: `0123 4567`, `012 345 678`.
    pub fn format(self) -> String {
        let each = if self.purpose == Purpose::Owner { 3 } else { 4 };
        in_groups(&self.plain(), each, ' ')
    }
}

/// Reads eight or nine digits in any width, with spaces and dashes, also where they were taken for
/// letters or written in Chinese.
///
/// # Errors
/// [`Problem::CodeIncomplete`] if empty, [`Problem::CodeLetters`] for anything but digits,
/// [`Problem::CodeLength`] if there are neither eight nor nine.
pub fn parse_digits(text: &str) -> Result<Digits, Problem> {
    let characters = bare(text);
    if characters.is_empty() {
        return Err(Problem::CodeIncomplete);
    }
    let read: Option<Vec<u32>> = characters.iter().map(|c| meant(*c)).collect();
    let read = read.ok_or(Problem::CodeLetters)?;
    let purpose = match read.len() {
        8 => Purpose::Household,
        9 => Purpose::Owner,
        _ => return Err(Problem::CodeLength),
    };
    let push = |number: u32, digit: &u32| number.checked_mul(10)?.checked_add(*digit);
    read.iter().try_fold(0, push).map(|number| Digits { number, purpose }).ok_or(Problem::CodeLength)
}

/// The digit that a sign stands for: some read 1 as a letter, some write as they speak.
fn meant(c: char) -> Option<u32> {
    Some(match c {
        'l' | 'L' | 'i' | 'I' | '|' | '一' => 1,
        'o' | 'O' | '〇' | '○' | '零' => 0,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        c => return c.to_digit(10),
    })
}

/// Characters without separators, at most one more than any code has.
fn bare(text: &str) -> Vec<char> {
    let dash = |c: char| matches!(c, '-' | '_' | '.' | '·' | '‐'..='―' | '−');
    let kept = text.chars().map(half_width).filter(|c| !c.is_whitespace() && !dash(*c));
    kept.take(TOKEN_LENGTH + 1).collect()
}

fn in_groups(plain: &str, each: usize, between: char) -> String {
    let mut text = String::with_capacity(plain.len() + 3);
    for (at, c) in plain.char_indices() {
        if at > 0 && at.is_multiple_of(each) {
            text.push(between);
        }
        text.push(c);
    }
    text
}

impl core::fmt::Debug for Token {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl core::fmt::Debug for Digits {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Digits(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_is_read_however_it_was_copied() {
        let token = parse_token("0123-4567-89AB-CDEF").unwrap();
        for text in
            ["0123456789abcdef", " oi23 4567 89AB cdef", "OL23_4567_89ab_CDEF", "０１２３—４５６７—８９ＡＢ—ＣＤＥＦ"]
        {
            assert_eq!(parse_token(text), Ok(token), "{text}");
        }
        assert_eq!(token.format(), "0123-4567-89AB-CDEF");
        for bad in ["0123-4567-89AB-CDE", "0123-4567-89AB-CDEFG", "0123-4567-89AB-CDEU", "0123-4567-89A栋"] {
            assert_eq!(parse_token(bad), Err(Problem::CodeWrong), "{bad}");
        }
        assert_eq!(parse_token(" - "), Err(Problem::CodeIncomplete));
    }

    #[test]
    fn a_token_of_twelve_characters_that_was_printed_before_still_reads() {
        let token = parse_token("0123-4567-89AB").unwrap();
        assert_eq!((token.plain().as_str(), token.format().as_str()), ("0123456789AB", "0123-4567-89AB"));
        assert_eq!(parse_token(" oi23 4567 89ab"), Ok(token));
        assert_ne!(parse_token("0000-0123-4567-89AB"), Ok(token), "the same bits are another token");
        for bad in ["0123-4567-89A", "0123-4567-89ABC", "0123-4567-89AU"] {
            assert_eq!(parse_token(bad), Err(Problem::CodeWrong), "{bad}");
        }
    }

    #[test]
    fn digits_are_read_however_they_were_typed() {
        let digits = Digits::from_number(1_234_567);
        for text in ["01234567", "0123 4567", "0123-4567", "０１２３　４５６７"] {
            assert_eq!(parse_digits(text), Ok(digits), "{text}");
        }
        assert_eq!(digits.format(), "0123 4567");
        assert_eq!(Digits::from_number(DIGIT_CODES + 7).plain(), "00000007");
        for text in ["ol234567", "OI23 4567", "〇一二三四五六七", "零1二3４5六7"] {
            assert_eq!(parse_digits(text), Ok(digits), "{text}");
        }
        for bad in ["1234567a", "2-502室", "1234五十67"] {
            assert_eq!(parse_digits(bad), Err(Problem::CodeLetters), "{bad}");
        }
        for short in ["1234567", "1234567890", "1"] {
            assert_eq!(parse_digits(short), Err(Problem::CodeLength), "{short}");
        }
        assert_eq!(parse_digits(""), Err(Problem::CodeIncomplete));
        let owner = Digits::of(Purpose::Owner, 1_234_567);
        assert_eq!((owner.format().as_str(), parse_digits("001 234 567")), ("001 234 567", Ok(owner)));
        assert_ne!(owner, digits, "the same number is another code");
    }

    #[test]
    fn a_year_of_guessing_hits_less_than_a_thousandth_of_a_code() {
        let hits = expected_hits_a_year(WRONG_PER_INSTANCE_DAY);
        assert!(hits < 0.001 && hits > 0.000_9, "{hits}");
    }

    #[test]
    fn a_code_does_not_slip_into_a_log() {
        let text = format!("{:?} {:?}", Token::from_bits(7), Digits::from_number(7));
        assert_eq!(text, "Token(…) Digits(…)");
    }

    proptest! {
        #[test]
        fn all_eighty_bits_and_all_eight_digits_read_back(bits: u128, number in 0..DIGIT_CODES) {
            let token = Token::from_bits(bits);
            prop_assert_eq!(parse_token(&token.format()), Ok(token));
            prop_assert_eq!(parse_token(&token.plain()), Ok(token));
            prop_assert_eq!(u64::try_from(token.plain().len()), Ok(16));
            let digits = Digits::from_number(number);
            prop_assert_eq!(parse_digits(&digits.format()), Ok(digits));
        }

        #[test]
        fn different_bits_are_different_tokens(a in 0u128..1 << 80, b in 0u128..1 << 80) {
            prop_assert_eq!(a == b, Token::from_bits(a).plain() == Token::from_bits(b).plain());
        }
    }
}
