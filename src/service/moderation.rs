//! Publish, hide by rule, undo.
