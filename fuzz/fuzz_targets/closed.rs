//! Any bytes are a closed poll or a fault; what is read and can be written is read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linli::domain::files::closed::{File, read, write};
use linli_fuzz::{are_told, is_told};

fuzz_target!(|bytes: &[u8]| {
    match read(bytes) {
        Err(fault) => is_told(bytes, &fault),
        Ok(file) => {
            are_told(bytes, &file.warnings);
            let Some(text) = write(&file) else { return };
            let again = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?} in\n{text}"));
            let plain = |file: File| File { warnings: Vec::new(), ..file };
            assert_eq!(plain(again), plain(file), "{text}");
        }
    }
});
