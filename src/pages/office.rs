//! Officials: what needs me, one community on one page.
