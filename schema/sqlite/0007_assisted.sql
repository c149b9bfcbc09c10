-- Contributions that a facilitator enters for people who are offline: whose they are, by whom, with which consent, from where.

-- How a support came in. What a person claims later with the number of their slip keeps it.
ALTER TABLE idea_support ADD COLUMN channel TEXT NOT NULL DEFAULT 'online' CHECK (channel IN ('online','assisted'));
ALTER TABLE idea ADD COLUMN assisted_supports INTEGER NOT NULL DEFAULT 0 CHECK (assisted_supports >= 0); -- derived: rows of idea_support with channel 'assisted'
CREATE INDEX idea_assisted ON idea(redesign_id) WHERE channel = 'assisted';
CREATE INDEX comment_assisted ON comment(idea_id) WHERE channel = 'assisted';

-- A person without an account, met by a facilitator. The number on their slip is the key: one slip, one person, counted once.
CREATE TABLE assisted_person (
  person_id   INTEGER PRIMARY KEY REFERENCES person(id),
  redesign_id INTEGER NOT NULL REFERENCES redesign(id),   -- a slip is good in one redesign
  slip        TEXT NOT NULL UNIQUE CHECK (length(slip) = 10),
  created_at  INTEGER NOT NULL,
  claimed_by  INTEGER REFERENCES person(id),              -- the account that took the contributions over, once
  claimed_at  INTEGER,
  CHECK ((claimed_by IS NULL) = (claimed_at IS NULL)),
  CHECK (claimed_by IS NULL OR claimed_by <> person_id)
) STRICT;
CREATE INDEX assisted_person_redesign ON assisted_person(redesign_id);
CREATE INDEX assisted_person_claimed ON assisted_person(claimed_by) WHERE claimed_by IS NOT NULL;

-- How to reach a person who wished to be told what becomes of it. Read by the facilitators of the redesign on their own page
-- only: in no answer of the API, no export and no event. Forgotten on its day, on request, and when the slip is claimed.
CREATE TABLE assisted_contact (
  person_id  INTEGER PRIMARY KEY REFERENCES person(id),
  contact    TEXT NOT NULL CHECK (contact <> ''),         -- a telephone number or a postal address, as the person gave it
  keep_until INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX assisted_contact_until ON assisted_contact(keep_until);

-- Paper collected before a phase closed may be entered after it, under a record that says which paper and why so late.
CREATE TABLE assisted_batch (
  id              INTEGER PRIMARY KEY,
  redesign_id     INTEGER NOT NULL REFERENCES redesign(id),
  label           TEXT NOT NULL CHECK (label <> ''),      -- "12 sheets from the Saturday market"
  reason          TEXT NOT NULL CHECK (reason <> ''),     -- public
  collected_from  INTEGER NOT NULL,                       -- the first and the end of the last day of collecting
  collected_until INTEGER NOT NULL,
  opened_by       INTEGER NOT NULL REFERENCES person(id), -- a moderator or the owner
  created_at      INTEGER NOT NULL,
  open_until      INTEGER NOT NULL,                       -- nothing is entered under it after this moment
  CHECK (collected_from < collected_until),
  CHECK (created_at < open_until)
) STRICT;
CREATE INDEX assisted_batch_redesign ON assisted_batch(redesign_id, created_at);

CREATE TABLE assisted_entry (
  id               INTEGER PRIMARY KEY,
  redesign_id      INTEGER NOT NULL REFERENCES redesign(id),
  person_id        INTEGER NOT NULL REFERENCES assisted_person(person_id), -- whose contribution it is
  facilitator_id   INTEGER NOT NULL REFERENCES person(id),                 -- who entered it
  kind             TEXT NOT NULL CHECK (kind IN ('idea','comment','support','reaction','answer')),
  idea_id          INTEGER REFERENCES idea(id),
  comment_id       INTEGER REFERENCES comment(id),
  question_id      INTEGER REFERENCES question(id),
  source           TEXT NOT NULL CHECK (source IN ('stall','phone','event','paper')),
  collected_on     INTEGER NOT NULL,                -- the day on which the person said it
  consent_version  INTEGER NOT NULL CHECK (consent_version >= 1), -- of the sentence that was read aloud
  consent_language TEXT NOT NULL,
  batch_id         INTEGER REFERENCES assisted_batch(id), -- set: entered after the close
  entry_key        TEXT NOT NULL CHECK (entry_key <> ''), -- made by the device: the same entry sent twice is one
  fingerprint      TEXT NOT NULL,                         -- of what was sent under that key
  created_at       INTEGER NOT NULL,
  undone_at        INTEGER,
  UNIQUE (redesign_id, entry_key),
  CHECK (person_id <> facilitator_id),              -- nobody enters for themselves
  CHECK ((kind = 'answer') = (question_id IS NOT NULL)),
  CHECK ((kind = 'answer') = (idea_id IS NULL)),
  CHECK ((kind = 'comment') = (comment_id IS NOT NULL)),
  CHECK (batch_id IS NULL OR source = 'paper')
) STRICT;
CREATE INDEX assisted_entry_desk ON assisted_entry(redesign_id, created_at);
CREATE INDEX assisted_entry_person ON assisted_entry(person_id);
CREATE INDEX assisted_entry_batch ON assisted_entry(batch_id) WHERE batch_id IS NOT NULL;
