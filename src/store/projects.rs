//! Projects, their stages, phases and funding lines.
