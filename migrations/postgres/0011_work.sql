-- Why: people see where they are signed in and end what they do not know, so a session notes the
-- browser and the address it was last used from; what is sensitive asks for the password again after
-- a while, so it notes when that was last given; and who holds several duties says which one they
-- work in now. Sessions of before have proven nothing since and are in all their duties.

ALTER TABLE session ADD COLUMN agent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN proved_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN acting_role TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN acting_scope TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN acting_place TEXT COLLATE "C" NOT NULL DEFAULT '';
