//! Household codes, as keyed hashes.
