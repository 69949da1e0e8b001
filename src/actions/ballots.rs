//! Doors of ballots.
