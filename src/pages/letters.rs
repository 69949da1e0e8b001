//! Letters with the household's code, for paper.
