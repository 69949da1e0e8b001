-- Why: a resident who wants to be told of an answer shows a phone number and nothing else. The number
-- is sealed with a key outside the database and found again by a keyed hash; what is sent waits
-- sealed until the gateway took it; what somebody agreed to is kept with the version of the words.

CREATE TABLE phone (
  id BLOB PRIMARY KEY,
  number_hash BLOB NOT NULL UNIQUE,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_key ON phone (key_id);

-- Six figures on their way to a phone.
CREATE TABLE phone_code (
  id BLOB PRIMARY KEY,
  number_hash BLOB NOT NULL,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  figures_hash BLOB NOT NULL,
  version TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_code_number ON phone_code (number_hash);

-- A message: its body is sealed, and taken away as soon as it was sent.
CREATE TABLE message (
  id BLOB PRIMARY KEY,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX message_due ON message (sent_at, next_at);

CREATE TABLE consent (
  id BLOB PRIMARY KEY,
  phone_id BLOB NOT NULL,
  version TEXT NOT NULL,
  at INTEGER NOT NULL,
  withdrawn_at INTEGER
) STRICT;
CREATE INDEX consent_phone ON consent (phone_id);

-- Who is told when a feedback is answered.
CREATE TABLE follow (
  feedback_id BLOB NOT NULL REFERENCES feedback (id),
  phone_id BLOB NOT NULL REFERENCES phone (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (feedback_id, phone_id)
) STRICT;
CREATE INDEX follow_phone ON follow (phone_id);

ALTER TABLE session ADD COLUMN phone_id BLOB REFERENCES phone (id);
CREATE INDEX session_phone ON session (phone_id);
