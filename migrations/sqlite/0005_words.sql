-- Why: residents are told why their community was closed. What was said before this column is in
-- the audit log and is taken from there ('closed: ' and the reason).

ALTER TABLE community ADD COLUMN closed_why TEXT NOT NULL DEFAULT '';
UPDATE community SET closed_why = COALESCE((
  SELECT substr(a.detail, 9)
  FROM audit a
  WHERE a.community_id = community.id AND a.verb = 'manage_community' AND a.detail LIKE 'closed: %'
  ORDER BY a.at DESC
  LIMIT 1
), '')
WHERE state = 'closed';
