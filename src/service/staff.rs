//! Staff accounts: sign in, passwords, slips, grants.
