-- Why: nothing looks a flat up by its owner's key; heads are counted from the roll that a poll keeps.
-- Keys are spread evenly, so each flat of a new roll wrote another page of this index.

DROP INDEX household_owner;
