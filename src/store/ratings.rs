//! Households' judgement of finished works.
