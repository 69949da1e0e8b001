-- Why: a roll of 100,000 flats came into force by touching each of them, and ballots waited meanwhile.
-- Now one number does it: households of a higher roll than the community's are not there. And what
-- was changed since a file was compared is a count, not a sum over all of them.

ALTER TABLE community ADD COLUMN roll_changes INTEGER NOT NULL DEFAULT 0;
CREATE INDEX household_roll ON household (community_id, from_roll);
