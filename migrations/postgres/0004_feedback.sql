-- Why: who rates a work badly can show the fault. A photo or recording of a fault belongs to the
-- fault and is only for the household that reported it and for those who deal with it.
CREATE TABLE defect_file (
  upload_id UUID PRIMARY KEY REFERENCES upload (id),
  defect_id UUID NOT NULL REFERENCES defect (id),
  community_id UUID NOT NULL REFERENCES community (id),
  position BIGINT NOT NULL
);
CREATE INDEX defect_file_defect ON defect_file (defect_id, position);
CREATE INDEX defect_file_community ON defect_file (community_id);
