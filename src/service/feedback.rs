//! Feedback: say it, support it, come back to it, withdraw it.
