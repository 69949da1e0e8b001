//! Projects: stage, phases, works, funding.
