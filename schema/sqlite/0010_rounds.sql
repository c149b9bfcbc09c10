-- Live deliberation rounds: seats at tables, turns by the server's clock, statements, one judgement for each person and statement, a report.

CREATE TABLE round (
  id             INTEGER PRIMARY KEY,
  redesign_id    INTEGER NOT NULL REFERENCES redesign(id),
  phase_id       INTEGER NOT NULL REFERENCES phase(id),  -- of type deliberation
  state          TEXT NOT NULL CHECK (state IN ('planned','lobby','briefing','groups','plenary','converge','closed','reported','paused','aborted')),
  paused_state   TEXT CHECK (paused_state IN ('lobby','briefing','groups','plenary','converge')), -- where a pause goes back to
  pause_cause    TEXT NOT NULL DEFAULT '' CHECK (pause_cause IN ('','moderator','away')),
  paused_at      INTEGER,
  stage_at       INTEGER,                    -- when the stage began; a pause moves it on
  questions      TEXT NOT NULL,              -- JSON by language
  access         TEXT NOT NULL,              -- JSON list of texts by language: interpreter, telephone, picture cards
  call_url       TEXT NOT NULL DEFAULT '',   -- of a call held elsewhere; for those with a seat
  starts_at      INTEGER NOT NULL,           -- when the briefing is to begin
  minutes        TEXT NOT NULL,              -- JSON: minutes of lobby, briefing, groups, plenary, converge
  turn_seconds   INTEGER NOT NULL CHECK (turn_seconds BETWEEN 20 AND 600),
  table_seats    INTEGER NOT NULL CHECK (table_seats BETWEEN 2 AND 12),
  seats_max      INTEGER NOT NULL CHECK (seats_max BETWEEN 2 AND 400),
  seed           TEXT NOT NULL,              -- 64 hexadecimal digits; inside until the tables are drawn
  seed_hash      TEXT NOT NULL,              -- SHA-256 of the seed's text, public from the first day
  drawn_at       INTEGER,
  lead_id        INTEGER REFERENCES person(id), -- who leads now
  abort_by       INTEGER REFERENCES person(id), -- the first of the two who end it early
  seats          INTEGER NOT NULL DEFAULT 0 CHECK (seats >= 0),       -- derived, as the four that follow
  statements     INTEGER NOT NULL DEFAULT 0 CHECK (statements >= 0),  -- not joined into another
  turns          INTEGER NOT NULL DEFAULT 0 CHECK (turns >= 0),       -- taken: begun and ended
  votes          INTEGER NOT NULL DEFAULT 0 CHECK (votes >= 0),
  common_ground  INTEGER NOT NULL DEFAULT 0 CHECK (common_ground >= 0), -- of a closed round
  created_at     INTEGER NOT NULL,
  source_key     TEXT UNIQUE,
  CHECK ((state = 'paused') = (paused_state IS NOT NULL)),
  CHECK ((state = 'paused') = (pause_cause <> '')),
  CHECK ((state = 'paused') = (paused_at IS NOT NULL))
) STRICT;
CREATE INDEX round_redesign ON round(redesign_id, starts_at);
CREATE INDEX round_running ON round(state, starts_at);

CREATE TABLE round_history (
  id         INTEGER PRIMARY KEY,
  round_id   INTEGER NOT NULL REFERENCES round(id),
  from_state TEXT NOT NULL,
  to_state   TEXT NOT NULL,
  person_id  INTEGER REFERENCES person(id),  -- null: the clock or an import
  at         INTEGER NOT NULL,
  reason     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX round_history_round ON round_history(round_id);

-- Those who moderate and facilitate; at least one for eight seats.
CREATE TABLE round_host (
  round_id    INTEGER NOT NULL REFERENCES round(id),
  person_id   INTEGER NOT NULL REFERENCES person(id),
  token       TEXT NOT NULL UNIQUE,          -- names the channel that the desk follows
  presence    TEXT NOT NULL DEFAULT 'unseen' CHECK (presence IN ('unseen','connected','reconnecting','gone')),
  presence_at INTEGER NOT NULL,
  PRIMARY KEY (round_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_host_person ON round_host(person_id);

CREATE TABLE round_table (
  id            INTEGER PRIMARY KEY,
  round_id      INTEGER NOT NULL REFERENCES round(id),
  number        INTEGER NOT NULL CHECK (number >= 0), -- 0: the plenary
  rapporteur_id INTEGER REFERENCES seat(id),
  UNIQUE (round_id, number)
) STRICT;

-- A seat keeps its number whatever happens to the line.
CREATE TABLE seat (
  id          INTEGER PRIMARY KEY,
  round_id    INTEGER NOT NULL REFERENCES round(id),
  number      INTEGER NOT NULL CHECK (number >= 1),
  person_id   INTEGER REFERENCES person(id), -- null: by telephone, in the room, or imported
  name        TEXT NOT NULL,                 -- shown at the table, chosen by the person
  kind        TEXT NOT NULL CHECK (kind IN ('user','resident','association','professional','administration')), -- mixed over the tables
  channel     TEXT NOT NULL CHECK (channel IN ('online','phone','onsite','imported')),
  wishes      TEXT NOT NULL DEFAULT '',      -- comma separated: sound, text, phone, interpreter
  token       TEXT NOT NULL UNIQUE,
  table_id    INTEGER REFERENCES round_table(id),
  presence    TEXT NOT NULL DEFAULT 'unseen' CHECK (presence IN ('unseen','connected','reconnecting','gone')),
  presence_at INTEGER NOT NULL,
  help_at     INTEGER,                       -- asked for help and not yet answered
  nudged_at   INTEGER,                       -- was reminded that it may speak
  seated_by   INTEGER REFERENCES person(id), -- the host who entered a person without a device
  created_at  INTEGER NOT NULL,
  source_key  TEXT UNIQUE,
  UNIQUE (round_id, number),
  UNIQUE (round_id, person_id)
) STRICT;
CREATE INDEX seat_table ON seat(table_id);
CREATE INDEX seat_person ON seat(person_id);

CREATE TABLE turn (
  id         INTEGER PRIMARY KEY,
  round_id   INTEGER NOT NULL REFERENCES round(id),
  table_id   INTEGER NOT NULL REFERENCES round_table(id),
  seat_id    INTEGER NOT NULL REFERENCES seat(id),
  state      TEXT NOT NULL CHECK (state IN ('queued','speaking','done','yielded','skipped')),
  mode       TEXT NOT NULL CHECK (mode IN ('voice','text','cards','interpreter')),
  queued_at  INTEGER NOT NULL,
  started_at INTEGER,
  ends_at    INTEGER,                        -- while speaking: when the time is over
  ended_at   INTEGER,
  reason     TEXT NOT NULL DEFAULT '',       -- of a skipped one
  source_key TEXT UNIQUE,
  CHECK ((state = 'queued') = (started_at IS NULL AND ended_at IS NULL)),
  CHECK ((state = 'speaking') = (started_at IS NOT NULL AND ended_at IS NULL)),
  CHECK (state <> 'done' OR started_at IS NOT NULL),
  CHECK ((started_at IS NULL) = (ends_at IS NULL)),
  CHECK (state <> 'skipped' OR reason <> '')
) STRICT;
-- One speaker at a table, one place in line for a person.
CREATE UNIQUE INDEX turn_one_speaker ON turn(table_id) WHERE state = 'speaking';
CREATE UNIQUE INDEX turn_one_place ON turn(seat_id) WHERE state IN ('queued','speaking');
CREATE INDEX turn_table ON turn(table_id, state);
CREATE INDEX turn_round ON turn(round_id);
CREATE INDEX turn_clock ON turn(ends_at) WHERE state = 'speaking';

CREATE TABLE statement (
  id         INTEGER PRIMARY KEY,
  round_id   INTEGER NOT NULL REFERENCES round(id),
  table_id   INTEGER REFERENCES round_table(id), -- whose statement it is; null: imported without one
  seat_id    INTEGER REFERENCES seat(id),        -- who wrote it down; asked before it is joined
  number     INTEGER NOT NULL CHECK (number >= 1),
  texts      TEXT NOT NULL,                      -- JSON by language
  created_at INTEGER NOT NULL,
  source_key TEXT UNIQUE,
  UNIQUE (round_id, number)
) STRICT;
CREATE TRIGGER statement_is_append_only BEFORE UPDATE ON statement
BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;
CREATE TRIGGER statement_is_kept BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'statements are append-only'); END;

-- One statement goes into another when the authors of both agree.
CREATE TABLE statement_join (
  id           INTEGER PRIMARY KEY,
  round_id     INTEGER NOT NULL REFERENCES round(id),
  statement_id INTEGER NOT NULL REFERENCES statement(id),
  into_id      INTEGER NOT NULL REFERENCES statement(id),
  state        TEXT NOT NULL CHECK (state IN ('proposed','done','refused')),
  from_consent INTEGER CHECK (from_consent IN (0,1)),
  into_consent INTEGER CHECK (into_consent IN (0,1)),
  person_id    INTEGER REFERENCES person(id),   -- the moderator
  created_at   INTEGER NOT NULL,
  CHECK (statement_id <> into_id),
  CHECK (state <> 'done' OR (from_consent = 1 AND into_consent = 1))
) STRICT;
CREATE UNIQUE INDEX statement_join_once ON statement_join(statement_id) WHERE state IN ('proposed','done');
CREATE INDEX statement_join_round ON statement_join(round_id);

-- One person, one judgement of a statement: the primary key. No time is kept.
CREATE TABLE statement_vote (
  statement_id INTEGER NOT NULL REFERENCES statement(id),
  seat_id      INTEGER NOT NULL REFERENCES seat(id),
  choice       INTEGER NOT NULL CHECK (choice IN (-1,0,1)),  -- disagree, pass, agree
  entered_by   INTEGER REFERENCES person(id),                -- the host who typed it for a person without a device
  PRIMARY KEY (statement_id, seat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_vote_seat ON statement_vote(seat_id);

CREATE TABLE round_report (
  round_id   INTEGER NOT NULL REFERENCES round(id),
  version    INTEGER NOT NULL CHECK (version >= 1),
  language   TEXT NOT NULL,
  body       TEXT NOT NULL,
  person_id  INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,               -- of the newest: since when the draft lies with the participants
  PRIMARY KEY (round_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER round_report_is_append_only BEFORE UPDATE ON round_report
BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;

CREATE TABLE dissent (
  round_id   INTEGER NOT NULL REFERENCES round(id),
  seat_id    INTEGER NOT NULL REFERENCES seat(id),
  language   TEXT NOT NULL,
  body       TEXT NOT NULL,
  is_named   INTEGER NOT NULL CHECK (is_named IN (0,1)),  -- whether the name of the seat stands under it
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (round_id, seat_id)
) STRICT, WITHOUT ROWID;
