//! Province, city, county, street, neighbourhood.
