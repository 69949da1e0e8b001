//! Any bytes are answers or a fault, and a roll or a fault; answers are written and read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linli::domain::files::rows::{answers, roll, write_answers};
use linli_fuzz::{are_told, is_told};

fuzz_target!(|bytes: &[u8]| {
    match answers(bytes) {
        Err(fault) => is_told(bytes, &fault),
        Ok(found) => {
            are_told(bytes, &found.warnings);
            let text = write_answers(&found);
            let again = answers(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?} in\n{text}"));
            assert_eq!((again.rows, again.warnings), (found.rows, vec![]), "{text}");
        }
    }
    match roll(bytes) {
        Err(fault) => is_told(bytes, &fault),
        Ok(found) => are_told(bytes, &found.warnings),
    }
});
