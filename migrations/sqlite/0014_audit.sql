-- Why: nobody may change or remove an act of staff unseen. Each entry has a serial and the hash of
-- its fields and of the entry before it, so one that is changed, missing or put between is found; the
-- database refuses to change or remove any, but for what is older than it must be kept. Entries from
-- before this have serials up to 0 and no hash: a hash made now would prove nothing of then.

ALTER TABLE audit ADD COLUMN result TEXT NOT NULL DEFAULT 'done';
ALTER TABLE audit ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN previous BLOB;
ALTER TABLE audit ADD COLUMN hash BLOB;
UPDATE audit SET serial = 1 - r.n
FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY at DESC, id DESC) AS n FROM audit) AS r
WHERE r.id = audit.id;
CREATE UNIQUE INDEX audit_serial ON audit (serial);

-- The end of the chain; whoever writes holds this row. Entries up to 'purged' may be removed.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY,
  serial INTEGER NOT NULL,
  hash BLOB NOT NULL,
  purged INTEGER
) STRICT;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM audit_head WHERE purged >= OLD.serial)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
