//! Works of a project.
