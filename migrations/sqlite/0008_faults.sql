-- Why: a level tapped by mistake must not cost those who repair what the household said: a fault
-- that is taken back keeps its row, its words and for a day its photos, and comes back as it was.
-- And whether a reply came in time is counted by the day it was first due, which a later dispute
-- must not move. What a dispute moved before this column is not known any more.

ALTER TABLE defect ADD COLUMN withdrawn_at INTEGER;
ALTER TABLE feedback ADD COLUMN first_due_at INTEGER;
