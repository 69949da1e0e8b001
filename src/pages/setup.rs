//! Staff make a community: roll, works, phases, poll.
