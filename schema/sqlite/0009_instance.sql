-- The instance itself: who may not take part for now, how it looks, what its own pages say.

-- Why somebody cannot sign in, since when, and how it ended. person.suspended_at says the same in short: `palabre check` compares.
CREATE TABLE suspension (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person(id),
  reason        TEXT NOT NULL CHECK (reason <> ''),       -- read by the person when they sign in
  suspended_by  INTEGER NOT NULL REFERENCES person(id),
  suspended_at  INTEGER NOT NULL,
  lifted_by     INTEGER REFERENCES person(id),
  lifted_at     INTEGER,                                  -- null: in force
  lifted_reason TEXT NOT NULL DEFAULT '',
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  CHECK ((lifted_at IS NULL) = (lifted_reason = '')),
  CHECK (suspended_by <> person_id)
) STRICT;
CREATE UNIQUE INDEX suspension_in_force ON suspension(person_id) WHERE lifted_at IS NULL;
CREATE INDEX suspension_person ON suspension(person_id);

-- A session of somebody suspended cannot be.
CREATE TRIGGER session_needs_a_standing_account BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM person WHERE id = new.person_id AND suspended_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a suspended account has no session'); END;

-- At least one administrator stays: neither the role nor the account of the last one can go.
CREATE TRIGGER instance_keeps_an_administrator BEFORE UPDATE OF is_admin, suspended_at ON person
WHEN old.is_admin = 1 AND old.suspended_at IS NULL AND (new.is_admin = 0 OR new.suspended_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM person WHERE is_admin = 1 AND suspended_at IS NULL AND id <> old.id)
BEGIN SELECT RAISE(ABORT, 'the instance keeps an administrator'); END;
CREATE TRIGGER instance_keeps_an_administrator_too BEFORE DELETE ON person
WHEN old.is_admin = 1 AND old.suspended_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM person WHERE is_admin = 1 AND suspended_at IS NULL AND id <> old.id)
BEGIN SELECT RAISE(ABORT, 'the instance keeps an administrator'); END;
CREATE INDEX person_admin ON person(is_admin) WHERE is_admin = 1;

-- Every theme an organisation ever had; the newest row is in force.
CREATE TABLE theme (
  id              INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  tokens          TEXT,                     -- JSON: light, dark (or null), font, radius; null: back to the look of the instance
  hash            TEXT,                     -- of the style sheet: its address
  css             TEXT,                     -- the style sheet as it is served
  person_id       INTEGER NOT NULL REFERENCES person(id),
  at              INTEGER NOT NULL,
  CHECK ((tokens IS NULL) = (css IS NULL)),
  CHECK ((tokens IS NULL) = (hash IS NULL))
) STRICT;
CREATE INDEX theme_organisation ON theme(organisation_id, id);
CREATE INDEX theme_hash ON theme(hash) WHERE hash IS NOT NULL;
CREATE TRIGGER theme_is_append_only BEFORE UPDATE ON theme
BEGIN SELECT RAISE(ABORT, 'themes are append-only'); END;

-- The instance's own texts where they differ from the shipped ones; the newest row of a subject and language is in force.
CREATE TABLE instance_text (
  id        INTEGER PRIMARY KEY,
  subject   TEXT NOT NULL CHECK (subject IN ('site_name','site_description','help','charter','privacy','accessibility')),
  language  TEXT NOT NULL,
  body      TEXT CHECK (body <> ''),        -- null: back to the shipped text
  person_id INTEGER NOT NULL REFERENCES person(id),
  at        INTEGER NOT NULL
) STRICT;
CREATE INDEX instance_text_current ON instance_text(subject, language, id);
CREATE TRIGGER instance_text_is_append_only BEFORE UPDATE ON instance_text
BEGIN SELECT RAISE(ABORT, 'texts of the instance are append-only'); END;
