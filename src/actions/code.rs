//! The door of the household's code.
