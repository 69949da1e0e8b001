-- Why: the whole first house in one step. Every table carries the community (or region) it
-- belongs to, so that a distributed database can shard on it. Ids are UUIDs made by the server,
-- times are whole milliseconds since 1970 (UTC), money is fen, area is 0.01 m2: the same
-- integers on both engines.

CREATE TABLE region (
  code TEXT PRIMARY KEY,
  level TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  parent TEXT
) STRICT;
CREATE INDEX region_parent ON region (parent, code);

CREATE TABLE programme (
  region TEXT NOT NULL REFERENCES region (code),
  year INTEGER NOT NULL,
  planned INTEGER,
  started INTEGER,
  completed INTEGER,
  households INTEGER,
  households_refer_to TEXT NOT NULL,
  as_of TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (region, year)
) STRICT;

CREATE TABLE community (
  id BLOB PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  region TEXT NOT NULL REFERENCES region (code),
  built_year INTEGER,
  households INTEGER NOT NULL,
  buildings INTEGER NOT NULL,
  area INTEGER NOT NULL,
  answers_by TEXT NOT NULL,
  state TEXT NOT NULL,
  demo INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX community_region ON community (region, slug);

CREATE TABLE building (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (community_id, key)
) STRICT;

CREATE TABLE household (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  building_id BLOB NOT NULL REFERENCES building (id),
  entrance TEXT NOT NULL,
  floor INTEGER NOT NULL,
  room TEXT NOT NULL,
  room_key TEXT NOT NULL,
  area INTEGER NOT NULL,
  area_source TEXT NOT NULL,
  gone INTEGER NOT NULL,
  UNIQUE (building_id, room_key)
) STRICT;
CREATE INDEX household_community ON household (community_id);

-- One paper code of one household; only keyed hashes are stored.
CREATE TABLE credential (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  token_hash BLOB NOT NULL UNIQUE,
  digits_hash BLOB NOT NULL,
  wrong INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX credential_household ON credential (household_id);

CREATE TABLE project (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL UNIQUE REFERENCES community (id),
  programme_year INTEGER,
  stage TEXT NOT NULL,
  stage_since INTEGER NOT NULL,
  before_pause TEXT,
  reason_zh TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  satisfied_percent INTEGER NOT NULL
) STRICT;

CREATE TABLE phase (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  project_id BLOB NOT NULL REFERENCES project (id),
  kind TEXT NOT NULL,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  UNIQUE (project_id, kind)
) STRICT;

CREATE TABLE work (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  project_id BLOB NOT NULL REFERENCES project (id),
  catalogue TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  class TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  unit TEXT NOT NULL,
  cost_fen INTEGER NOT NULL,
  must_do INTEGER NOT NULL,
  note_zh TEXT NOT NULL,
  note_en TEXT NOT NULL,
  state TEXT NOT NULL,
  finished_at INTEGER,
  warranty_months INTEGER,
  before_photo BLOB,
  after_photo BLOB,
  position INTEGER NOT NULL
) STRICT;
CREATE INDEX work_project ON work (project_id, position);

CREATE TABLE funding_line (
  project_id BLOB NOT NULL REFERENCES project (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  source TEXT NOT NULL,
  planned_fen INTEGER NOT NULL,
  received_fen INTEGER NOT NULL,
  spent_fen INTEGER NOT NULL,
  PRIMARY KEY (project_id, source)
) STRICT;

CREATE TABLE feedback (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  serial INTEGER NOT NULL,
  tile TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  shown_text TEXT NOT NULL,
  lang TEXT NOT NULL,
  building_id BLOB REFERENCES building (id),
  channel TEXT NOT NULL,
  visibility TEXT NOT NULL,
  state TEXT NOT NULL,
  answer_state TEXT NOT NULL,
  household_id BLOB REFERENCES household (id),
  secret_hash BLOB NOT NULL UNIQUE,
  people INTEGER NOT NULL,
  households INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  published_at INTEGER,
  answered_at INTEGER,
  once BLOB NOT NULL UNIQUE,
  UNIQUE (community_id, serial)
) STRICT;
CREATE INDEX feedback_shown ON feedback (community_id, state, published_at);
CREATE INDEX feedback_waiting ON feedback (community_id, created_at) WHERE state = 'waiting';
CREATE INDEX feedback_due ON feedback (answer_state, due_at);

CREATE TABLE support (
  feedback_id BLOB NOT NULL REFERENCES feedback (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  supporter BLOB NOT NULL,
  household INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (feedback_id, supporter)
) STRICT;

-- What an author adds to a feedback later: a line for those who handle it, or whether the matter
-- is solved.
CREATE TABLE feedback_note (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  feedback_id BLOB NOT NULL REFERENCES feedback (id),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_note_feedback ON feedback_note (feedback_id, created_at);

-- A photo or recording; its bytes lie in the upload store under the id.
CREATE TABLE upload (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  kind TEXT NOT NULL,
  mime TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  feedback_id BLOB REFERENCES feedback (id),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_feedback ON upload (feedback_id, position);

-- A half-filled form, kept for a day so that nothing typed or photographed is lost.
CREATE TABLE draft (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE answer (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  feedback_id BLOB NOT NULL REFERENCES feedback (id),
  staff_id BLOB NOT NULL,
  outcome TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_feedback ON answer (feedback_id, created_at);

CREATE TABLE decision (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  feedback_id BLOB NOT NULL REFERENCES feedback (id),
  staff_id BLOB NOT NULL,
  act TEXT NOT NULL,
  rule TEXT,
  before_state TEXT NOT NULL,
  before_text TEXT NOT NULL,
  before_visibility TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX decision_feedback ON decision (feedback_id, created_at);
CREATE INDEX decision_at ON decision (created_at);
CREATE INDEX decision_community ON decision (community_id, created_at);

CREATE TABLE poll (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  project_id BLOB NOT NULL REFERENCES project (id),
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  text_zh TEXT NOT NULL,
  text_en TEXT NOT NULL,
  method TEXT NOT NULL,
  conflict_rule TEXT NOT NULL,
  preset TEXT NOT NULL,
  budget_fen INTEGER NOT NULL,
  state TEXT NOT NULL,
  opens INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  roll_households INTEGER NOT NULL,
  roll_area INTEGER NOT NULL,
  cancel_reason TEXT NOT NULL,
  outcome TEXT,
  created_at INTEGER NOT NULL,
  revised_at INTEGER NOT NULL
) STRICT;
CREATE INDEX poll_community ON poll (community_id, opens);

CREATE TABLE poll_option (
  poll_id BLOB NOT NULL REFERENCES poll (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  work_id BLOB NOT NULL REFERENCES work (id),
  position INTEGER NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  note_zh TEXT NOT NULL,
  note_en TEXT NOT NULL,
  class TEXT NOT NULL,
  cost_fen INTEGER NOT NULL,
  PRIMARY KEY (poll_id, work_id)
) STRICT;

-- The roll as it stood when the poll opened; later changes of the roll do not touch it.
CREATE TABLE poll_roll (
  poll_id BLOB NOT NULL REFERENCES poll (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  building_id BLOB NOT NULL REFERENCES building (id),
  area INTEGER NOT NULL,
  PRIMARY KEY (poll_id, household_id)
) STRICT, WITHOUT ROWID;

-- Every ballot ever cast; the one in force has no `replaced_at`.
CREATE TABLE ballot (
  id BLOB PRIMARY KEY,
  poll_id BLOB NOT NULL REFERENCES poll (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  channel TEXT NOT NULL,
  choices TEXT NOT NULL,
  cast_at INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  once BLOB NOT NULL UNIQUE,
  staff_id BLOB,
  replaced_at INTEGER
) STRICT;
CREATE UNIQUE INDEX ballot_in_force ON ballot (poll_id, household_id) WHERE replaced_at IS NULL;
CREATE INDEX ballot_household ON ballot (household_id, poll_id);
CREATE INDEX ballot_receipt ON ballot (receipt);

-- A paper slip typed in by one and waiting for a second person.
CREATE TABLE paper (
  id BLOB PRIMARY KEY,
  poll_id BLOB NOT NULL REFERENCES poll (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  choices TEXT NOT NULL,
  state TEXT NOT NULL,
  entered_by BLOB NOT NULL,
  entered_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  decided_by BLOB,
  decided_at INTEGER,
  once BLOB NOT NULL UNIQUE
) STRICT;
-- A household has at most one slip that waits.
CREATE UNIQUE INDEX paper_one ON paper (poll_id, household_id) WHERE state = 'waiting';
CREATE INDEX paper_waiting ON paper (community_id, state, entered_at);

CREATE TABLE rating (
  id BLOB PRIMARY KEY,
  work_id BLOB NOT NULL REFERENCES work (id),
  community_id BLOB NOT NULL REFERENCES community (id),
  household_id BLOB NOT NULL REFERENCES household (id),
  level TEXT NOT NULL,
  reason TEXT,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (work_id, household_id)
) STRICT;
CREATE INDEX rating_community ON rating (community_id, work_id, level);

CREATE TABLE defect (
  id BLOB PRIMARY KEY,
  community_id BLOB NOT NULL REFERENCES community (id),
  work_id BLOB NOT NULL REFERENCES work (id),
  household_id BLOB REFERENCES household (id),
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  severity TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (work_id, household_id)
) STRICT;
CREATE INDEX defect_community ON defect (community_id, state, due_at);
CREATE INDEX defect_due ON defect (state, due_at);

CREATE TABLE staff (
  id BLOB PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  active INTEGER NOT NULL,
  demo INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_grant (
  staff_id BLOB NOT NULL REFERENCES staff (id),
  role TEXT NOT NULL,
  scope TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (staff_id, role, scope, place)
) STRICT;

-- A printed one-time slip by which a second person lets a colleague set a new password.
CREATE TABLE staff_slip (
  id BLOB PRIMARY KEY,
  staff_id BLOB NOT NULL REFERENCES staff (id),
  token_hash BLOB NOT NULL UNIQUE,
  made_by BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  staff_id BLOB REFERENCES staff (id),
  household_id BLOB REFERENCES household (id),
  community_id BLOB REFERENCES community (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_staff ON session (staff_id);
CREATE INDEX session_household ON session (household_id);

-- How often a key was used within a window; shared by all nodes.
CREATE TABLE limit_window (
  key TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (key, starts_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  id BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  staff_id BLOB,
  community_id BLOB,
  verb TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- The record: what must not change silently. A leaf is its canonical text and the hash of it.
CREATE TABLE leaf (
  id BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  community_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX leaf_community ON leaf (community_id, at);
CREATE INDEX leaf_hash ON leaf (hash);

-- What a community adds to the figures of its regions, as of the revision it was counted at:
-- a region's page then costs the number of its communities, not of its ballots and feedback.
-- Ratings are counted only of works that enough households rated.
CREATE TABLE community_figure (
  community_id BLOB PRIMARY KEY REFERENCES community (id),
  region TEXT NOT NULL,
  revision INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  on_time INTEGER NOT NULL,
  ratings INTEGER NOT NULL,
  satisfied INTEGER NOT NULL,
  low_works INTEGER NOT NULL
) STRICT;
CREATE INDEX community_figure_region ON community_figure (region);
