//! The committee desk.
