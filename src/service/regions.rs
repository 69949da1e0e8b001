//! Regions: the tree and what lies in it.
