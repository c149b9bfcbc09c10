-- Formal votes: what stands on the ballot, who has had theirs, what is in the box, the paper, and the result.

-- One vote in one phase of type "vote". What people read of it is frozen before it opens.
CREATE TABLE vote (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  phase_id    INTEGER NOT NULL UNIQUE REFERENCES phase(id) ON DELETE CASCADE, -- a planned phase may be taken out
  method      TEXT NOT NULL CHECK (method IN ('approval','budget','ranked')),
  texts       TEXT NOT NULL,                              -- JSON by language: the question
  seats       INTEGER CHECK (seats >= 1),                 -- how many options win; null with a budget, which decides it
  choices_max INTEGER CHECK (choices_max >= 1),           -- approval: on one ballot; null: as many as one likes
  budget      INTEGER CHECK (budget >= 1),                -- whole units of `currency`
  currency    TEXT CHECK (length(currency) = 3),
  cast_count  INTEGER NOT NULL DEFAULT 0 CHECK (cast_count >= 0), -- derived: rows of ballot
  imported    INTEGER NOT NULL DEFAULT 0 CHECK (imported >= 0), -- ballots that came with an import: nobody on the register here cast them
  created_by  INTEGER REFERENCES person(id),              -- null: an import
  created_at  INTEGER NOT NULL,
  frozen_at   INTEGER,
  counted_by  INTEGER REFERENCES person(id),
  counted_at  INTEGER,
  root        TEXT,                                       -- over the seals of all ballots; also in the event of the count
  result      TEXT,                                       -- JSON: what votes/outcome.hpp says; never leaves before the phase says results_published
  signed_by   INTEGER REFERENCES person(id),              -- the witness
  signed_at   INTEGER,
  source_key  TEXT UNIQUE,
  CHECK (imported <= cast_count),
  CHECK ((method = 'budget') = (budget IS NOT NULL)),
  CHECK ((budget IS NULL) = (currency IS NULL)),
  CHECK ((method = 'budget') = (seats IS NULL)),
  CHECK (choices_max IS NULL OR method = 'approval'),
  CHECK ((counted_at IS NULL) = (result IS NULL)),
  CHECK ((counted_at IS NULL) = (root IS NULL)),
  CHECK (counted_at IS NULL OR frozen_at IS NOT NULL),
  CHECK (signed_at IS NULL OR counted_at IS NOT NULL),
  CHECK (signed_by IS NULL OR signed_by <> counted_by)    -- nobody witnesses their own count
) STRICT;
CREATE INDEX vote_redesign ON vote(redesign_id);

-- An option is an idea in a version that stays, or a text of its own. `position` is its number on screen and on paper.
CREATE TABLE vote_option (
  vote_id      INTEGER NOT NULL REFERENCES vote(id) ON DELETE CASCADE,
  position     INTEGER NOT NULL CHECK (position >= 1),
  idea_id      INTEGER REFERENCES idea(id),
  idea_version INTEGER,                                   -- set when the vote is frozen
  texts        TEXT NOT NULL DEFAULT '{}',                -- JSON by language; empty for an idea, whose title speaks
  cost         INTEGER CHECK (cost >= 0),                 -- with a budget
  PRIMARY KEY (vote_id, position),
  UNIQUE (vote_id, idea_id),
  CHECK ((idea_id IS NULL) = (texts <> '{}')),
  CHECK (idea_version IS NULL OR idea_id IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_option_idea ON vote_option(idea_id) WHERE idea_id IS NOT NULL;

-- Who has had their ballot: the register. It shares no key, no order and no moment with the box below; both are kept by key alone.
CREATE TABLE vote_register (
  vote_id   INTEGER NOT NULL REFERENCES vote(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  way       TEXT NOT NULL CHECK (way IN ('online','paper')), -- cast on a screen, or handed a paper ballot
  PRIMARY KEY (vote_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_register_person ON vote_register(person_id);

-- Codes printed on paper ballots, as digests. A ballot whose receipt has the same digest used it.
CREATE TABLE vote_code (
  vote_id     INTEGER NOT NULL REFERENCES vote(id),
  code_digest TEXT NOT NULL CHECK (length(code_digest) = 64),
  PRIMARY KEY (vote_id, code_digest)
) STRICT, WITHOUT ROWID;

-- Paper ballots out of one envelope: counted by hand when it is opened, entered, and signed by somebody else.
CREATE TABLE vote_batch (
  id         INTEGER PRIMARY KEY,
  vote_id    INTEGER NOT NULL REFERENCES vote(id),
  label      TEXT NOT NULL CHECK (label <> ''),           -- "Town hall, envelope 2"
  papers     INTEGER NOT NULL CHECK (papers >= 1),        -- counted by hand, before anything is entered
  spoiled    INTEGER NOT NULL DEFAULT 0 CHECK (spoiled >= 0),
  entered    INTEGER NOT NULL DEFAULT 0 CHECK (entered >= 0), -- derived: rows of ballot
  opened_by  INTEGER NOT NULL REFERENCES person(id),
  opened_at  INTEGER NOT NULL,
  signed_by  INTEGER REFERENCES person(id),
  signed_at  INTEGER,
  lost_reason TEXT NOT NULL DEFAULT '',                   -- public: papers that were counted and cannot be entered
  CHECK (spoiled + entered <= papers),
  CHECK ((signed_by IS NULL) = (signed_at IS NULL)),
  CHECK (signed_by IS NULL OR signed_by <> opened_by),
  CHECK (signed_at IS NULL OR spoiled + entered = papers OR lost_reason <> '')
) STRICT;
CREATE INDEX vote_batch_vote ON vote_batch(vote_id);

-- The box. The key is the digest of a random receipt, so the rows lie in no order of casting, and no row says when or who.
CREATE TABLE ballot (
  vote_id        INTEGER NOT NULL REFERENCES vote(id),
  receipt_digest TEXT NOT NULL CHECK (length(receipt_digest) = 64),
  channel        TEXT NOT NULL CHECK (channel IN ('online','paper','assisted')),
  batch_id       INTEGER REFERENCES vote_batch(id),       -- paper entered here; null for imported paper
  weight         INTEGER NOT NULL DEFAULT 1 CHECK (weight >= 1), -- voices carried; only an import has more than one
  choices        TEXT NOT NULL,                           -- JSON: groups of positions, the first preferred; [] is blank
  seal           TEXT NOT NULL CHECK (length(seal) = 64), -- digest of all the above: an altered row is found by name
  PRIMARY KEY (vote_id, receipt_digest),
  CHECK (batch_id IS NULL OR channel = 'paper')
) STRICT, WITHOUT ROWID;
CREATE INDEX ballot_batch ON ballot(batch_id) WHERE batch_id IS NOT NULL;

CREATE TRIGGER ballot_stays BEFORE UPDATE ON ballot BEGIN SELECT RAISE(ABORT, 'a ballot is never changed'); END;
CREATE TRIGGER ballot_is_kept BEFORE DELETE ON ballot BEGIN SELECT RAISE(ABORT, 'a ballot is never removed'); END;
CREATE TRIGGER ballot_in_time BEFORE INSERT ON ballot
WHEN (SELECT counted_at FROM vote WHERE id = NEW.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the vote is counted'); END;
CREATE TRIGGER vote_register_stays BEFORE DELETE ON vote_register BEGIN SELECT RAISE(ABORT, 'who voted stays on the register'); END;
CREATE TRIGGER vote_options_frozen BEFORE UPDATE ON vote_option
WHEN (SELECT frozen_at FROM vote WHERE id = OLD.vote_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the options of a frozen vote stay'); END;
CREATE TRIGGER vote_result_stays BEFORE UPDATE OF result, root ON vote WHEN OLD.result IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a result is never changed'); END;
