//! Polls, ballots, results, codes.
