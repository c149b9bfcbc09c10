-- Several servers on one database: who they are, what they tell each other, and which of them sends a mail.

CREATE TABLE node (
  id            TEXT COLLATE "C" PRIMARY KEY,             -- random, another one at each start
  version       TEXT COLLATE "C" NOT NULL,                -- of the program
  started_at    BIGINT NOT NULL,
  seen_at       BIGINT NOT NULL,             -- its last sign of life; after ten silent seconds it does not count
  published_seq BIGINT NOT NULL CHECK (published_seq >= 0) -- the newest event its listeners were told of
);

-- How many sockets of a node follow a channel.
CREATE TABLE node_presence (
  node_id TEXT COLLATE "C" NOT NULL REFERENCES node(id),
  channel TEXT COLLATE "C" NOT NULL,
  count   BIGINT NOT NULL CHECK (count >= 1),
  PRIMARY KEY (node_id, channel)
);

-- What a node let through since it last told, so that the others count it too. Its rows live for some seconds.
CREATE TABLE node_use (
  node_id TEXT COLLATE "C" NOT NULL REFERENCES node(id),
  number  BIGINT NOT NULL CHECK (number >= 1),
  at      BIGINT NOT NULL,
  uses    TEXT COLLATE "C" NOT NULL,                      -- lines "key count"; a key is a digest with a secret of the instance, never an address
  PRIMARY KEY (node_id, number)
);

-- Limits that are counted exactly over all nodes: costly requests, passwords, new visitors.
CREATE TABLE limit_use (
  key      TEXT COLLATE "C" PRIMARY KEY,                  -- a digest with a secret of the instance, never an address
  used     BIGINT NOT NULL CHECK (used >= 1),
  until_us BIGINT NOT NULL                   -- unix microseconds: a bucket is full again, or the hour is over
);
CREATE INDEX limit_use_until ON limit_use(until_us);

ALTER TABLE mail ADD COLUMN sender TEXT COLLATE "C" NOT NULL DEFAULT ''; -- the node whose attempt is under way; empty: a server that is alone
ALTER TABLE mail ADD COLUMN sending_until BIGINT;           -- after this moment nobody sends it any more
