-- What follows an accepted idea: commitments of a public body, their milestones, and what people say of the result.
-- Nothing here is ever deleted; a date moves only together with the reason for it.

CREATE TABLE commitment (
  id              INTEGER PRIMARY KEY,
  redesign_id     INTEGER NOT NULL REFERENCES redesign(id),
  organisation_id INTEGER NOT NULL REFERENCES organisation(id), -- the one public body that answers for it
  officer_id      INTEGER NOT NULL REFERENCES person(id),       -- who looks after it
  state           TEXT NOT NULL CHECK (state IN ('proposed','accepted','in_progress','at_risk','delivered','verified','contested','dropped')),
  titles          TEXT NOT NULL,               -- JSON by language
  bodies          TEXT NOT NULL,               -- JSON by language
  languages       TEXT NOT NULL,               -- JSON list, first is the original
  due_at          INTEGER NOT NULL,            -- the day it is due (UTC midnight); late from the day after
  budget_eur      INTEGER NOT NULL CHECK (budget_eur >= 0), -- 0: within the means there are
  budget_line     TEXT NOT NULL DEFAULT '',    -- where the money stands
  check_days      INTEGER NOT NULL CHECK (check_days BETWEEN 7 AND 14), -- how long people are asked after delivery
  state_since     INTEGER NOT NULL,            -- when it came into this state
  replaced_by     INTEGER REFERENCES commitment(id), -- of a dropped one, when there is a replacement
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  source_key      TEXT UNIQUE,
  CHECK (replaced_by IS NULL OR (state = 'dropped' AND replaced_by <> id))
) STRICT;
CREATE INDEX commitment_redesign ON commitment(redesign_id, state);
CREATE INDEX commitment_replaced_by ON commitment(replaced_by) WHERE replaced_by IS NOT NULL;

-- Volunteers and partners help; only a public body can be held to it.
CREATE TRIGGER commitment_names_a_public_body BEFORE INSERT ON commitment
WHEN (SELECT kind FROM organisation WHERE id = new.organisation_id) IS NOT 'public_authority'
BEGIN SELECT RAISE(ABORT, 'a commitment names a public body'); END;
CREATE TRIGGER commitment_keeps_a_public_body BEFORE UPDATE OF organisation_id ON commitment
WHEN (SELECT kind FROM organisation WHERE id = new.organisation_id) IS NOT 'public_authority'
BEGIN SELECT RAISE(ABORT, 'a commitment names a public body'); END;
CREATE TRIGGER commitment_is_never_deleted BEFORE DELETE ON commitment
BEGIN SELECT RAISE(ABORT, 'commitments are never deleted'); END;

CREATE TABLE commitment_idea (
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  idea_id       INTEGER NOT NULL REFERENCES idea(id),
  PRIMARY KEY (commitment_id, idea_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_idea_idea ON commitment_idea(idea_id);

CREATE TABLE milestone (
  id            INTEGER PRIMARY KEY,
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  position      INTEGER NOT NULL CHECK (position >= 1),
  titles        TEXT NOT NULL,                 -- JSON by language
  state         TEXT NOT NULL CHECK (state IN ('planned','in_progress','done')), -- late is derived, never stored
  due_at        INTEGER NOT NULL,              -- the day it is due
  done_at       INTEGER,
  evidence      TEXT NOT NULL DEFAULT '{}',    -- JSON by language
  source_key    TEXT UNIQUE,
  UNIQUE (commitment_id, position),
  CHECK ((state = 'done') = (done_at IS NOT NULL))
) STRICT;
CREATE TRIGGER milestone_is_never_deleted BEFORE DELETE ON milestone
BEGIN SELECT RAISE(ABORT, 'milestones are never deleted'); END;
CREATE TRIGGER milestone_stays_done BEFORE UPDATE OF done_at ON milestone WHEN old.done_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a milestone that is done stays done'); END;

-- Every date that was given and moved, with who, when and why.
CREATE TABLE moved_date (
  id            INTEGER PRIMARY KEY,
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  milestone_id  INTEGER REFERENCES milestone(id), -- null: the date of the commitment itself
  from_at       INTEGER NOT NULL,
  to_at         INTEGER NOT NULL,
  person_id     INTEGER REFERENCES person(id),    -- null: an import
  at            INTEGER NOT NULL,
  reasons       TEXT NOT NULL CHECK (reasons <> '{}'), -- JSON by language
  CHECK (from_at <> to_at)
) STRICT;
CREATE INDEX moved_date_commitment ON moved_date(commitment_id);
CREATE TRIGGER moved_date_is_append_only BEFORE UPDATE ON moved_date
BEGIN SELECT RAISE(ABORT, 'moved dates are append-only'); END;
CREATE TRIGGER moved_date_is_never_deleted BEFORE DELETE ON moved_date
BEGIN SELECT RAISE(ABORT, 'a missed date is never deleted'); END;
CREATE TRIGGER commitment_date_moves_with_reason BEFORE UPDATE OF due_at ON commitment
WHEN new.due_at <> old.due_at AND NOT EXISTS (SELECT 1 FROM moved_date m WHERE m.commitment_id = old.id AND m.milestone_id IS NULL
  AND m.from_at = old.due_at AND m.to_at = new.due_at)
BEGIN SELECT RAISE(ABORT, 'a date moves with a reason'); END;
CREATE TRIGGER milestone_date_moves_with_reason BEFORE UPDATE OF due_at ON milestone
WHEN new.due_at <> old.due_at AND NOT EXISTS (SELECT 1 FROM moved_date m WHERE m.milestone_id = old.id
  AND m.from_at = old.due_at AND m.to_at = new.due_at)
BEGIN SELECT RAISE(ABORT, 'a date moves with a reason'); END;

-- Who did what, when and why; from one state to the next without a gap.
CREATE TABLE commitment_history (
  id            INTEGER PRIMARY KEY,
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  act           TEXT NOT NULL CHECK (act IN ('created','moved','updated','rescheduled','edited','drop_asked','drop_refused')),
  from_state    TEXT NOT NULL,
  to_state      TEXT NOT NULL,
  person_id     INTEGER REFERENCES person(id), -- null: the clock or an import
  actor_role    TEXT NOT NULL,                 -- officer, owner, clock, import
  at            INTEGER NOT NULL,
  texts         TEXT NOT NULL DEFAULT '{}',    -- JSON by language
  url           TEXT NOT NULL DEFAULT '',      -- evidence elsewhere
  CHECK (actor_role IN ('clock','import') OR person_id IS NOT NULL),
  CHECK (act = 'moved' OR from_state = to_state)
) STRICT;
CREATE INDEX commitment_history_commitment ON commitment_history(commitment_id);
CREATE TRIGGER commitment_history_is_append_only BEFORE UPDATE ON commitment_history
BEGIN SELECT RAISE(ABORT, 'the history of a commitment is append-only'); END;
CREATE TRIGGER commitment_history_is_never_deleted BEFORE DELETE ON commitment_history
BEGIN SELECT RAISE(ABORT, 'the history of a commitment is append-only'); END;

-- The question put to people after each delivery. Ends by the clock; too few opinions leave the word to a visit.
CREATE TABLE commitment_check (
  id            INTEGER PRIMARY KEY,
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  opens_at      INTEGER NOT NULL,
  closes_at     INTEGER NOT NULL CHECK (closes_at > opens_at),
  result        TEXT CHECK (result IN ('verified','contested','too_few')), -- null: still open
  done          INTEGER NOT NULL DEFAULT 0 CHECK (done >= 0),     -- derived: rows of commitment_opinion
  partly        INTEGER NOT NULL DEFAULT 0 CHECK (partly >= 0),   -- derived
  not_done      INTEGER NOT NULL DEFAULT 0 CHECK (not_done >= 0), -- derived
  imported_done     INTEGER NOT NULL DEFAULT 0 CHECK (imported_done >= 0), -- came with an import, counted beside the rows here
  imported_partly   INTEGER NOT NULL DEFAULT 0 CHECK (imported_partly >= 0),
  imported_not_done INTEGER NOT NULL DEFAULT 0 CHECK (imported_not_done >= 0),
  source_key    TEXT UNIQUE
) STRICT;
CREATE UNIQUE INDEX commitment_check_open ON commitment_check(commitment_id) WHERE result IS NULL;
CREATE INDEX commitment_check_commitment ON commitment_check(commitment_id);

-- One person, one opinion for each check: the primary key. Changed until the check ends.
CREATE TABLE commitment_opinion (
  check_id   INTEGER NOT NULL REFERENCES commitment_check(id),
  person_id  INTEGER NOT NULL REFERENCES person(id),
  opinion    TEXT NOT NULL CHECK (opinion IN ('done','partly','not_done')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (check_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_opinion_person ON commitment_opinion(person_id);

-- Dropping takes two: an officer and the owner. The first asks, another person with the other role agrees or refuses.
CREATE TABLE commitment_drop (
  id            INTEGER PRIMARY KEY,
  commitment_id INTEGER NOT NULL REFERENCES commitment(id),
  asked_by      INTEGER NOT NULL REFERENCES person(id),
  asked_role    TEXT NOT NULL CHECK (asked_role IN ('officer','owner')),
  asked_at      INTEGER NOT NULL,
  reasons       TEXT NOT NULL CHECK (reasons <> '{}'), -- JSON by language
  decided_body  TEXT NOT NULL CHECK (decided_body <> ''), -- the body that decided, and when
  replaced_by   INTEGER REFERENCES commitment(id),
  state         TEXT NOT NULL CHECK (state IN ('asked','agreed','refused')),
  settled_by    INTEGER REFERENCES person(id),
  settled_at    INTEGER,
  CHECK ((state = 'asked') = (settled_by IS NULL)),
  CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
  CHECK (settled_by IS NULL OR state = 'refused' OR settled_by <> asked_by)
) STRICT;
CREATE UNIQUE INDEX commitment_drop_once ON commitment_drop(commitment_id) WHERE state = 'asked';
CREATE INDEX commitment_drop_commitment ON commitment_drop(commitment_id);
