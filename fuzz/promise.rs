//! What holds for every file, whatever is in it.
//!
//! For: the targets.
//! Must not know: any format.
//! To add: a promise that every reader gives is a check here.

use linli::domain::files::{Fault, text};

/// A fault says a short piece of the file and a place that is in the file.
pub fn is_told(bytes: &[u8], fault: &Fault) {
    assert!(fault.text.chars().count() <= 80, "{fault:?}");
    let lossy = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text::lines(&lossy).map(|(_, line)| line).collect();
    assert!(fault.line <= lines.len(), "{fault:?}");
    let Some(line) = fault.line.checked_sub(1).and_then(|line| lines.get(line)) else {
        assert_eq!(fault.column, 0, "{fault:?}");
        return;
    };
    // Bytes that are no text are fewer or more characters than were read.
    let is_text = std::str::from_utf8(bytes).is_ok();
    assert!(!is_text || fault.column <= line.chars().count() + 1, "{fault:?} in {line:?}");
}

/// A result and its warnings.
pub fn are_told<'f>(bytes: &[u8], warnings: impl IntoIterator<Item = &'f Fault>) {
    for (count, fault) in warnings.into_iter().enumerate() {
        assert!(count <= 100);
        is_told(bytes, fault);
    }
}
