-- Why: the whole first house in one step. Every table carries the community (or region) it
-- belongs to, so that a distributed database can shard on it. Ids are UUIDs made by the server,
-- times are whole milliseconds since 1970 (UTC), money is fen, area is 0.01 m2: the same
-- integers on both engines.

CREATE TABLE region (
  code TEXT COLLATE "C" PRIMARY KEY,
  level TEXT COLLATE "C" NOT NULL,
  zh TEXT COLLATE "C" NOT NULL,
  en TEXT COLLATE "C" NOT NULL,
  parent TEXT COLLATE "C"
);
CREATE INDEX region_parent ON region (parent, code);

CREATE TABLE programme (
  region TEXT COLLATE "C" NOT NULL REFERENCES region (code),
  year BIGINT NOT NULL,
  planned BIGINT,
  started BIGINT,
  completed BIGINT,
  households BIGINT,
  households_refer_to TEXT COLLATE "C" NOT NULL,
  as_of TEXT COLLATE "C" NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (region, year)
);

CREATE TABLE community (
  id UUID PRIMARY KEY,
  slug TEXT COLLATE "C" NOT NULL UNIQUE,
  zh TEXT COLLATE "C" NOT NULL,
  en TEXT COLLATE "C" NOT NULL,
  region TEXT COLLATE "C" NOT NULL REFERENCES region (code),
  built_year BIGINT,
  households BIGINT NOT NULL,
  buildings BIGINT NOT NULL,
  area BIGINT NOT NULL,
  answers_by TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  demo BOOLEAN NOT NULL,
  serial BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX community_region ON community (region, slug);

CREATE TABLE building (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  name TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  position BIGINT NOT NULL,
  UNIQUE (community_id, key)
);

CREATE TABLE household (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  building_id UUID NOT NULL REFERENCES building (id),
  entrance TEXT COLLATE "C" NOT NULL,
  floor BIGINT NOT NULL,
  room TEXT COLLATE "C" NOT NULL,
  room_key TEXT COLLATE "C" NOT NULL,
  area BIGINT NOT NULL,
  area_source TEXT COLLATE "C" NOT NULL,
  gone BOOLEAN NOT NULL,
  UNIQUE (building_id, room_key)
);
CREATE INDEX household_community ON household (community_id);

-- One paper code of one household; only keyed hashes are stored.
CREATE TABLE credential (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  household_id UUID NOT NULL REFERENCES household (id),
  token_hash BYTEA NOT NULL UNIQUE,
  digits_hash BYTEA NOT NULL,
  wrong BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX credential_household ON credential (household_id);

CREATE TABLE project (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL UNIQUE REFERENCES community (id),
  programme_year BIGINT,
  stage TEXT COLLATE "C" NOT NULL,
  stage_since BIGINT NOT NULL,
  before_pause TEXT COLLATE "C",
  reason_zh TEXT COLLATE "C" NOT NULL,
  reason_en TEXT COLLATE "C" NOT NULL,
  satisfied_percent BIGINT NOT NULL
);

CREATE TABLE phase (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  project_id UUID NOT NULL REFERENCES project (id),
  kind TEXT COLLATE "C" NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  UNIQUE (project_id, kind)
);

CREATE TABLE work (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  project_id UUID NOT NULL REFERENCES project (id),
  catalogue TEXT COLLATE "C" NOT NULL,
  zh TEXT COLLATE "C" NOT NULL,
  en TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  quantity BIGINT NOT NULL,
  unit TEXT COLLATE "C" NOT NULL,
  cost_fen BIGINT NOT NULL,
  must_do BOOLEAN NOT NULL,
  note_zh TEXT COLLATE "C" NOT NULL,
  note_en TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  finished_at BIGINT,
  warranty_months BIGINT,
  before_photo UUID,
  after_photo UUID,
  position BIGINT NOT NULL
);
CREATE INDEX work_project ON work (project_id, position);

CREATE TABLE funding_line (
  project_id UUID NOT NULL REFERENCES project (id),
  community_id UUID NOT NULL REFERENCES community (id),
  source TEXT COLLATE "C" NOT NULL,
  planned_fen BIGINT NOT NULL,
  received_fen BIGINT NOT NULL,
  spent_fen BIGINT NOT NULL,
  PRIMARY KEY (project_id, source)
);

CREATE TABLE feedback (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  serial BIGINT NOT NULL,
  tile TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  shown_text TEXT COLLATE "C" NOT NULL,
  lang TEXT COLLATE "C" NOT NULL,
  building_id UUID REFERENCES building (id),
  channel TEXT COLLATE "C" NOT NULL,
  visibility TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  answer_state TEXT COLLATE "C" NOT NULL,
  household_id UUID REFERENCES household (id),
  secret_hash BYTEA NOT NULL UNIQUE,
  people BIGINT NOT NULL,
  households BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  published_at BIGINT,
  answered_at BIGINT,
  once UUID NOT NULL UNIQUE,
  UNIQUE (community_id, serial)
);
CREATE INDEX feedback_shown ON feedback (community_id, state, published_at);
CREATE INDEX feedback_waiting ON feedback (community_id, created_at) WHERE state = 'waiting';
CREATE INDEX feedback_due ON feedback (answer_state, due_at);

CREATE TABLE support (
  feedback_id UUID NOT NULL REFERENCES feedback (id),
  community_id UUID NOT NULL REFERENCES community (id),
  supporter UUID NOT NULL,
  household BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (feedback_id, supporter)
);

-- What an author adds to a feedback later: a line for those who handle it, or whether the matter
-- is solved.
CREATE TABLE feedback_note (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  feedback_id UUID NOT NULL REFERENCES feedback (id),
  kind TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX feedback_note_feedback ON feedback_note (feedback_id, created_at);

-- A photo or recording; its bytes lie in the upload store under the id.
CREATE TABLE upload (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  kind TEXT COLLATE "C" NOT NULL,
  mime TEXT COLLATE "C" NOT NULL,
  bytes BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  feedback_id UUID REFERENCES feedback (id),
  position BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX upload_feedback ON upload (feedback_id, position);

-- A half-filled form, kept for a day so that nothing typed or photographed is lost.
CREATE TABLE draft (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  body TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE answer (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  feedback_id UUID NOT NULL REFERENCES feedback (id),
  staff_id UUID NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX answer_feedback ON answer (feedback_id, created_at);

CREATE TABLE decision (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  feedback_id UUID NOT NULL REFERENCES feedback (id),
  staff_id UUID NOT NULL,
  act TEXT COLLATE "C" NOT NULL,
  rule TEXT COLLATE "C",
  before_state TEXT COLLATE "C" NOT NULL,
  before_text TEXT COLLATE "C" NOT NULL,
  before_visibility TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX decision_feedback ON decision (feedback_id, created_at);
CREATE INDEX decision_at ON decision (created_at);
CREATE INDEX decision_community ON decision (community_id, created_at);

CREATE TABLE poll (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  project_id UUID NOT NULL REFERENCES project (id),
  title_zh TEXT COLLATE "C" NOT NULL,
  title_en TEXT COLLATE "C" NOT NULL,
  text_zh TEXT COLLATE "C" NOT NULL,
  text_en TEXT COLLATE "C" NOT NULL,
  method TEXT COLLATE "C" NOT NULL,
  conflict_rule TEXT COLLATE "C" NOT NULL,
  preset TEXT COLLATE "C" NOT NULL,
  budget_fen BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  opens BIGINT NOT NULL,
  closes BIGINT NOT NULL,
  roll_households BIGINT NOT NULL,
  roll_area BIGINT NOT NULL,
  cancel_reason TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C",
  created_at BIGINT NOT NULL,
  revised_at BIGINT NOT NULL
);
CREATE INDEX poll_community ON poll (community_id, opens);

CREATE TABLE poll_option (
  poll_id UUID NOT NULL REFERENCES poll (id),
  community_id UUID NOT NULL REFERENCES community (id),
  work_id UUID NOT NULL REFERENCES work (id),
  position BIGINT NOT NULL,
  zh TEXT COLLATE "C" NOT NULL,
  en TEXT COLLATE "C" NOT NULL,
  note_zh TEXT COLLATE "C" NOT NULL,
  note_en TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  cost_fen BIGINT NOT NULL,
  PRIMARY KEY (poll_id, work_id)
);

-- The roll as it stood when the poll opened; later changes of the roll do not touch it.
CREATE TABLE poll_roll (
  poll_id UUID NOT NULL REFERENCES poll (id),
  household_id UUID NOT NULL REFERENCES household (id),
  community_id UUID NOT NULL REFERENCES community (id),
  building_id UUID NOT NULL REFERENCES building (id),
  area BIGINT NOT NULL,
  PRIMARY KEY (poll_id, household_id)
);

-- Every ballot ever cast; the one in force has no `replaced_at`.
CREATE TABLE ballot (
  id UUID PRIMARY KEY,
  poll_id UUID NOT NULL REFERENCES poll (id),
  community_id UUID NOT NULL REFERENCES community (id),
  household_id UUID NOT NULL REFERENCES household (id),
  channel TEXT COLLATE "C" NOT NULL,
  choices TEXT COLLATE "C" NOT NULL,
  cast_at BIGINT NOT NULL,
  receipt TEXT COLLATE "C" NOT NULL,
  once UUID NOT NULL UNIQUE,
  staff_id UUID,
  replaced_at BIGINT
);
CREATE UNIQUE INDEX ballot_in_force ON ballot (poll_id, household_id) WHERE replaced_at IS NULL;
CREATE INDEX ballot_household ON ballot (household_id, poll_id);
CREATE INDEX ballot_receipt ON ballot (receipt);

-- A paper slip typed in by one and waiting for a second person.
CREATE TABLE paper (
  id UUID PRIMARY KEY,
  poll_id UUID NOT NULL REFERENCES poll (id),
  community_id UUID NOT NULL REFERENCES community (id),
  household_id UUID NOT NULL REFERENCES household (id),
  choices TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  entered_by UUID NOT NULL,
  entered_at BIGINT NOT NULL,
  reason TEXT COLLATE "C" NOT NULL,
  decided_by UUID,
  decided_at BIGINT,
  once UUID NOT NULL UNIQUE
);
-- A household has at most one slip that waits.
CREATE UNIQUE INDEX paper_one ON paper (poll_id, household_id) WHERE state = 'waiting';
CREATE INDEX paper_waiting ON paper (community_id, state, entered_at);

CREATE TABLE rating (
  id UUID PRIMARY KEY,
  work_id UUID NOT NULL REFERENCES work (id),
  community_id UUID NOT NULL REFERENCES community (id),
  household_id UUID NOT NULL REFERENCES household (id),
  level TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C",
  text TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (work_id, household_id)
);
CREATE INDEX rating_community ON rating (community_id, work_id, level);

CREATE TABLE defect (
  id UUID PRIMARY KEY,
  community_id UUID NOT NULL REFERENCES community (id),
  work_id UUID NOT NULL REFERENCES work (id),
  household_id UUID REFERENCES household (id),
  text TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  severity TEXT COLLATE "C" NOT NULL,
  due_at BIGINT NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (work_id, household_id)
);
CREATE INDEX defect_community ON defect (community_id, state, due_at);
CREATE INDEX defect_due ON defect (state, due_at);

CREATE TABLE staff (
  id UUID PRIMARY KEY,
  login TEXT COLLATE "C" NOT NULL UNIQUE,
  name TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C" NOT NULL,
  active BOOLEAN NOT NULL,
  demo BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE staff_grant (
  staff_id UUID NOT NULL REFERENCES staff (id),
  role TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  place TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (staff_id, role, scope, place)
);

-- A printed one-time slip by which a second person lets a colleague set a new password.
CREATE TABLE staff_slip (
  id UUID PRIMARY KEY,
  staff_id UUID NOT NULL REFERENCES staff (id),
  token_hash BYTEA NOT NULL UNIQUE,
  made_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY,
  staff_id UUID REFERENCES staff (id),
  household_id UUID REFERENCES household (id),
  community_id UUID REFERENCES community (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_staff ON session (staff_id);
CREATE INDEX session_household ON session (household_id);

-- How often a key was used within a window; shared by all nodes.
CREATE TABLE limit_window (
  key TEXT COLLATE "C" NOT NULL,
  starts_at BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (key, starts_at)
);

CREATE TABLE setting (
  key TEXT COLLATE "C" PRIMARY KEY,
  value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE audit (
  id UUID PRIMARY KEY,
  at BIGINT NOT NULL,
  staff_id UUID,
  community_id UUID,
  verb TEXT COLLATE "C" NOT NULL,
  object TEXT COLLATE "C" NOT NULL,
  detail TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_at ON audit (at);

-- The record: what must not change silently. A leaf is its canonical text and the hash of it.
CREATE TABLE leaf (
  id UUID PRIMARY KEY,
  at BIGINT NOT NULL,
  community_id UUID NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  body TEXT COLLATE "C" NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX leaf_community ON leaf (community_id, at);
CREATE INDEX leaf_hash ON leaf (hash);

-- What a community adds to the figures of its regions, as of the revision it was counted at:
-- a region's page then costs the number of its communities, not of its ballots and feedback.
-- Ratings are counted only of works that enough households rated.
CREATE TABLE community_figure (
  community_id UUID PRIMARY KEY REFERENCES community (id),
  region TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  on_time BIGINT NOT NULL,
  ratings BIGINT NOT NULL,
  satisfied BIGINT NOT NULL,
  low_works BIGINT NOT NULL
);
CREATE INDEX community_figure_region ON community_figure (region);
