-- The owner's roadmap: what was answered to the six questions before a redesign began. Read by those who work on it.

CREATE TABLE roadmap_answer (
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),
  question    TEXT NOT NULL CHECK (question IN ('context','aim','values','means','obstacles','methods')),
  language    TEXT NOT NULL CHECK (length(language) = 2), -- in which it was written
  body        TEXT NOT NULL CHECK (length(body) > 0),
  updated_at  INTEGER NOT NULL,
  PRIMARY KEY (redesign_id, question)
) STRICT, WITHOUT ROWID;
