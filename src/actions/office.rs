//! Doors of officials.
