-- Why: a roll of 100,000 flats is read a few thousand at a time in the order of their ids. By the
-- community alone every piece sorted all of them again.

DROP INDEX household_community;
CREATE INDEX household_community ON household (community_id, id);
