//! Ballots: every one ever cast, and the one in force.
