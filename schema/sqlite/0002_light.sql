-- Contributions without an account: reactions and answers to one question, claimed later and counted once.

ALTER TABLE redesign ADD COLUMN takes_light INTEGER NOT NULL DEFAULT 0 CHECK (takes_light IN (0,1)); -- the owner's switch
ALTER TABLE redesign ADD COLUMN reactions INTEGER NOT NULL DEFAULT 0; -- derived: rows of idea_reaction under public ideas
ALTER TABLE idea ADD COLUMN reactions INTEGER NOT NULL DEFAULT 0 CHECK (reactions >= 0); -- derived: rows of idea_reaction

-- Who contributed lightly: a person, or a visitor known by a random token in one browser. Claiming turns the second into the first.
CREATE TABLE contributor (
  id           INTEGER PRIMARY KEY,
  person_id    INTEGER UNIQUE REFERENCES person(id),
  token_digest TEXT UNIQUE,                 -- BLAKE2b of the visitor's token; the token itself is never stored
  created_at   INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (token_digest IS NULL))
) STRICT;

-- "This matters to me": one for each contributor and idea, the primary key. Never mixed with supports.
CREATE TABLE idea_reaction (
  idea_id        INTEGER NOT NULL REFERENCES idea(id),
  contributor_id INTEGER NOT NULL REFERENCES contributor(id),
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (idea_id, contributor_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX idea_reaction_contributor ON idea_reaction(contributor_id);

CREATE TABLE question (
  id          INTEGER PRIMARY KEY,
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  texts       TEXT NOT NULL,                -- JSON by language
  answers     INTEGER NOT NULL DEFAULT 0 CHECK (answers >= 0), -- derived: rows of question_answer
  created_at  INTEGER NOT NULL,
  closed_at   INTEGER                       -- set when another question took its place
) STRICT;
CREATE INDEX question_redesign ON question(redesign_id);
-- One question at a time.
CREATE UNIQUE INDEX question_current ON question(redesign_id) WHERE closed_at IS NULL;

CREATE TABLE question_choice (
  question_id INTEGER NOT NULL REFERENCES question(id),
  position    INTEGER NOT NULL CHECK (position BETWEEN 1 AND 6),
  texts       TEXT NOT NULL,                -- JSON by language
  answers     INTEGER NOT NULL DEFAULT 0 CHECK (answers >= 0), -- derived: rows of question_answer
  PRIMARY KEY (question_id, position)
) STRICT, WITHOUT ROWID;

-- One answer for each contributor and question: the primary key.
CREATE TABLE question_answer (
  question_id    INTEGER NOT NULL,
  contributor_id INTEGER NOT NULL REFERENCES contributor(id),
  position       INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (question_id, contributor_id),
  FOREIGN KEY (question_id, position) REFERENCES question_choice(question_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX question_answer_contributor ON question_answer(contributor_id);
CREATE INDEX question_answer_choice ON question_answer(question_id, position);

-- What became a person's when they signed in: shown to them, never to others.
CREATE TABLE light_claim (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  at        INTEGER NOT NULL,
  taken     INTEGER NOT NULL CHECK (taken >= 0),     -- contributions that are now theirs
  dropped   INTEGER NOT NULL CHECK (dropped >= 0)    -- those they had already made signed in: counted once
) STRICT;
CREATE INDEX light_claim_person ON light_claim(person_id, at);
