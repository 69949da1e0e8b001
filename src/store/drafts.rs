//! Half-filled forms, kept for a day.
