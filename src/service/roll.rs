//! The roll: import and figures.
