//! Paper slips waiting for a second person.
