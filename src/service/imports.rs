//! Regions and programmes from files.
