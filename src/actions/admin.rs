//! Doors of staff accounts and the instance.
