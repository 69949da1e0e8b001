//! Polls, their options and their roll.
