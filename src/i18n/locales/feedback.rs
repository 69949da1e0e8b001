//! Feedback.
