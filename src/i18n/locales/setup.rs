//! Setting a community up; letters.
