-- Why: tenants and owners are two electorates. A flat may hold a code for each purpose, an owner is
-- seen in person at the desk, and a further phone waits until the first one lets it in.

-- household: everything a household does; owner: also votes as owner once the owner was seen.
ALTER TABLE credential ADD COLUMN purpose TEXT NOT NULL DEFAULT 'household';

-- By which code a session began, and whether it still waits to be let in.
ALTER TABLE session ADD COLUMN purpose TEXT NOT NULL DEFAULT 'household';
ALTER TABLE session ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;

-- The owner was seen with a paper (certificate, contract, court); nothing of the paper is kept.
CREATE TABLE owner_proof (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  paper TEXT NOT NULL,
  seen_by BLOB,
  seen_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX owner_proof_in_force ON owner_proof (household_id) WHERE ended_at IS NULL;
