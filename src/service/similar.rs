//! Feedback that says the same.
