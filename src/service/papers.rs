//! Paper slips: typed by one, confirmed by another.
