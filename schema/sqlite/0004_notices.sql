-- Who follows what, what they were told, and how it reached them.

-- Set: the account was erased by its owner. Nothing that names the person may stand beside it.
ALTER TABLE person ADD COLUMN erased_at INTEGER CHECK (erased_at IS NULL OR
  (email IS NULL AND password_hash IS NULL AND name = '' AND organisation_id IS NULL AND is_admin = 0 AND source_key IS NULL));

-- What people chose for themselves; no row: the defaults of people/settings.hpp.
CREATE TABLE person_setting (
  person_id      INTEGER PRIMARY KEY REFERENCES person(id),
  mail_frequency TEXT NOT NULL CHECK (mail_frequency IN ('never','at_once','daily','weekly')),
  hides_presence INTEGER NOT NULL CHECK (hides_presence IN (0,1)),  -- 1: not counted among those who read a page
  has_shortcuts  INTEGER NOT NULL CHECK (has_shortcuts IN (0,1)),   -- 0: single keys do nothing
  is_easy_read   INTEGER NOT NULL CHECK (is_easy_read IN (0,1)),
  mailed_at      INTEGER                       -- when the last mail about notices was queued
) STRICT;

CREATE TABLE follow (
  person_id   INTEGER NOT NULL REFERENCES person(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('redesign','idea')),
  target_id   INTEGER NOT NULL,
  origin      TEXT NOT NULL CHECK (origin IN ('chosen','author','comment','merge')),
  is_on       INTEGER NOT NULL CHECK (is_on IN (0,1)),  -- 0: stopped by hand; writing again does not begin it anew
  since       INTEGER NOT NULL,
  PRIMARY KEY (person_id, target_kind, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_target ON follow(target_kind, target_id, person_id) WHERE is_on = 1;

CREATE TABLE notice (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),   -- who is told
  kind        TEXT NOT NULL CHECK (kind IN ('answer','state','comment','reply','idea','merge_asked','merge_done','phase','closing','hidden','restored')),
  subject     TEXT NOT NULL,                  -- "idea:40", "comment:7", "redesign:1", "phase:3": what is told in one line
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  idea_id     INTEGER REFERENCES idea(id),
  comment_id  INTEGER REFERENCES comment(id), -- the first of the new ones, or the one that was hidden
  phase_id    INTEGER REFERENCES phase(id),
  merge_id    INTEGER REFERENCES merge(id),
  word        TEXT NOT NULL DEFAULT '',       -- the state or the kind of answer it tells of
  count       INTEGER NOT NULL CHECK (count >= 1), -- how many of the same this line tells of
  is_mine     INTEGER NOT NULL CHECK (is_mine IN (0,1)), -- about what the person wrote
  first_seq   INTEGER NOT NULL,               -- the events it tells of lie between these two
  last_seq    INTEGER NOT NULL,
  at          INTEGER NOT NULL,               -- of the newest
  read_at     INTEGER,                        -- null: unread
  mailed_seq  INTEGER NOT NULL DEFAULT 0,     -- up to which event a mail told of it
  CHECK (first_seq <= last_seq)
) STRICT;
-- What is not read yet is told in one line; a line grows only by newer events, so that none counts twice.
CREATE UNIQUE INDEX notice_unread ON notice(person_id, kind, subject) WHERE read_at IS NULL;
CREATE INDEX notice_list ON notice(person_id, at, id);
CREATE INDEX notice_idea ON notice(idea_id) WHERE idea_id IS NOT NULL;

-- Up to where the event log and the table of merges were turned into notices; one row, written in the same transaction as they are.
CREATE TABLE notice_cursor (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  seq      INTEGER NOT NULL,
  merge_id INTEGER NOT NULL
) STRICT;
INSERT INTO notice_cursor SELECT 1, COALESCE((SELECT MAX(seq) FROM event), 0), COALESCE((SELECT MAX(id) FROM merge), 0);

-- An end of a phase that was announced as near; moved ends are announced again.
CREATE TABLE phase_warning (
  phase_id  INTEGER NOT NULL REFERENCES phase(id),
  closes_at INTEGER NOT NULL,
  PRIMARY KEY (phase_id, closes_at)
) STRICT, WITHOUT ROWID;

-- Up to which comment a person has seen an idea's discussion.
CREATE TABLE idea_visit (
  person_id    INTEGER NOT NULL REFERENCES person(id),
  idea_id      INTEGER NOT NULL REFERENCES idea(id),
  seen_comment INTEGER NOT NULL CHECK (seen_comment >= 0),
  at           INTEGER NOT NULL,
  PRIMARY KEY (person_id, idea_id)
) STRICT, WITHOUT ROWID;

-- Mail that waits to be sent, or was.
CREATE TABLE mail (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),
  kind        TEXT NOT NULL CHECK (kind IN ('notices','verify','reset')),
  recipient   TEXT NOT NULL,
  language    TEXT NOT NULL,
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,
  html        TEXT NOT NULL,
  unsubscribe TEXT NOT NULL DEFAULT '',       -- address of List-Unsubscribe
  state       TEXT NOT NULL CHECK (state IN ('waiting','sending','sent','given_up')),
  tries       INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
  next_try_at INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  done_at     INTEGER,
  problem     TEXT NOT NULL DEFAULT '',       -- what the mail server said last
  CHECK ((state IN ('sent','given_up')) = (done_at IS NOT NULL)),
  CHECK (done_at IS NULL OR (text = '' AND html = '' AND recipient = '')) -- what is over is not kept
) STRICT;
CREATE INDEX mail_waiting ON mail(state, next_try_at) WHERE done_at IS NULL;
CREATE INDEX mail_person ON mail(person_id, created_at);

-- One row before each attempt: a mail leaves at most once per row.
CREATE TABLE mail_try (
  mail_id    INTEGER NOT NULL REFERENCES mail(id),
  number     INTEGER NOT NULL CHECK (number >= 1),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,                         -- null: under way, or the program ended meanwhile
  outcome    TEXT NOT NULL DEFAULT '',        -- "sent", or what went wrong
  PRIMARY KEY (mail_id, number)
) STRICT, WITHOUT ROWID;

-- Links that were sent by mail, good once and for a quarter of an hour; only digests are stored.
CREATE TABLE mail_link (
  digest     TEXT PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES person(id),
  kind       TEXT NOT NULL CHECK (kind IN ('verify','reset')),
  email      TEXT NOT NULL,                   -- the address it was sent to: another one is not verified by it
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_link_person ON mail_link(person_id);

-- Those who wrote before there was anything to follow.
INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since)
  SELECT i.author_id, 'idea', i.id, 'author', 1, i.created_at FROM idea i JOIN person p ON p.id = i.author_id WHERE p.email IS NOT NULL;
INSERT INTO follow (person_id, target_kind, target_id, origin, is_on, since)
  SELECT c.author_id, 'idea', c.idea_id, 'comment', 1, MIN(c.created_at) FROM comment c JOIN person p ON p.id = c.author_id
  WHERE p.email IS NOT NULL AND true GROUP BY c.author_id, c.idea_id ON CONFLICT DO NOTHING;
