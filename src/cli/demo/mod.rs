//! `linli demo`: an instance filled with a whole province's worth of stages.
//!
//! For: [`run`].
//! Must not know: rules; every figure goes through the stores and services that real ones do.
//! To add: words go into `words/*.tsv`, what happens with them into the plan of their subject.

mod dice;
mod scene;
mod words;
