//! Official answers to feedback.
