-- Why: a resident who wants to be told of an answer shows a phone number and nothing else. The number
-- is sealed with a key outside the database and found again by a keyed hash; what is sent waits
-- sealed until the gateway took it; what somebody agreed to is kept with the version of the words.

CREATE TABLE phone (
  id UUID PRIMARY KEY,
  number_hash BYTEA NOT NULL UNIQUE,
  key_id TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX phone_key ON phone (key_id);

-- Six figures on their way to a phone.
CREATE TABLE phone_code (
  id UUID PRIMARY KEY,
  number_hash BYTEA NOT NULL,
  key_id TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  figures_hash BYTEA NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  wrong BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX phone_code_number ON phone_code (number_hash);

-- A message: its body is sealed, and taken away as soon as it was sent.
CREATE TABLE message (
  id UUID PRIMARY KEY,
  key_id TEXT COLLATE "C" NOT NULL,
  sealed BYTEA NOT NULL,
  tries BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT
);
CREATE INDEX message_due ON message (sent_at, next_at);

CREATE TABLE consent (
  id UUID PRIMARY KEY,
  phone_id UUID NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  withdrawn_at BIGINT
);
CREATE INDEX consent_phone ON consent (phone_id);

-- Who is told when a feedback is answered.
CREATE TABLE follow (
  feedback_id UUID NOT NULL REFERENCES feedback (id),
  phone_id UUID NOT NULL REFERENCES phone (id),
  community_id UUID NOT NULL REFERENCES community (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (feedback_id, phone_id)
);
CREATE INDEX follow_phone ON follow (phone_id);

ALTER TABLE session ADD COLUMN phone_id UUID REFERENCES phone (id);
CREATE INDEX session_phone ON session (phone_id);
