//! Rate finished works.
