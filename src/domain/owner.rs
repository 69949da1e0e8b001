//! The owner of a flat, seen in person.
//!
//! For: which kind of paper was shown at the desk; after a sale, what is the present owner's.
//! Must not know: the paper itself. Nothing of it is kept: no number, no picture, no name.
//! To add: a kind of paper is a word.

use crate::domain::moment::Moment;

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

/// Whether what came at this moment is of those who have the flat now, if it was sold.
pub fn is_theirs(sold: Option<Moment>, at: Moment) -> bool {
    sold.is_none_or(|sold| at > sold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_until_a_sale_is_the_sellers() {
        assert!(is_theirs(None, Moment(5)));
        assert!(!is_theirs(Some(Moment(5)), Moment(5)));
        assert!(is_theirs(Some(Moment(5)), Moment(6)));
    }
}
