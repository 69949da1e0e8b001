//! Staff accounts and the instance.
