//! Photos and recordings: checked, re-encoded, kept.
