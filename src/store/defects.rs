//! Faults during or after the works.
