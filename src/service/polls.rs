//! Polls: setting up, opening, cancelling, results.
