-- Pictures on the news and on the delivery of a commitment. A picture hangs on one of three things now, and a CHECK cannot be altered:
-- the three tables are made anew and take the rows along.

DROP TRIGGER draft_takes_its_pictures;

CREATE TABLE picture_anew (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),  -- who added it
  idea_id     INTEGER REFERENCES idea(id),
  draft_id    INTEGER REFERENCES draft(id),            -- while the idea is still being written
  entry_id    INTEGER REFERENCES commitment_history(id), -- news or a delivery
  position    INTEGER NOT NULL CHECK (position BETWEEN 1 AND 4), -- at most four, in this order
  state       TEXT NOT NULL CHECK (state IN ('kept','removed')), -- removed: its bytes are gone, that it was there stays
  description TEXT NOT NULL CHECK (description <> ''), -- what is to be seen, for those who do not see it
  language    TEXT NOT NULL,                           -- of the description
  created_at  INTEGER NOT NULL,
  CHECK ((idea_id IS NOT NULL) + (draft_id IS NOT NULL) + (entry_id IS NOT NULL) = 1),
  CHECK (entry_id IS NULL OR position <= 3)            -- of news and of a delivery at most three
) STRICT;
INSERT INTO picture_anew (id, person_id, idea_id, draft_id, position, state, description, language, created_at)
  SELECT id, person_id, idea_id, draft_id, position, state, description, language, created_at FROM picture;

CREATE TABLE picture_bytes_anew (
  picture_id INTEGER NOT NULL REFERENCES picture_anew(id),
  size       TEXT NOT NULL CHECK (size IN ('small','large')),
  hash       TEXT NOT NULL CHECK (length(hash) = 64),  -- BLAKE2b-256 of the bytes, in hex: their address
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0),
  bytes      BLOB NOT NULL,                             -- WebP
  PRIMARY KEY (picture_id, size)
) STRICT;
INSERT INTO picture_bytes_anew SELECT picture_id, size, hash, width, height, bytes FROM picture_bytes;

CREATE TABLE picture_history_anew (
  id          INTEGER PRIMARY KEY,
  picture_id  INTEGER NOT NULL REFERENCES picture_anew(id),
  act         TEXT NOT NULL CHECK (act IN ('added','described','removed')),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  description TEXT NOT NULL,                            -- as it was from then on
  language    TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
INSERT INTO picture_history_anew SELECT id, picture_id, act, person_id, description, language, at FROM picture_history;

DROP TABLE picture_history;
DROP TABLE picture_bytes;
DROP TABLE picture;
ALTER TABLE picture_anew RENAME TO picture;
ALTER TABLE picture_bytes_anew RENAME TO picture_bytes;
ALTER TABLE picture_history_anew RENAME TO picture_history;

CREATE UNIQUE INDEX picture_of_idea ON picture(idea_id, position) WHERE state = 'kept' AND idea_id IS NOT NULL;
CREATE UNIQUE INDEX picture_of_draft ON picture(draft_id, position) WHERE state = 'kept' AND draft_id IS NOT NULL;
CREATE UNIQUE INDEX picture_of_entry ON picture(entry_id, position) WHERE state = 'kept' AND entry_id IS NOT NULL;
CREATE INDEX picture_idea ON picture(idea_id) WHERE idea_id IS NOT NULL;
CREATE INDEX picture_entry ON picture(entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX picture_person ON picture(person_id);
CREATE INDEX picture_bytes_hash ON picture_bytes(hash);
CREATE INDEX picture_history_picture ON picture_history(picture_id);

-- A draft that is thrown away takes its pictures along; publishing moves them to the idea first.
CREATE TRIGGER draft_takes_its_pictures BEFORE DELETE ON draft BEGIN
  DELETE FROM picture_bytes WHERE picture_id IN (SELECT id FROM picture WHERE draft_id = old.id);
  DELETE FROM picture_history WHERE picture_id IN (SELECT id FROM picture WHERE draft_id = old.id);
  DELETE FROM picture WHERE draft_id = old.id;
END;

-- Visits, dates, details and what the clock does have no pictures: only a person's own word on how it goes.
CREATE TRIGGER picture_shows_news_or_delivery BEFORE INSERT ON picture
WHEN new.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM commitment_history h WHERE h.id = new.entry_id AND h.person_id IS NOT NULL
  AND h.texts <> '{}' AND (h.act = 'updated' OR (h.act = 'moved' AND h.to_state IN ('accepted','in_progress','at_risk','delivered'))))
BEGIN SELECT RAISE(ABORT, 'a picture belongs to news or to a delivery'); END;
CREATE TRIGGER picture_of_news_stays_there BEFORE UPDATE OF entry_id ON picture WHEN new.entry_id IS NOT old.entry_id
BEGIN SELECT RAISE(ABORT, 'a picture of news stays with them'); END;
CREATE TRIGGER picture_of_news_is_never_deleted BEFORE DELETE ON picture WHEN old.entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'that a picture stood with news stays'); END;
