//! Doors of setting a community up.
