//! Doors of feedback.
