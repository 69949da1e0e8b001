//! A community's home.
