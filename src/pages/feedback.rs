//! Give feedback: tiles, the same by others, receipt, the thread of one.
