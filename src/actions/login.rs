//! Doors of signing in and out.
