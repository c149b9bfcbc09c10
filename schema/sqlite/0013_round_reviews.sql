-- The review of a round's report, statements among what is moderated, and what people are told of rounds they joined.

-- A host holds the report back; who did it stands in the round's history.
ALTER TABLE round ADD COLUMN held_at INTEGER;                      -- the report is not published by the clock; null: it is
ALTER TABLE round ADD COLUMN held_reason TEXT NOT NULL DEFAULT ''  -- said to those who took part
  CHECK ((held_at IS NULL) = (held_reason = ''));
ALTER TABLE dissent ADD COLUMN objects_to INTEGER                  -- the draft that must not be published as it is; null: a note only
  CHECK (objects_to >= 1);

-- A beginning that was announced as near; a moved one is announced again.
CREATE TABLE round_warning (
  round_id  INTEGER NOT NULL REFERENCES round(id),
  starts_at INTEGER NOT NULL,
  PRIMARY KEY (round_id, starts_at)
) STRICT, WITHOUT ROWID;

-- Statements join ideas and comments among what can be reported, hidden and restored: the tables are made anew with their rows.
CREATE TABLE old_decision AS SELECT * FROM moderation_decision;
CREATE TABLE old_report AS SELECT * FROM report;
CREATE TABLE old_hiding AS SELECT * FROM hiding;
CREATE TABLE old_opinion AS SELECT * FROM second_opinion;
DROP TABLE report;
DROP TABLE hiding;
DROP TABLE second_opinion;
DROP TABLE case_watch;
DROP TABLE moderation_decision;

CREATE TABLE moderation_decision (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment','statement')),
  target_id   INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('kept','hidden','restored')),
  rule        TEXT NOT NULL DEFAULT '' CHECK (rule IN ('','insult','hate','private_data','off_topic','spam','illegal','other')),
  reason      TEXT NOT NULL,                 -- of a keeping: inside only
  person_id   INTEGER NOT NULL REFERENCES person(id), -- the moderator
  at          INTEGER NOT NULL,
  undone_at   INTEGER,                       -- taken back by the same moderator
  CHECK ((kind = 'hidden') = (rule <> '')),
  CHECK (undone_at IS NULL OR undone_at >= at)
) STRICT;
INSERT INTO moderation_decision (id, redesign_id, target_kind, target_id, kind, rule, reason, person_id, at, undone_at)
  SELECT id, redesign_id, target_kind, target_id, kind, rule, reason, person_id, at, undone_at FROM old_decision;
CREATE INDEX moderation_decision_redesign ON moderation_decision(redesign_id, at);
CREATE INDEX moderation_decision_target ON moderation_decision(target_kind, target_id, id);
CREATE INDEX moderation_decision_person ON moderation_decision(person_id, at);

CREATE TABLE report (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment','statement')),
  target_id   INTEGER NOT NULL,
  reporter_id INTEGER NOT NULL REFERENCES person(id),
  rule        TEXT NOT NULL CHECK (rule IN ('insult','hate','private_data','off_topic','spam','illegal','other')),
  body        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open','upheld','dismissed')),
  created_at  INTEGER NOT NULL,
  decided_by  INTEGER REFERENCES person(id),
  decided_at  INTEGER,
  decision    TEXT NOT NULL DEFAULT '',
  decision_id INTEGER REFERENCES moderation_decision(id), -- the decision that settled it
  CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;
INSERT INTO report (id, redesign_id, target_kind, target_id, reporter_id, rule, body, state, created_at, decided_by, decided_at, decision, decision_id)
  SELECT id, redesign_id, target_kind, target_id, reporter_id, rule, body, state, created_at, decided_by, decided_at, decision, decision_id FROM old_report;
CREATE UNIQUE INDEX report_once ON report(target_kind, target_id, reporter_id) WHERE state = 'open';
CREATE INDEX report_queue ON report(redesign_id, state, created_at);
CREATE INDEX report_decision ON report(decision_id) WHERE decision_id IS NOT NULL;

CREATE TABLE hiding (
  id              INTEGER PRIMARY KEY,
  redesign_id     INTEGER NOT NULL REFERENCES redesign(id),
  target_kind     TEXT NOT NULL CHECK (target_kind IN ('idea','comment','statement')),
  target_id       INTEGER NOT NULL,
  rule            TEXT NOT NULL CHECK (rule IN ('insult','hate','private_data','off_topic','spam','illegal','other')),
  reason          TEXT NOT NULL,               -- public
  person_id       INTEGER REFERENCES person(id), -- the moderator; null: an import
  at              INTEGER NOT NULL,
  restored_by     INTEGER REFERENCES person(id),
  restored_at     INTEGER,
  restored_reason TEXT NOT NULL DEFAULT '',
  decision_id     INTEGER REFERENCES moderation_decision(id), -- null: an import, or before decisions were kept
  restoration_id  INTEGER REFERENCES moderation_decision(id), -- the decision that restored it
  undone          INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0,1)) -- 1: taken back at once, not restored for a reason
) STRICT;
INSERT INTO hiding (id, redesign_id, target_kind, target_id, rule, reason, person_id, at, restored_by, restored_at, restored_reason, decision_id, restoration_id, undone)
  SELECT id, redesign_id, target_kind, target_id, rule, reason, person_id, at, restored_by, restored_at, restored_reason, decision_id, restoration_id, undone
  FROM old_hiding;
CREATE UNIQUE INDEX hiding_once ON hiding(target_kind, target_id) WHERE restored_at IS NULL;
CREATE INDEX hiding_redesign ON hiding(redesign_id, at);

CREATE TABLE second_opinion (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment','statement')),
  target_id   INTEGER NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id), -- who asks
  note        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  decision_id INTEGER REFERENCES moderation_decision(id) -- null: open
) STRICT;
INSERT INTO second_opinion (id, redesign_id, target_kind, target_id, person_id, note, at, decision_id)
  SELECT id, redesign_id, target_kind, target_id, person_id, note, at, decision_id FROM old_opinion;
CREATE UNIQUE INDEX second_opinion_once ON second_opinion(target_kind, target_id) WHERE decision_id IS NULL;
CREATE INDEX second_opinion_decision ON second_opinion(decision_id) WHERE decision_id IS NOT NULL;

-- Its rows mean something for a minute only.
CREATE TABLE case_watch (
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment','statement')),
  target_id   INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,
  PRIMARY KEY (redesign_id, person_id)
) STRICT, WITHOUT ROWID;

DROP TABLE old_decision;
DROP TABLE old_report;
DROP TABLE old_hiding;
DROP TABLE old_opinion;

-- Notices know rounds, and statements that were hidden.
CREATE TABLE old_notice AS SELECT * FROM notice;
DROP TABLE notice;
CREATE TABLE notice (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),   -- who is told
  kind        TEXT NOT NULL CHECK (kind IN ('answer','state','comment','reply','idea','merge_asked','merge_done','phase','closing','hidden','restored','round')),
  subject     TEXT NOT NULL,                  -- "idea:40", "comment:7", "redesign:1", "phase:3", "round:2": what is told in one line
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  idea_id     INTEGER REFERENCES idea(id),
  comment_id  INTEGER REFERENCES comment(id), -- the first of the new ones, or the one that was hidden
  phase_id    INTEGER REFERENCES phase(id),
  merge_id    INTEGER REFERENCES merge(id),
  round_id    INTEGER REFERENCES round(id),
  statement_id INTEGER REFERENCES statement(id), -- the one that was hidden or restored
  word        TEXT NOT NULL DEFAULT '',       -- the state or the kind of answer it tells of
  count       INTEGER NOT NULL CHECK (count >= 1), -- how many of the same this line tells of
  is_mine     INTEGER NOT NULL CHECK (is_mine IN (0,1)), -- about what the person wrote
  first_seq   INTEGER NOT NULL,               -- the events it tells of lie between these two
  last_seq    INTEGER NOT NULL,
  at          INTEGER NOT NULL,               -- of the newest
  read_at     INTEGER,                        -- null: unread
  mailed_seq  INTEGER NOT NULL DEFAULT 0,     -- up to which event a mail told of it
  CHECK (first_seq <= last_seq),
  CHECK (kind <> 'round' OR round_id IS NOT NULL)
) STRICT;
INSERT INTO notice (id, person_id, kind, subject, redesign_id, idea_id, comment_id, phase_id, merge_id, word, count, is_mine, first_seq, last_seq, at, read_at, mailed_seq)
  SELECT id, person_id, kind, subject, redesign_id, idea_id, comment_id, phase_id, merge_id, word, count, is_mine, first_seq, last_seq, at, read_at, mailed_seq
  FROM old_notice;
DROP TABLE old_notice;
CREATE UNIQUE INDEX notice_unread ON notice(person_id, kind, subject) WHERE read_at IS NULL;
CREATE INDEX notice_list ON notice(person_id, at, id);
CREATE INDEX notice_idea ON notice(idea_id) WHERE idea_id IS NOT NULL;
