//! What residents said.
