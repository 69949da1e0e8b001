-- Why: each refused form was one more draft for a day. A browser now keeps one of each community, so
-- a draft must tell whose it is. The mark is keyed: it names no browser.

ALTER TABLE draft ADD COLUMN owner UUID;
CREATE INDEX draft_owner ON draft (community_id, owner);
