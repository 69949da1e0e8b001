//! 'My entry is wrong': what a household can say of its entry on the roll, and by when it is decided.
//!
//! For: [`Wants`], [`DECIDED`].
//! Must not know: the entry; who decides.
//! To add: a kind is a word here and its words in `i18n::locales::households`.

use crate::domain::calendar::Term;

crate::words! {
    /// What is wrong.
    Wants {
        /// The area.
        Area = "area",
        /// The owner's name, or the flat was sold.
        Owner = "owner",
        /// Who lives there: owner, tenant.
        Relation = "relation",
        /// Building, entrance, room or floor.
        Room = "room",
        /// Something else.
        Other = "other",
    }
}

/// Time to decide a request.
pub const DECIDED: Term = Term::WorkingDays(10);
