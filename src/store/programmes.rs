//! A region's plan for a year, as published.
