-- Palabre, first schema. Times are UTC unix milliseconds from the program; ids are positive integers.
-- Texts in several languages are JSON objects {"fr": "…", "en": "…"} read by the program only.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,            -- what is remembered about the instance itself
  value TEXT NOT NULL
) STRICT;

CREATE TABLE organisation (
  id    INTEGER PRIMARY KEY,
  kind  TEXT NOT NULL CHECK (kind IN ('public_authority','association','company','provider','education','other')),
  names TEXT NOT NULL                -- JSON by language
) STRICT;

CREATE TABLE person (
  id                INTEGER PRIMARY KEY,
  opaque_id         TEXT NOT NULL UNIQUE,   -- names the person in the event log; erasure cuts it loose
  email             TEXT UNIQUE,            -- lower case; null for people who came with an import
  email_verified_at INTEGER,                -- null: unverified
  password_hash     TEXT,                   -- Argon2id, encoded; null: cannot sign in
  name              TEXT NOT NULL,          -- display name or pseudonym
  language          TEXT NOT NULL,          -- of the interface
  organisation_id   INTEGER REFERENCES organisation(id), -- set: the account speaks for it, never supports or votes
  is_admin          INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0,1)),
  is_demo           INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0,1)),
  suspended_at      INTEGER,
  created_at        INTEGER NOT NULL,
  source_key        TEXT UNIQUE             -- of an import: "demo:lipowe:halina"
) STRICT;

CREATE TABLE session (
  id           INTEGER PRIMARY KEY,
  person_id    INTEGER NOT NULL REFERENCES person(id),
  token_digest TEXT NOT NULL UNIQUE,        -- BLAKE2b of the token; the token itself is never stored
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX session_person ON session(person_id);

CREATE TABLE redesign (
  id               INTEGER PRIMARY KEY,
  slug             TEXT NOT NULL UNIQUE,
  state            TEXT NOT NULL CHECK (state IN ('draft','review','announced','open','paused','follow_up','evaluated','archived','cancelled')),
  organisation_id  INTEGER REFERENCES organisation(id),  -- the public body that owns it
  service_area     TEXT NOT NULL DEFAULT '',
  languages        TEXT NOT NULL,            -- JSON list, first is the original
  texts            TEXT NOT NULL,            -- JSON: title, summary, easy_read, aim, can_change[], fixed_points[], decides, promise; each by language
  power_level      TEXT NOT NULL CHECK (power_level IN ('inform','consult','involve','collaborate','empower')),
  territory        TEXT NOT NULL DEFAULT '', -- a place name
  latitude         REAL,
  longitude        REAL,
  population       INTEGER,
  budget_eur       INTEGER,
  answer_days      INTEGER NOT NULL DEFAULT 30 CHECK (answer_days BETWEEN 1 AND 365), -- an idea is answered within
  ideas            INTEGER NOT NULL DEFAULT 0, -- derived: ideas that are public
  comments         INTEGER NOT NULL DEFAULT 0, -- derived: comments that are public, under public ideas
  supports         INTEGER NOT NULL DEFAULT 0, -- derived: rows of idea_support under public ideas
  answers          INTEGER NOT NULL DEFAULT 0, -- derived: public ideas with an answer in force
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  source_key       TEXT UNIQUE
) STRICT;

CREATE TABLE redesign_history (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  from_state  TEXT NOT NULL,
  to_state    TEXT NOT NULL,
  person_id   INTEGER REFERENCES person(id),   -- null: the clock or an import
  at          INTEGER NOT NULL,
  reason      TEXT NOT NULL
) STRICT;
CREATE INDEX redesign_history_redesign ON redesign_history(redesign_id);

CREATE TABLE role (
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  role        TEXT NOT NULL CHECK (role IN ('facilitator','moderator','officer','owner')), -- participant: everyone signed in
  granted_by  INTEGER REFERENCES person(id),
  granted_at  INTEGER NOT NULL,
  PRIMARY KEY (redesign_id, person_id, role)
) STRICT, WITHOUT ROWID;
-- Nobody is moderator and officer in one redesign.
CREATE UNIQUE INDEX role_never_both ON role(redesign_id, person_id) WHERE role IN ('moderator','officer');
CREATE INDEX role_person ON role(person_id);

CREATE TABLE phase (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  position    INTEGER NOT NULL,              -- order on the timeline
  type        TEXT NOT NULL CHECK (type IN ('stories','ideas','brainstorm','consultation','discussion','hackathon','deliberation','prototype','vote','follow_up','evaluation')),
  stage       TEXT NOT NULL CHECK (stage IN ('co-commission','co-design','co-deliver','co-assess')),
  titles      TEXT NOT NULL,                 -- JSON by language
  state       TEXT NOT NULL CHECK (state IN ('planned','frozen','open','closed','counted','results_published','skipped')),
  opens_at    INTEGER,                       -- null: opened by hand
  closes_at   INTEGER,                       -- null: closed by hand
  extensions  INTEGER NOT NULL DEFAULT 0,    -- how often the end was moved while open
  reopenings  INTEGER NOT NULL DEFAULT 0,
  created_at  INTEGER NOT NULL,
  source_key  TEXT UNIQUE,
  CHECK (opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at)
) STRICT;
CREATE INDEX phase_redesign ON phase(redesign_id, position);
CREATE INDEX phase_clock ON phase(state, opens_at, closes_at);

CREATE TABLE phase_history (
  id         INTEGER PRIMARY KEY,
  phase_id   INTEGER NOT NULL REFERENCES phase(id),
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  person_id  INTEGER REFERENCES person(id),  -- null: the clock or an import
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  ends_at    INTEGER                         -- the end that was set, when it was
) STRICT;
CREATE INDEX phase_history_phase ON phase_history(phase_id);

CREATE TABLE idea (
  id             INTEGER PRIMARY KEY,
  redesign_id    INTEGER NOT NULL REFERENCES redesign(id),
  phase_id       INTEGER REFERENCES phase(id),  -- in which it was proposed
  author_id      INTEGER NOT NULL REFERENCES person(id),
  state          TEXT NOT NULL CHECK (state IN ('draft','submitted','published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined','merged','withdrawn','hidden')),
  state_before_hidden TEXT,                     -- what `restore` goes back to
  version        INTEGER NOT NULL CHECK (version >= 1), -- newest row of idea_version
  frozen_version INTEGER,                       -- the one a ballot cites
  language       TEXT NOT NULL,                 -- of the original
  title          TEXT NOT NULL,                 -- of the newest version, original language
  body           TEXT NOT NULL,
  channel        TEXT NOT NULL DEFAULT 'online' CHECK (channel IN ('online','assisted')),
  place          TEXT NOT NULL DEFAULT '',
  latitude       REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude      REAL CHECK (longitude BETWEEN -180 AND 180),
  merged_into    INTEGER REFERENCES idea(id),
  supports       INTEGER NOT NULL DEFAULT 0 CHECK (supports >= 0), -- derived: rows of idea_support
  comments       INTEGER NOT NULL DEFAULT 0 CHECK (comments >= 0), -- derived: public comments
  imported_supports INTEGER NOT NULL DEFAULT 0 CHECK (imported_supports >= 0), -- derived: sum of imported_count 'support_%' and 'votes_for'
  answer_due_at  INTEGER,                       -- null: no answer is due any more
  created_at     INTEGER NOT NULL,
  updated_at     INTEGER NOT NULL,
  source_key     TEXT UNIQUE,                   -- of an import; makes a second import add nothing
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK ((state = 'hidden') = (state_before_hidden IS NOT NULL)),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX idea_redesign_newest ON idea(redesign_id, created_at, id);
CREATE INDEX idea_redesign_supports ON idea(redesign_id, supports + imported_supports, id);
CREATE INDEX idea_redesign_comments ON idea(redesign_id, comments, id);
CREATE INDEX idea_author ON idea(author_id);
CREATE INDEX idea_answer_due ON idea(redesign_id, answer_due_at) WHERE answer_due_at IS NOT NULL;
CREATE INDEX idea_merged_into ON idea(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE idea_version (
  idea_id    INTEGER NOT NULL REFERENCES idea(id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  language   TEXT NOT NULL,
  is_original INTEGER NOT NULL DEFAULT 1 CHECK (is_original IN (0,1)), -- 0: a translation that came with it
  title      TEXT NOT NULL,
  body       TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',       -- why it changed, in the author's words
  person_id  INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (idea_id, version, language)
) STRICT, WITHOUT ROWID;
-- A published text is never altered: versions are append-only.
CREATE TRIGGER idea_version_is_append_only BEFORE UPDATE ON idea_version
BEGIN SELECT RAISE(ABORT, 'idea versions are append-only'); END;

CREATE TABLE idea_tag (
  idea_id INTEGER NOT NULL REFERENCES idea(id),
  tag     TEXT NOT NULL,
  PRIMARY KEY (idea_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX idea_tag_tag ON idea_tag(tag, idea_id);

-- One person, one support: the primary key.
CREATE TABLE idea_support (
  idea_id    INTEGER NOT NULL REFERENCES idea(id),
  person_id  INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (idea_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX idea_support_person ON idea_support(person_id);

CREATE TABLE idea_history (
  id          INTEGER PRIMARY KEY,
  idea_id     INTEGER NOT NULL REFERENCES idea(id),
  from_state  TEXT NOT NULL,
  to_state    TEXT NOT NULL,
  person_id   INTEGER REFERENCES person(id),  -- null: the clock or an import
  actor_role  TEXT NOT NULL,                  -- author, moderator, officer, owner, clock, import
  at          INTEGER NOT NULL,
  reason      TEXT NOT NULL DEFAULT '',
  reason_code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX idea_history_idea ON idea_history(idea_id);

CREATE TABLE draft (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  language    TEXT NOT NULL,
  tags        TEXT NOT NULL DEFAULT '',        -- comma separated, as typed
  place       TEXT NOT NULL DEFAULT '',
  updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_person ON draft(person_id);

-- Counts that came with an import; never mixed with what people did here.
CREATE TABLE imported_count (
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
  target_id   INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('support_online','support_assisted','votes_for','votes_against','votes_mixed','votes')),
  count       INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (target_kind, target_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  id         INTEGER PRIMARY KEY,
  idea_id    INTEGER NOT NULL REFERENCES idea(id),
  parent_id  INTEGER REFERENCES comment(id),   -- null: directly under the idea
  author_id  INTEGER NOT NULL REFERENCES person(id),
  stance     TEXT NOT NULL CHECK (stance IN ('for','against','question','neutral')),
  language   TEXT NOT NULL,
  body       TEXT NOT NULL,                    -- of the newest version
  version    INTEGER NOT NULL CHECK (version >= 1),
  state      TEXT NOT NULL CHECK (state IN ('published','hidden','withdrawn')),
  channel    TEXT NOT NULL DEFAULT 'online' CHECK (channel IN ('online','assisted')),
  created_at INTEGER NOT NULL,
  edited_at  INTEGER,                          -- null: never
  source_key TEXT UNIQUE
) STRICT;
CREATE INDEX comment_idea ON comment(idea_id, created_at, id);
CREATE INDEX comment_parent ON comment(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comment_author ON comment(author_id);

CREATE TABLE comment_version (
  comment_id INTEGER NOT NULL REFERENCES comment(id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  body       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (comment_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE report (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
  target_id   INTEGER NOT NULL,
  reporter_id INTEGER NOT NULL REFERENCES person(id),
  rule        TEXT NOT NULL CHECK (rule IN ('insult','hate','private_data','off_topic','spam','illegal','other')),
  body        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open','upheld','dismissed')),
  created_at  INTEGER NOT NULL,
  decided_by  INTEGER REFERENCES person(id),
  decided_at  INTEGER,
  decision    TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX report_once ON report(target_kind, target_id, reporter_id) WHERE state = 'open';
CREATE INDEX report_queue ON report(redesign_id, state, created_at);

CREATE TABLE hiding (
  id              INTEGER PRIMARY KEY,
  redesign_id     INTEGER NOT NULL REFERENCES redesign(id),
  target_kind     TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
  target_id       INTEGER NOT NULL,
  rule            TEXT NOT NULL CHECK (rule IN ('insult','hate','private_data','off_topic','spam','illegal','other')),
  reason          TEXT NOT NULL,               -- public
  person_id       INTEGER REFERENCES person(id), -- the moderator; null: an import
  at              INTEGER NOT NULL,
  restored_by     INTEGER REFERENCES person(id),
  restored_at     INTEGER,
  restored_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX hiding_once ON hiding(target_kind, target_id) WHERE restored_at IS NULL;
CREATE INDEX hiding_redesign ON hiding(redesign_id, at);

CREATE TABLE merge (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  idea_id     INTEGER NOT NULL REFERENCES idea(id),   -- the one that goes
  into_id     INTEGER NOT NULL REFERENCES idea(id),   -- the one that stays
  state       TEXT NOT NULL CHECK (state IN ('proposed','done','refused','cancelled')),
  reason      TEXT NOT NULL,
  person_id   INTEGER REFERENCES person(id),          -- the moderator; null: an import
  created_at  INTEGER NOT NULL,
  decided_at  INTEGER,
  CHECK (idea_id <> into_id)
) STRICT;
CREATE UNIQUE INDEX merge_once ON merge(idea_id) WHERE state IN ('proposed','done');
CREATE INDEX merge_into ON merge(into_id);

CREATE TABLE merge_consent (
  merge_id   INTEGER NOT NULL REFERENCES merge(id),
  person_id  INTEGER NOT NULL REFERENCES person(id),  -- an author of one of the two
  is_given   INTEGER CHECK (is_given IN (0,1)),        -- null: not yet said
  decided_at INTEGER,
  PRIMARY KEY (merge_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_consent_person ON merge_consent(person_id);

CREATE TABLE answer (
  id            INTEGER PRIMARY KEY,
  idea_id       INTEGER NOT NULL REFERENCES idea(id),
  person_id     INTEGER NOT NULL REFERENCES person(id),  -- the officer
  kind          TEXT NOT NULL CHECK (kind IN ('accepted','in_study','deferred','declined')),
  reason_code   TEXT NOT NULL DEFAULT '' CHECK (reason_code IN ('','competence','law','cost','charter','existing')),
  review_on     INTEGER,
  created_at    INTEGER NOT NULL,
  supersedes    INTEGER UNIQUE REFERENCES answer(id),    -- the one it replaces; both stay readable
  source_key    TEXT UNIQUE,
  CHECK ((kind = 'declined') = (reason_code <> '')),
  CHECK ((kind = 'deferred') = (review_on IS NOT NULL))
) STRICT;
CREATE INDEX answer_idea ON answer(idea_id);

CREATE TABLE answer_text (
  answer_id INTEGER NOT NULL REFERENCES answer(id),
  language  TEXT NOT NULL,
  body      TEXT NOT NULL,
  PRIMARY KEY (answer_id, language)
) STRICT, WITHOUT ROWID;

-- The same key gives the same answer, once.
CREATE TABLE idempotency (
  person_id   INTEGER NOT NULL,               -- 0: a visitor
  key         TEXT NOT NULL,
  fingerprint TEXT NOT NULL,                  -- of method, path and body
  status      INTEGER NOT NULL,
  answer      TEXT NOT NULL,                  -- content type, headers and body
  created_at  INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency(created_at);

CREATE TABLE event (
  seq         INTEGER PRIMARY KEY,
  at          INTEGER NOT NULL,
  actor       TEXT NOT NULL,                  -- opaque id of a person, "clock" or "import"
  channel     TEXT NOT NULL,                  -- "redesign:12" or "instance"
  subject     TEXT NOT NULL,                  -- "idea:40" or empty
  type        TEXT NOT NULL,
  payload     TEXT NOT NULL,                  -- JSON, nothing personal
  parent_hash TEXT NOT NULL,
  hash        TEXT NOT NULL
) STRICT;
CREATE INDEX event_channel ON event(channel, seq);
CREATE INDEX event_subject ON event(subject, seq);
CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

-- What an import brought and has no home yet: kept verbatim for a later version.
CREATE TABLE kept_import (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  kind        TEXT NOT NULL,                  -- "ballots", "idea.amendments", …
  source_key  TEXT NOT NULL UNIQUE,
  payload     TEXT NOT NULL,                  -- JSON
  imported_at INTEGER NOT NULL
) STRICT;

CREATE TABLE search_entry (
  id          INTEGER PRIMARY KEY,
  kind        INTEGER NOT NULL,               -- 1 idea, 2 comment
  target_id   INTEGER NOT NULL,
  redesign_id INTEGER NOT NULL,
  idea_id     INTEGER NOT NULL,
  title       TEXT NOT NULL,
  body        TEXT NOT NULL,
  UNIQUE (kind, target_id)
) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5(
  title, body, content='search_entry', content_rowid='id', tokenize="unicode61 remove_diacritics 2", prefix='2 3');
CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  INSERT INTO search_text(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
  INSERT INTO search_text(search_text, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
  INSERT INTO search_text(search_text, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO search_text(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
