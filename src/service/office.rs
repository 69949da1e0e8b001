//! What needs an official, and one community on one page.
