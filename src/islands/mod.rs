//! The few interactive parts.
