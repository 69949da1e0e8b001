-- Why: nobody may change or remove an act of staff unseen. Each entry has a serial and the hash of
-- its fields and of the entry before it, so one that is changed, missing or put between is found; the
-- database refuses to change or remove any, but for what is older than it must be kept. Entries from
-- before this have serials up to 0 and no hash: a hash made now would prove nothing of then.

ALTER TABLE audit ADD COLUMN result TEXT COLLATE "C" NOT NULL DEFAULT 'done';
ALTER TABLE audit ADD COLUMN serial BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN previous BYTEA;
ALTER TABLE audit ADD COLUMN hash BYTEA;
UPDATE audit SET serial = 1 - r.n
FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY at DESC, id DESC) AS n FROM audit) AS r
WHERE r.id = audit.id;
CREATE UNIQUE INDEX audit_serial ON audit (serial);

-- The end of the chain; whoever writes holds this row. Entries up to 'purged' may be removed.
CREATE TABLE audit_head (
  id BIGINT PRIMARY KEY,
  serial BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  purged BIGINT
);

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM audit_head WHERE purged >= OLD.serial) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_stays();
CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
