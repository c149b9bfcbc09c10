-- Several servers on one database: who they are, what they tell each other, and which of them sends a mail.

CREATE TABLE node (
  id            TEXT PRIMARY KEY,             -- random, another one at each start
  version       TEXT NOT NULL,                -- of the program
  started_at    INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL,             -- its last sign of life; after ten silent seconds it does not count
  published_seq INTEGER NOT NULL CHECK (published_seq >= 0) -- the newest event its listeners were told of
) STRICT, WITHOUT ROWID;

-- How many sockets of a node follow a channel.
CREATE TABLE node_presence (
  node_id TEXT NOT NULL REFERENCES node(id),
  channel TEXT NOT NULL,
  count   INTEGER NOT NULL CHECK (count >= 1),
  PRIMARY KEY (node_id, channel)
) STRICT, WITHOUT ROWID;

-- What a node let through since it last told, so that the others count it too. Its rows live for some seconds.
CREATE TABLE node_use (
  node_id TEXT NOT NULL REFERENCES node(id),
  number  INTEGER NOT NULL CHECK (number >= 1),
  at      INTEGER NOT NULL,
  uses    TEXT NOT NULL,                      -- lines "key count"; a key is a digest with a secret of the instance, never an address
  PRIMARY KEY (node_id, number)
) STRICT, WITHOUT ROWID;

-- Limits that are counted exactly over all nodes: costly requests, passwords, new visitors.
CREATE TABLE limit_use (
  key      TEXT PRIMARY KEY,                  -- a digest with a secret of the instance, never an address
  used     INTEGER NOT NULL CHECK (used >= 1),
  until_us INTEGER NOT NULL                   -- unix microseconds: a bucket is full again, or the hour is over
) STRICT, WITHOUT ROWID;
CREATE INDEX limit_use_until ON limit_use(until_us);

ALTER TABLE mail ADD COLUMN sender TEXT NOT NULL DEFAULT ''; -- the node whose attempt is under way; empty: a server that is alone
ALTER TABLE mail ADD COLUMN sending_until INTEGER;           -- after this moment nobody sends it any more
