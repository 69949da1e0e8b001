//! Doors of ratings and defects.
