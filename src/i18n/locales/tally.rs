//! What `linli tally` says.
