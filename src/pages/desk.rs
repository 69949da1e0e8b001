//! The committee desk: queue, paper, log.
