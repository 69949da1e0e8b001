//! The office and the pages of regions.
