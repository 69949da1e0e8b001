-- Why: a roll names owners as well as flats, comes in again and again, and a wrong one must be taken
-- back. Each import is a roll with a number; its rows are staged in pieces and come into force with
-- the community's number in one short step. What a household had before is kept for undoing.

ALTER TABLE community ADD COLUMN roll BIGINT NOT NULL DEFAULT 0;
-- A community whose households went over to another one.
ALTER TABLE community ADD COLUMN merged_into UUID REFERENCES community (id);

-- Who lives in the flat, as the roll says: owner, co_owner, tenant, family.
ALTER TABLE household ADD COLUMN relation TEXT COLLATE "C" NOT NULL DEFAULT 'owner';
-- Names of its owners with all but one character covered, as they may be shown to the household.
ALTER TABLE household ADD COLUMN owners TEXT COLLATE "C" NOT NULL DEFAULT '';
-- Keyed hash of the owners by name and number, made at import; none where only names are known.
-- Flats with the same key are one head (Supreme People's Court interpretation 2020, art. 9).
ALTER TABLE household ADD COLUMN owner_key BYTEA;
-- The first roll on which it is; a higher number than the community's is not in force yet.
ALTER TABLE household ADD COLUMN from_roll BIGINT NOT NULL DEFAULT 0;
-- Raised by each change, so that of two people who edit it the second is told.
ALTER TABLE household ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;
CREATE INDEX household_owner ON household (community_id, owner_key) WHERE owner_key IS NOT NULL;

-- One import.
CREATE TABLE roll (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  number BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  summary TEXT COLLATE "C" NOT NULL,
  staff_id UUID,
  created_at BIGINT NOT NULL,
  switched_at BIGINT,
  undone_at BIGINT
);
CREATE INDEX roll_community ON roll (community_id, number);

-- The rows of an import that waits, in pieces of JSON.
CREATE TABLE roll_piece (
  roll_id UUID NOT NULL REFERENCES roll (id),
  position BIGINT NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (roll_id, position)
);

-- What a roll changed of households that were there: the way back.
CREATE TABLE roll_was (
  roll_id UUID NOT NULL REFERENCES roll (id),
  household_id UUID NOT NULL REFERENCES household (id),
  floor BIGINT NOT NULL,
  area BIGINT NOT NULL,
  area_source TEXT COLLATE "C" NOT NULL,
  relation TEXT COLLATE "C" NOT NULL,
  owners TEXT COLLATE "C" NOT NULL,
  owner_key BYTEA,
  gone BOOLEAN NOT NULL,
  PRIMARY KEY (roll_id, household_id)
);

-- 'My entry is wrong', and what staff decided.
CREATE TABLE roll_request (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  household_id UUID NOT NULL REFERENCES household (id),
  wants TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  answer TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  decided_by UUID,
  decided_at BIGINT
);
CREATE INDEX roll_request_waiting ON roll_request (community_id, state, created_at);
CREATE INDEX roll_request_household ON roll_request (household_id, created_at);

-- The owners' key as it stood when the poll opened; none counts as a head of its own.
ALTER TABLE poll_roll ADD COLUMN owner_key BYTEA;
-- Heads on the roll of a poll of owners.
ALTER TABLE poll ADD COLUMN roll_heads BIGINT NOT NULL DEFAULT 0;
UPDATE poll SET roll_heads = roll_households;
