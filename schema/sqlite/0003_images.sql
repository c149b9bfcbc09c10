-- Pictures people add to their ideas, with the description everyone needs to follow them.
-- And where a draft is about, so that a pin set while writing is not lost.

ALTER TABLE draft ADD COLUMN latitude REAL CHECK (latitude BETWEEN -90 AND 90);
ALTER TABLE draft ADD COLUMN longitude REAL CHECK (longitude BETWEEN -180 AND 180);

CREATE TABLE picture (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person(id),  -- who added it
  idea_id     INTEGER REFERENCES idea(id),
  draft_id    INTEGER REFERENCES draft(id),            -- while the idea is still being written
  position    INTEGER NOT NULL CHECK (position BETWEEN 1 AND 4), -- at most four, in this order
  state       TEXT NOT NULL CHECK (state IN ('kept','removed')), -- removed: its bytes are gone, that it was there stays
  description TEXT NOT NULL CHECK (description <> ''), -- what is to be seen, for those who do not see it
  language    TEXT NOT NULL,                           -- of the description
  created_at  INTEGER NOT NULL,
  CHECK ((idea_id IS NULL) <> (draft_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX picture_of_idea ON picture(idea_id, position) WHERE state = 'kept' AND idea_id IS NOT NULL;
CREATE UNIQUE INDEX picture_of_draft ON picture(draft_id, position) WHERE state = 'kept' AND draft_id IS NOT NULL;
CREATE INDEX picture_idea ON picture(idea_id) WHERE idea_id IS NOT NULL;
CREATE INDEX picture_person ON picture(person_id);

-- The pixels in two sizes, made by the server; nothing of the file that was sent.
CREATE TABLE picture_bytes (
  picture_id INTEGER NOT NULL REFERENCES picture(id),
  size       TEXT NOT NULL CHECK (size IN ('small','large')),
  hash       TEXT NOT NULL CHECK (length(hash) = 64),  -- BLAKE2b-256 of the bytes, in hex: their address
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0),
  bytes      BLOB NOT NULL,                             -- WebP
  PRIMARY KEY (picture_id, size)
) STRICT;
CREATE INDEX picture_bytes_hash ON picture_bytes(hash);

CREATE TABLE picture_history (
  id          INTEGER PRIMARY KEY,
  picture_id  INTEGER NOT NULL REFERENCES picture(id),
  act         TEXT NOT NULL CHECK (act IN ('added','described','removed')),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  description TEXT NOT NULL,                            -- as it was from then on
  language    TEXT NOT NULL,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX picture_history_picture ON picture_history(picture_id);

-- A draft that is thrown away takes its pictures along; publishing moves them to the idea first.
CREATE TRIGGER draft_takes_its_pictures BEFORE DELETE ON draft BEGIN
  DELETE FROM picture_bytes WHERE picture_id IN (SELECT id FROM picture WHERE draft_id = old.id);
  DELETE FROM picture_history WHERE picture_id IN (SELECT id FROM picture WHERE draft_id = old.id);
  DELETE FROM picture WHERE draft_id = old.id;
END;
