-- The owner's roadmap: what was answered to the six questions before a redesign began. Read by those who work on it.

CREATE TABLE roadmap_answer (
  redesign_id BIGINT NOT NULL REFERENCES redesign(id),
  question    TEXT COLLATE "C" NOT NULL CHECK (question IN ('context','aim','values','means','obstacles','methods')),
  language    TEXT COLLATE "C" NOT NULL CHECK (length(language) = 2), -- in which it was written
  body        TEXT COLLATE "C" NOT NULL CHECK (length(body) > 0),
  updated_at  BIGINT NOT NULL,
  PRIMARY KEY (redesign_id, question)
);
