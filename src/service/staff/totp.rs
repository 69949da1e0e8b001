//! Six digits that an app shows for half a minute (RFC 6238).
//!
//! For: [`check`] what was typed, [`address`] for the app's camera, [`grouped`] for typing.
//! Must not know: whose secret it is, what was taken before.
//! To add: nothing; apps know SHA-1, six digits and 30 seconds, whatever the address says.

use crate::domain::moment::Moment;
use crate::domain::text::half_width;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret, as RFC 4226 recommends.
pub const BYTES: usize = 20;
/// Who the app says it is for.
const ISSUER: &str = "Linli";

fn made(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(secret).with_skew(1).with_step_duration(30).build().ok()
}

/// The half minute whose digits these are: the present one, the one before or the one after.
pub fn check(secret: &[u8], typed: &str, now: Moment) -> Option<i64> {
    let seconds = u64::try_from(now.0).ok()? / 1_000;
    made(secret)?.check(typed, seconds).and_then(|step| i64::try_from(step).ok())
}

/// The digits of a moment, for tests and the demo.
pub fn digits(secret: &[u8], now: Moment) -> Option<String> {
    let seconds = u64::try_from(now.0).ok()? / 1_000;
    Some(made(secret)?.generate(seconds).to_string())
}

/// Six digits as typed, without spaces, in any width; none if it is something else.
pub fn six(typed: &str) -> Option<String> {
    let bare: String = typed.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != '-').collect();
    (bare.len() == 6 && bare.bytes().all(|b| b.is_ascii_digit())).then_some(bare)
}

fn base32(secret: &[u8]) -> String {
    Secret::from(secret).to_base32().trim_end_matches('=').to_owned()
}

/// The secret in groups of four, for an app without a camera.
pub fn grouped(secret: &[u8]) -> String {
    let letters: Vec<char> = base32(secret).chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What the app's camera reads. A login has only letters that need no encoding here but `@`.
pub fn address(secret: &[u8], login: &str) -> String {
    let login = login.replace('@', "%40");
    format!("otpauth://totp/{ISSUER}:{login}?secret={}&issuer={ISSUER}", base32(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";
    /// RFC 6238, appendix B, SHA-1: seconds and the last six of eight digits.
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn digits_are_those_of_rfc_6238() {
        for (seconds, expected) in VECTORS {
            let at = Moment(seconds * 1_000);
            assert_eq!(digits(SECRET, at).unwrap(), expected);
            assert_eq!(check(SECRET, expected, at), Some(seconds / 30));
        }
    }

    #[test]
    fn digits_hold_one_step_before_and_after_and_no_longer() {
        let (at, typed) = (1_111_111_111, "050471");
        let steps = |seconds: i64| check(SECRET, typed, Moment(seconds * 1_000));
        assert_eq!(steps(at - 30), Some(at / 30));
        assert_eq!(steps(at + 30), Some(at / 30));
        assert_eq!((steps(at - 60), steps(at + 60)), (None, None));
        assert_eq!(check(SECRET, "50471", Moment(at * 1_000)), None);
        assert_eq!(check(SECRET, "+50471", Moment(at * 1_000)), None);
    }

    #[test]
    fn digits_are_read_in_any_width_and_with_spaces() {
        assert_eq!(six(" 287 082").unwrap(), "287082");
        assert_eq!(six("２８７０８２").unwrap(), "287082");
        assert_eq!((six("28708"), six("28708a"), six("")), (None, None, None));
    }

    #[test]
    fn the_secret_is_shown_in_groups_and_as_an_address() {
        assert_eq!(grouped(SECRET), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            address(SECRET, "wang@a"),
            "otpauth://totp/Linli:wang%40a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Linli"
        );
    }
}
