//! What moderators did.
