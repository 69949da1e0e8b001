//! Signing in, accounts, the instance.
