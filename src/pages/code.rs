//! The household's code: digits with building and room.
