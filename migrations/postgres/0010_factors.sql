-- Why: a password alone can be read over a shoulder. Staff may prove themselves by something they have
-- as well; what lies between the two steps is kept here, so that any node can take the second.

-- What proves an account besides its password: totp, passkey, recovery.
CREATE TABLE staff_factor (
  id UUID PRIMARY KEY,
  staff_id UUID NOT NULL REFERENCES staff (id),
  kind TEXT COLLATE "C" NOT NULL,
  label TEXT COLLATE "C" NOT NULL,
  -- Sealed under the instance's key; of a recovery code only its keyed hash.
  secret TEXT COLLATE "C" NOT NULL,
  -- The last 30 seconds whose digits were taken: none counts twice.
  last_step BIGINT NOT NULL,
  used_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX staff_factor_staff ON staff_factor (staff_id, kind);

-- A sign-in that waits for its second step, or a factor that is being added; sealed.
CREATE TABLE sign_in_step (
  token_hash BYTEA PRIMARY KEY,
  staff_id UUID NOT NULL REFERENCES staff (id),
  body TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_step_staff ON sign_in_step (staff_id);
