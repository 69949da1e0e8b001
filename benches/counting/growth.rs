//! Placeholder until written.
pub fn measure() {}
