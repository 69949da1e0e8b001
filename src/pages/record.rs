//! The record and receipts.
