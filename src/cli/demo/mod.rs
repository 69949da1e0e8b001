//! `linli demo`: an instance filled with communities at every stage.
//!
//! For: [`run`].
//! Must not know: rules; every figure goes through the stores and services that real ones do.
//! To add: words go into `words/*.tsv`, what happens with them into the plan of their subject.

mod dice;
mod judged;
mod people;
mod plan;
mod renovation;
mod replies;
mod roll;
mod scene;
mod timeline;
mod voices;
mod votes;
mod words;
