//! The owner of a flat, seen in person.
//!
//! For: which kind of paper was shown at the desk.
//! Must not know: the paper itself. Nothing of it is kept: no number, no picture, no name.
//! To add: a kind of paper is a word.

crate::words! {
    /// What the owner showed.
    Paper {
        /// Certificate of the real-estate register (不动产权证).
        Certificate = "certificate",
        /// Contract of sale, of a buyer who is not registered yet.
        Contract = "contract",
        /// Court or inheritance document.
        Court = "court",
    }
}
