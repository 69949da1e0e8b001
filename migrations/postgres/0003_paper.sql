-- Why: a slip counts by when it was handed in, not by when somebody typed it, so both times are
-- kept; and a code that has ended still shows a household its receipt for a while, in a session
-- that can look and not act.

ALTER TABLE paper ADD COLUMN received_at BIGINT NOT NULL DEFAULT 0;
-- Until now the time of typing was all that was known.
UPDATE paper SET received_at = entered_at;
ALTER TABLE session ADD COLUMN reads_only BOOLEAN NOT NULL DEFAULT FALSE;
