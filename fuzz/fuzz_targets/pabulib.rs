//! Any bytes are a `.pb` file or a fault; what is read and can be written is read the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use linli::domain::files::pabulib::{File, read, write};
use linli_fuzz::{are_told, is_told};

fuzz_target!(|bytes: &[u8]| {
    match read(bytes) {
        Err(fault) => is_told(bytes, &fault),
        Ok(file) => {
            are_told(bytes, &file.warnings);
            let Some(text) = write(&file) else { return };
            let again = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?} in\n{text}"));
            let plain = |file: File| File { warnings: Vec::new(), ..file };
            // What META did not say is said when it is written.
            assert_eq!(again.meta.get(..file.meta.len()), Some(&file.meta[..]));
            assert_eq!(plain(File { meta: file.meta.clone(), ..again }), plain(file), "{text}");
        }
    }
});
