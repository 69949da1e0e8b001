//! Vote: choose, receipt, look or replace.
