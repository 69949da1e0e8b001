//! Logins and passwords of staff.
//!
//! For: the form of a login, and which passwords are refused (OWASP ASVS 5.0 §6.2: length, a
//! list of common ones, nothing of the account's own; no composition rules).
//! Must not know: hashes, accounts, tries.
//! To add: a common word or piece is a line of `staff_common.txt`, in small letters; `staff_leaked.txt`
//! holds the most used passwords of the length that is asked for, with where they are from.

use crate::domain::problem::Problem;
use crate::domain::text::{bounded, characters, half_width, required};

/// Fewest characters of a password.
pub const LEAST_PASSWORD: u32 = 12;
/// Most characters of a password: more only costs time.
pub const MOST_PASSWORD: u32 = 200;
/// Most characters of a login.
pub const MOST_LOGIN: u32 = 40;
/// Most characters of a name.
pub const MOST_NAME: u32 = 60;
/// Longest piece whose mere repetition is refused.
const REPEATED: usize = 6;

const COMMON: &str = include_str!("staff_common.txt");
const LEAKED: &str = include_str!("staff_leaked.txt");

/// What is refused; lines that begin with `#` are about the list.
fn refused() -> impl Iterator<Item = &'static str> {
    COMMON.lines().chain(LEAKED.lines()).filter(|line| !line.starts_with('#'))
}

/// A login as it is stored and compared: half-width, small letters, no spaces around it.
pub fn fold_login(raw: &str) -> String {
    raw.trim().chars().map(half_width).flat_map(char::to_lowercase).take(200).collect()
}

/// The login of a new account: 2 to 40 of `a-z`, `0-9`, `.`, `_`, `-`, `@`.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::TooLong`], [`Problem::UnknownLetters`].
pub fn login(raw: &str) -> Result<String, Problem> {
    let login = required(&fold_login(raw), MOST_LOGIN)?;
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '@');
    if login.chars().all(allowed) && characters(&login) >= 2 { Ok(login) } else { Err(Problem::UnknownLetters) }
}

/// The name or duty that colleagues see.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::TooLong`].
pub fn name(raw: &str) -> Result<String, Problem> {
    required(raw, MOST_NAME)
}

/// Whether a password may be set for `login`.
///
/// # Errors
/// [`Problem::Missing`], [`Problem::TooLong`], [`Problem::PasswordShort`],
/// [`Problem::PasswordHoldsLogin`], [`Problem::PasswordCommon`].
pub fn password(login: &str, password: &str) -> Result<(), Problem> {
    if password.is_empty() {
        return Err(Problem::Missing);
    }
    bounded(password, MOST_PASSWORD)?;
    let folded: String = password.chars().map(half_width).flat_map(char::to_lowercase).collect();
    let own = characters(login) >= 3 && folded.contains(&fold_login(login));
    if own {
        return Err(Problem::PasswordHoldsLogin);
    }
    if characters(password) < LEAST_PASSWORD {
        return Err(Problem::PasswordShort { least: LEAST_PASSWORD });
    }
    if is_common(&folded) { Err(Problem::PasswordCommon) } else { Ok(()) }
}

/// On the list, also with figures or marks around it or written several times; or one short
/// piece repeated.
fn is_common(folded: &str) -> bool {
    let filler = |c: char| !c.is_alphabetic();
    let core = folded.trim_matches(filler);
    let figures: String = folded.chars().filter(char::is_ascii_digit).collect();
    let listed = |text: &str| refused().any(|line| repeats(text, line));
    listed(folded)
        || (!core.is_empty() && listed(core))
        || (core.is_empty() && listed(&figures))
        || repeats_itself(folded)
}

/// Whether `text` is `piece` written one or more times.
fn repeats(text: &str, piece: &str) -> bool {
    !piece.is_empty() && !text.is_empty() && text.split(piece).all(str::is_empty)
}

fn repeats_itself(text: &str) -> bool {
    let lengths = text.char_indices().map(|(at, _)| at).skip(1).take(REPEATED);
    lengths.filter_map(|at| text.get(..at)).any(|piece| repeats(text, piece))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_judged_by_length_and_a_list_not_by_its_letters() {
        for good in
            ["三单元门口有两棵桂花树啊", "correct horse battery staple", "xiaomao shuijue zai wuding", "kqzvmtwplxrd"]
        {
            assert_eq!(password("wang", good), Ok(()), "{good}");
        }
        for bad in ["short", "12345678901"] {
            assert_eq!(password("wang", bad), Err(Problem::PasswordShort { least: LEAST_PASSWORD }), "{bad}");
        }
        for bad in [
            "123456789012",
            "password1234",
            "!!Password!!2026",
            "woaini5201314",
            "mimamimamima",
            "111111111111",
            "abcabcabcabc",
            "ＰＡＳＳＷＯＲＤ１２３４",
            "jiangxi20261122",
            "qwertyuiop12",
            "1qaz2wsx3edc",
            "Unbelievable!",
            "zxcasdqwe123",
        ] {
            assert_eq!(password("wang", bad), Err(Problem::PasswordCommon), "{bad}");
        }
        assert_eq!(password("wang", ""), Err(Problem::Missing));
        assert!(matches!(password("w", &"好".repeat(201)), Err(Problem::TooLong { .. })));
    }

    #[test]
    fn a_password_does_not_hold_the_login() {
        assert_eq!(password("li.fang", "my name is Li.Fang ok"), Err(Problem::PasswordHoldsLogin));
        assert_eq!(password("13800138000", "dianhua13800138000"), Err(Problem::PasswordHoldsLogin));
    }

    #[test]
    fn a_login_is_the_same_however_it_is_typed() {
        assert_eq!(login(" Li.Fang "), Ok("li.fang".to_owned()));
        assert_eq!(login("ｗａｎｇ１"), Ok("wang1".to_owned()));
        for bad in ["a", "王芳", "a b", "a/b"] {
            assert_eq!(login(bad), Err(Problem::UnknownLetters), "{bad}");
        }
        assert_eq!(login(" "), Err(Problem::Missing));
    }

    #[test]
    fn the_lists_are_in_small_letters_and_hold_three_thousand_that_are_long_enough() {
        assert!(COMMON.lines().count() >= 200);
        assert!(refused().all(|line| line == line.to_lowercase() && !line.trim().is_empty()));
        let long: std::collections::HashSet<_> = refused().filter(|line| characters(line) >= LEAST_PASSWORD).collect();
        assert!(long.len() >= 3_000, "{}", long.len());
        let some = LEAKED.lines().filter(|line| !line.starts_with('#')).step_by(40);
        for line in some {
            assert_eq!(password("", line), Err(Problem::PasswordCommon), "{line}");
        }
    }
}
