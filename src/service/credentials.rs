//! Household codes: making, showing, revoking.
