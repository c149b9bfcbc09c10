-- How staff work together: answers that wait for a second pair of eyes, decisions that can be taken back for a moment.

-- Every decision of a moderator about one text. A report that was settled by it names it, so that taking it back reopens the report.
CREATE TABLE moderation_decision (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
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
CREATE INDEX moderation_decision_redesign ON moderation_decision(redesign_id, at);
CREATE INDEX moderation_decision_target ON moderation_decision(target_kind, target_id, id);
CREATE INDEX moderation_decision_person ON moderation_decision(person_id, at);

ALTER TABLE report ADD COLUMN decision_id INTEGER REFERENCES moderation_decision(id);     -- the decision that settled it
ALTER TABLE hiding ADD COLUMN decision_id INTEGER REFERENCES moderation_decision(id);     -- null: an import, or before decisions were kept
ALTER TABLE hiding ADD COLUMN restoration_id INTEGER REFERENCES moderation_decision(id);  -- the decision that restored it
ALTER TABLE hiding ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0,1));  -- 1: taken back at once, not restored for a reason
CREATE INDEX report_decision ON report(decision_id) WHERE decision_id IS NOT NULL;

-- "Please look at this too": one open question per text, closed by the decision about it.
CREATE TABLE second_opinion (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
  target_id   INTEGER NOT NULL,
  person_id   INTEGER NOT NULL REFERENCES person(id), -- who asks
  note        TEXT NOT NULL,
  at          INTEGER NOT NULL,
  decision_id INTEGER REFERENCES moderation_decision(id) -- null: open
) STRICT;
CREATE UNIQUE INDEX second_opinion_once ON second_opinion(target_kind, target_id) WHERE decision_id IS NULL;
CREATE INDEX second_opinion_decision ON second_opinion(decision_id) WHERE decision_id IS NOT NULL;

-- Who looks at a case now; rows older than a minute mean nothing and go away.
CREATE TABLE case_watch (
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('idea','comment')),
  target_id   INTEGER NOT NULL,
  seen_at     INTEGER NOT NULL,
  PRIMARY KEY (redesign_id, person_id)
) STRICT, WITHOUT ROWID;

-- Answers need a second pair of eyes where the owner says so.
ALTER TABLE redesign ADD COLUMN four_eyes INTEGER NOT NULL DEFAULT 0 CHECK (four_eyes IN (0,1));

-- What an officer has written and not sent: theirs alone.
CREATE TABLE answer_draft (
  idea_id     INTEGER NOT NULL REFERENCES idea(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  kind        TEXT NOT NULL CHECK (kind IN ('','accepted','in_study','deferred','declined')),
  reason_code TEXT NOT NULL,
  review_on   TEXT NOT NULL,                 -- as typed
  texts       TEXT NOT NULL,                 -- JSON by language
  note        TEXT NOT NULL DEFAULT '',      -- of the officer who sent it back
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (idea_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_draft_person ON answer_draft(person_id);

-- Answers that wait for release, and what became of them. Nothing public reads this table.
CREATE TABLE pending_answer (
  id          INTEGER PRIMARY KEY,
  idea_id     INTEGER NOT NULL REFERENCES idea(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),   -- who wrote it
  kind        TEXT NOT NULL CHECK (kind IN ('accepted','in_study','deferred','declined')),
  reason_code TEXT NOT NULL DEFAULT '' CHECK (reason_code IN ('','competence','law','cost','charter','existing')),
  review_on   INTEGER,
  texts       TEXT NOT NULL,                 -- JSON by language
  created_at  INTEGER NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('waiting','released','sent_back','taken_back')),
  decided_by  INTEGER REFERENCES person(id),
  decided_at  INTEGER,
  note        TEXT NOT NULL DEFAULT '',
  answer_id   INTEGER UNIQUE REFERENCES answer(id),
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK ((state = 'waiting') = (decided_by IS NULL)),
  CHECK ((state = 'released') = (answer_id IS NOT NULL)),
  -- Four eyes: who wrote it neither releases it nor sends it back, and only they take it back.
  CHECK (state NOT IN ('released','sent_back') OR decided_by <> person_id),
  CHECK (state <> 'taken_back' OR decided_by = person_id),
  CHECK ((kind = 'declined') = (reason_code <> '')),
  CHECK ((kind = 'deferred') = (review_on IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX pending_answer_once ON pending_answer(idea_id) WHERE state = 'waiting';

-- Which officer looks after an idea.
CREATE TABLE idea_assignment (
  idea_id     INTEGER PRIMARY KEY REFERENCES idea(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  assigned_by INTEGER NOT NULL REFERENCES person(id),
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX idea_assignment_person ON idea_assignment(person_id);

-- Comments in which the public body asks the author for something. It is answered by the author's next word on the idea.
CREATE TABLE clarification (
  comment_id INTEGER PRIMARY KEY REFERENCES comment(id),
  idea_id    INTEGER NOT NULL REFERENCES idea(id),
  at         INTEGER NOT NULL
) STRICT;
CREATE INDEX clarification_idea ON clarification(idea_id, at);
