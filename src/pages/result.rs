//! A poll's page and its result.
