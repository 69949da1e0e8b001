-- Why: the log is searched by who, what, where, result and address, and grows for a year; a search for
-- something rare read all of it. The newest first is the order of every search, so each index ends
-- with the serial.

CREATE INDEX audit_staff ON audit (staff_id, serial);
CREATE INDEX audit_address ON audit (address, serial);
CREATE INDEX audit_refused ON audit (serial) WHERE result = 'refused';
CREATE INDEX audit_community ON audit (community_id, serial);
CREATE INDEX audit_verb ON audit (verb, serial);

-- What waits for a decision is counted on each look at the desk and the office; what is decided stays.
CREATE INDEX roll_request_due ON roll_request (due_at) WHERE state = 'waiting';
