//! How it works.
