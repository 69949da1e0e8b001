//! Faults: opened, fixed, confirmed.
