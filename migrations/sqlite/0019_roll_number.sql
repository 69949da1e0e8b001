-- Why: two files that waited side by side came into force in the order in which they were brought, and
-- the roll of the later number was lost behind the earlier one. A roll now has its number when it
-- begins to be written, and one that was compared with an older roll is not brought in at all. A
-- building that only an import wrote is known as such, so that one that broke off leaves none.

-- The highest number that a roll of the community was ever given.
ALTER TABLE community ADD COLUMN roll_last INTEGER NOT NULL DEFAULT 0;
-- The community's roll when the file came.
ALTER TABLE roll ADD COLUMN after_roll INTEGER NOT NULL DEFAULT 0;
UPDATE roll SET after_roll = (SELECT c.roll FROM community c WHERE c.id = roll.community_id);
UPDATE community SET roll_last = roll;
UPDATE community
SET roll_last = (SELECT MAX(r.number) FROM roll r WHERE r.community_id = community.id)
WHERE EXISTS (SELECT 1 FROM roll r WHERE r.community_id = community.id AND r.number > community.roll_last);
UPDATE community
SET roll_last = (SELECT MAX(h.from_roll) FROM household h WHERE h.community_id = community.id)
WHERE EXISTS (SELECT 1 FROM household h WHERE h.community_id = community.id AND h.from_roll > community.roll_last);
-- What waits has none yet.
UPDATE roll SET number = 0 WHERE switched_at IS NULL;
UPDATE roll SET number = 0
WHERE EXISTS (SELECT 1 FROM roll o
              WHERE o.community_id = roll.community_id AND o.number = roll.number AND o.id > roll.id);
CREATE UNIQUE INDEX roll_number ON roll (community_id, number) WHERE number > 0;

-- The first roll on which it is; 0 if it was made by hand.
ALTER TABLE building ADD COLUMN from_roll INTEGER NOT NULL DEFAULT 0;

-- By these it is seen whether anything names a household.
CREATE INDEX feedback_household ON feedback (household_id);
CREATE INDEX poll_roll_household ON poll_roll (household_id);
CREATE INDEX paper_household ON paper (household_id);
CREATE INDEX rating_household ON rating (household_id);
CREATE INDEX defect_household ON defect (household_id);
CREATE INDEX roll_was_household ON roll_was (household_id);
CREATE INDEX owner_proof_household ON owner_proof (household_id);
