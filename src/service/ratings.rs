//! Ratings of finished works.
