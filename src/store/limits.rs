//! How often a key was used within a window.
