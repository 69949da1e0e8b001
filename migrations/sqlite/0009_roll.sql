-- Why: a roll names owners as well as flats, comes in again and again, and a wrong one must be taken
-- back. Each import is a roll with a number; its rows are staged in pieces and come into force with
-- the community's number in one short step. What a household had before is kept for undoing.

ALTER TABLE community ADD COLUMN roll INTEGER NOT NULL DEFAULT 0;
-- A community whose households went over to another one.
ALTER TABLE community ADD COLUMN merged_into BLOB REFERENCES community (id);

-- Who lives in the flat, as the roll says: owner, co_owner, tenant, family.
ALTER TABLE household ADD COLUMN relation TEXT NOT NULL DEFAULT 'owner';
-- Names of its owners with all but one character covered, as they may be shown to the household.
ALTER TABLE household ADD COLUMN owners TEXT NOT NULL DEFAULT '';
-- Keyed hash of the owners by name and number, made at import; none where only names are known.
-- Flats with the same key are one head (Supreme People's Court interpretation 2020, art. 9).
ALTER TABLE household ADD COLUMN owner_key BLOB;
-- The first roll on which it is; a higher number than the community's is not in force yet.
ALTER TABLE household ADD COLUMN from_roll INTEGER NOT NULL DEFAULT 0;
-- Raised by each change, so that of two people who edit it the second is told.
ALTER TABLE household ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX household_owner ON household (community_id, owner_key) WHERE owner_key IS NOT NULL;

-- One import.
CREATE TABLE roll (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  source TEXT NOT NULL,
  summary TEXT NOT NULL,
  staff_id BLOB,
  created_at INTEGER NOT NULL,
  switched_at INTEGER,
  undone_at INTEGER
) STRICT;
CREATE INDEX roll_community ON roll (community_id, number);

-- The rows of an import that waits, in pieces of JSON.
CREATE TABLE roll_piece (
  roll_id BLOB NOT NULL REFERENCES roll (id),
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (roll_id, position)
) STRICT;

-- What a roll changed of households that were there: the way back.
CREATE TABLE roll_was (
  roll_id BLOB NOT NULL REFERENCES roll (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  floor INTEGER NOT NULL,
  area INTEGER NOT NULL,
  area_source TEXT NOT NULL,
  relation TEXT NOT NULL,
  owners TEXT NOT NULL,
  owner_key BLOB,
  gone INTEGER NOT NULL,
  PRIMARY KEY (roll_id, household_id)
) STRICT, WITHOUT ROWID;

-- 'My entry is wrong', and what staff decided.
CREATE TABLE roll_request (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  wants TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  decided_by BLOB,
  decided_at INTEGER
) STRICT;
CREATE INDEX roll_request_waiting ON roll_request (community_id, state, created_at);
CREATE INDEX roll_request_household ON roll_request (household_id, created_at);

-- The owners' key as it stood when the poll opened; none counts as a head of its own.
ALTER TABLE poll_roll ADD COLUMN owner_key BLOB;
-- Heads on the roll of a poll of owners.
ALTER TABLE poll ADD COLUMN roll_heads INTEGER NOT NULL DEFAULT 0;
UPDATE poll SET roll_heads = roll_households;
