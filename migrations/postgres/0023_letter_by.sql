-- Why: who printed an owner's letter may not be the one who says that the owner was seen: else one
-- person alone could vote for a flat. None: the command line, or before this was noted.

ALTER TABLE credential ADD COLUMN made_by UUID;
