//! Doors of the committee desk.
