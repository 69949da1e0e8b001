//! Roll-ups for regions and officials.
