-- Why: a supervisor or the committee looks after a repair and finds it right. That is noted beside the
-- repair; whether the fault is gone is still for those to say who live there.

-- When somebody looked and found it right; older than the last move of the fault, it no longer counts.
ALTER TABLE defect ADD COLUMN looked_right_at INTEGER;
