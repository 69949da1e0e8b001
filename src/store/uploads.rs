//! Photos and recordings: what is known of them.
