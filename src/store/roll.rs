//! Buildings and households.
