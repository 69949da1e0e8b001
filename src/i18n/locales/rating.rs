//! Ratings and defects.
