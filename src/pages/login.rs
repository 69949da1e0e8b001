//! Sign in, set a password by slip.
