// SQL for rounds, hosts, tables and histories.
// Called by the acts and views of this folder, by screens and by transfer.
#include "rounds/round_repo.hpp"

#include "base/limits.hpp"
#include "crypto/crypto.hpp"
#include "db/event_log.hpp"
#include "redesigns/redesign_repo.hpp"
#include "redesigns/texts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::rounds {

namespace {

using nlohmann::json;

constexpr std::string_view columns =
    "SELECT id, redesign_id, phase_id, state, paused_state, pause_cause, paused_at, stage_at, questions, access, call_url, starts_at, minutes, "
    "turn_seconds, table_seats, seats_max, seed, seed_hash, drawn_at, lead_id, abort_by, seats, statements, turns, votes, common_ground, held_at, held_reason FROM round ";
const std::string find_sql = std::string(columns) + "WHERE id = $1";
const std::string list_sql = std::string(columns) +
                             "WHERE redesign_id = $1 ORDER BY state IN ('closed','reported','aborted'), "
                             "CASE WHEN state IN ('closed','reported','aborted') THEN -starts_at ELSE starts_at END, id LIMIT $2";
const std::string joined_sql = std::string(columns) +
                               "WHERE id IN (SELECT s.round_id FROM seat s WHERE s.person_id = $1) ORDER BY state IN ('closed','reported','aborted'), "
                               "CASE WHEN state IN ('closed','reported','aborted') THEN -starts_at ELSE starts_at END, id LIMIT $2 OFFSET $3";
const std::string running_sql = std::string(columns) +
                                "WHERE state IN ('lobby','briefing','groups','plenary','converge','paused') OR "
                                "(state = 'planned' AND starts_at < $1) OR (state = 'closed' AND held_at IS NULL AND "
                                "EXISTS (SELECT 1 FROM round_report d WHERE d.round_id = round.id AND d.created_at <= $2)) ORDER BY id";
constexpr std::string_view count_sql = "SELECT count(*) FROM round WHERE redesign_id = $1";
constexpr std::string_view insert_sql =
    "INSERT INTO round (redesign_id, phase_id, state, stage_at, questions, access, call_url, starts_at, minutes, turn_seconds, table_seats, seats_max, "
    "seed, seed_hash, drawn_at, created_at, source_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id";
constexpr std::string_view announce_sql =
    "UPDATE round SET questions = $2, access = $3, call_url = $4, starts_at = $5, minutes = $6, turn_seconds = $7, table_seats = $8, seats_max = $9, "
    "phase_id = $10 WHERE id = $1";
constexpr std::string_view stage_sql =
    "UPDATE round SET state = $2, paused_state = $3, pause_cause = $4, paused_at = $5, stage_at = $6, drawn_at = $7, lead_id = $8, abort_by = $9 WHERE id = $1";

constexpr std::string_view hold_sql = "UPDATE round SET held_at = $2, held_reason = $3 WHERE id = $1";

constexpr std::string_view hosts_sql =
    "SELECT h.person_id, p.name, h.token, h.presence, h.presence_at FROM round_host h JOIN person p ON p.id = h.person_id WHERE h.round_id = $1 ORDER BY p.name, p.id";
constexpr std::string_view possible_sql =
    "SELECT DISTINCT p.id, p.name FROM role r JOIN person p ON p.id = r.person_id WHERE r.redesign_id = $1 AND r.role IN ('facilitator','moderator') "
    "ORDER BY p.name, p.id LIMIT 200";
constexpr std::string_view insert_host_sql =
    "INSERT INTO round_host (round_id, person_id, token, presence_at) VALUES ($1, $2, $3, $4) ON CONFLICT (round_id, person_id) DO NOTHING";
constexpr std::string_view remove_host_sql = "DELETE FROM round_host WHERE round_id = $1 AND person_id = $2";

constexpr std::string_view tables_sql = "SELECT id, number, rapporteur_id FROM round_table WHERE round_id = $1 ORDER BY number";
constexpr std::string_view table_sql = "SELECT id, number, rapporteur_id FROM round_table WHERE round_id = $1 AND number = $2";
constexpr std::string_view insert_table_sql = "INSERT INTO round_table (round_id, number) VALUES ($1, $2) RETURNING id";
constexpr std::string_view rapporteur_sql = "UPDATE round_table SET rapporteur_id = $2 WHERE id = $1";

constexpr std::string_view facts_sql = R"sql(
  SELECT (SELECT count(*) FROM round_host h WHERE h.round_id = r.id),
         (SELECT count(*) FROM round_table t WHERE t.round_id = r.id AND t.number > 0 AND t.rapporteur_id IS NULL),
         (SELECT count(*) FROM statement_join j WHERE j.round_id = r.id AND j.state = 'proposed' AND NOT EXISTS
           (SELECT 1 FROM hiding x WHERE x.target_kind = 'statement' AND x.target_id IN (j.statement_id, j.into_id) AND x.restored_at IS NULL)),
         (SELECT max(d.created_at) FROM round_report d WHERE d.round_id = r.id),
         (SELECT count(*) FROM round_host h WHERE h.round_id = r.id AND h.person_id = $2),
         (SELECT count(*) FROM round_host h WHERE h.round_id = r.id AND h.person_id = r.lead_id AND h.presence = 'gone'),
         (SELECT count(*) FROM dissent d WHERE d.round_id = r.id AND d.objects_to = (SELECT max(v.version) FROM round_report v WHERE v.round_id = r.id)),
         (SELECT max(d.updated_at) FROM dissent d WHERE d.round_id = r.id)
  FROM round r WHERE r.id = $1)sql";

constexpr std::string_view insert_history_sql =
    "INSERT INTO round_history (round_id, from_state, to_state, person_id, at, reason) VALUES ($1, $2, $3, $4, $5, $6)";
constexpr std::string_view history_sql =
    "SELECT h.from_state, h.to_state, h.person_id, p.name, h.at, h.reason FROM round_history h LEFT JOIN person p ON p.id = h.person_id "
    "WHERE h.round_id = $1 ORDER BY h.id";

// The one definition of each number; transfer compares against the same.
constexpr std::string_view numbers_sql = R"sql(
  UPDATE round SET
    seats = (SELECT count(*) FROM seat s WHERE s.round_id = round.id),
    statements = (SELECT count(*) FROM statement s WHERE s.round_id = round.id AND NOT EXISTS
      (SELECT 1 FROM statement_join j WHERE j.statement_id = s.id AND j.state = 'done') AND NOT EXISTS
      (SELECT 1 FROM hiding h WHERE h.target_kind = 'statement' AND h.target_id = s.id AND h.restored_at IS NULL)),
    turns = (SELECT count(*) FROM turn t WHERE t.round_id = round.id AND t.started_at IS NOT NULL AND t.ended_at IS NOT NULL),
    votes = (SELECT count(*) FROM statement_vote v JOIN statement s ON s.id = v.statement_id WHERE s.round_id = round.id)
  WHERE id = $1)sql";

constexpr std::array<std::string_view, 3> cause_names{"", "moderator", "away"};

std::vector<redesigns::TextsByLanguage> parse_access(std::string_view stored) {
  std::vector<redesigns::TextsByLanguage> access;
  for (const auto& texts : json::parse(stored)) access.push_back(redesigns::parse_texts_by_language(texts.dump()));
  return access;
}

Agenda parse_minutes(std::string_view stored) {
  const json values = json::parse(stored);
  Agenda minutes{};
  for (std::size_t i = 0; i < minutes.size(); ++i) minutes[i] = values.at(std::string(agenda_names[i])).get<std::int64_t>();
  return minutes;
}

Round read_round(const db::Rows& row) {
  Round round;
  round.id = row.id<RoundId>(0);
  round.redesign = row.id<RedesignId>(1);
  round.phase = row.id<PhaseId>(2);
  round.state = round_state_of(row.view(3)).value();
  if (const auto paused = row.maybe_text(4)) round.paused_state = round_state_of(*paused);
  if (row.view(5) == "moderator") round.pause_cause = PauseCause::moderator;
  if (row.view(5) == "away") round.pause_cause = PauseCause::away;
  round.paused_at = row.maybe_instant(6);
  round.stage_at = row.maybe_instant(7);
  round.questions = redesigns::parse_texts_by_language(row.view(8));
  round.access = parse_access(row.view(9));
  round.call_url = row.text(10);
  round.starts_at = row.instant(11);
  round.minutes = parse_minutes(row.view(12));
  round.turn_seconds = row.integer(13);
  round.table_seats = row.integer(14);
  round.seats_max = row.integer(15);
  round.seed = row.text(16);
  round.seed_hash = row.text(17);
  round.drawn_at = row.maybe_instant(18);
  round.lead = row.id<PersonId>(19);
  round.abort_by = row.id<PersonId>(20);
  round.seats = row.integer(21);
  round.statements = row.integer(22);
  round.turns = row.integer(23);
  round.votes = row.integer(24);
  round.common_ground = row.integer(25);
  round.held_at = row.maybe_instant(26);
  round.held_reason = row.text(27);
  return round;
}

Table read_table(const db::Rows& row) { return {row.id<TableId>(0), row.integer(1), row.id<SeatId>(2)}; }

std::vector<Round> read_all(db::Rows rows) {
  std::vector<Round> rounds;
  while (rows.next()) rounds.push_back(read_round(rows));
  return rounds;
}

}  // namespace

std::optional<Round> find_round(db::Tx& tx, RoundId id) {
  auto row = tx.rows(find_sql, id);
  if (!row.next()) return std::nullopt;
  return read_round(row);
}

std::vector<Round> load_rounds(db::Tx& tx, RedesignId redesign, std::size_t limit) {
  return read_all(tx.rows(list_sql, redesign, static_cast<std::int64_t>(limit)));
}

std::vector<Round> load_joined_rounds(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset) {
  return read_all(tx.rows(joined_sql, person, static_cast<std::int64_t>(limit), static_cast<std::int64_t>(offset)));
}

std::int64_t count_rounds(db::Tx& tx, RedesignId redesign) {
  auto row = tx.rows(count_sql, redesign);
  row.next();
  return row.integer(0);
}

std::vector<Round> load_running_rounds(db::Tx& tx) {
  return read_all(tx.rows(running_sql, tx.now().plus_ms(stage_minutes_max * ms_per_minute), tx.now().plus_ms(-review_ms)));
}

std::string stored_access(const std::vector<redesigns::TextsByLanguage>& access) { return json(access).dump(); }

std::string stored_minutes(const Agenda& minutes) {
  json values = json::object();
  for (std::size_t i = 0; i < minutes.size(); ++i) values[std::string(agenda_names[i])] = minutes[i];
  return values.dump();
}

RoundId insert_round(db::Tx& tx, const Round& round, std::string_view source_key) {
  const std::optional<std::string_view> source = source_key.empty() ? std::nullopt : std::optional(source_key);
  const std::string questions = redesigns::stored_json(round.questions);
  const std::string access = stored_access(round.access);
  const std::string minutes = stored_minutes(round.minutes);
  auto row = tx.rows(insert_sql, round.redesign, round.phase, name_of(round.state), round.stage_at, questions, access, round.call_url, round.starts_at,
                     minutes, round.turn_seconds, round.table_seats, round.seats_max, round.seed, round.seed_hash, round.drawn_at, tx.now(), source);
  if (!row.next()) throw db::DatabaseError("an inserted round has no id");
  return row.id<RoundId>(0);
}

void save_announcement(db::Tx& tx, const Round& round) {
  tx.run(announce_sql, round.id, redesigns::stored_json(round.questions), stored_access(round.access), round.call_url, round.starts_at,
         stored_minutes(round.minutes), round.turn_seconds, round.table_seats, round.seats_max, round.phase);
}

void save_stage(db::Tx& tx, const Round& round) {
  const auto paused = round.paused_state ? std::optional(name_of(*round.paused_state)) : std::nullopt;
  const std::string_view cause = cause_names[round.pause_cause ? static_cast<std::size_t>(*round.pause_cause) + 1 : 0];
  tx.run(stage_sql, round.id, name_of(round.state), paused, cause, round.paused_at, round.stage_at, round.drawn_at, round.lead, round.abort_by);
}

void save_hold(db::Tx& tx, RoundId id, std::optional<Instant> at, std::string_view reason) { tx.run(hold_sql, id, at, reason); }

void store_round_numbers(db::Tx& tx, RoundId id) { tx.run(numbers_sql, id); }

std::vector<Host> load_hosts(db::Tx& tx, RoundId round) {
  std::vector<Host> hosts;
  auto rows = tx.rows(hosts_sql, round);
  const auto& names = presence_names();
  while (rows.next()) {
    const auto presence = std::find(names.begin(), names.end(), rows.view(3)) - names.begin();
    hosts.push_back({rows.id<PersonId>(0), rows.text(1), rows.text(2), static_cast<Presence>(presence), rows.instant(4)});
  }
  return hosts;
}

void save_hosts(db::Tx& tx, RoundId round, const std::vector<PersonId>& people) {
  for (const auto& host : load_hosts(tx, round))
    if (std::find(people.begin(), people.end(), host.person) == people.end()) tx.run(remove_host_sql, round, host.person);
  for (const auto person : people) tx.run(insert_host_sql, round, person, new_seat_token(), tx.now());
}

std::vector<Host> load_possible_hosts(db::Tx& tx, RedesignId redesign) {
  std::vector<Host> hosts;
  auto rows = tx.rows(possible_sql, redesign);
  while (rows.next()) {
    Host host;
    host.person = rows.id<PersonId>(0);
    host.name = rows.text(1);
    hosts.push_back(std::move(host));
  }
  return hosts;
}

std::vector<Table> load_tables(db::Tx& tx, RoundId round) {
  std::vector<Table> tables;
  auto rows = tx.rows(tables_sql, round);
  while (rows.next()) tables.push_back(read_table(rows));
  return tables;
}

std::optional<Table> find_table(db::Tx& tx, RoundId round, std::int64_t number) {
  auto row = tx.rows(table_sql, round, number);
  if (!row.next()) return std::nullopt;
  return read_table(row);
}

TableId insert_table(db::Tx& tx, RoundId round, std::int64_t number) {
  auto row = tx.rows(insert_table_sql, round, number);
  if (!row.next()) throw db::DatabaseError("an inserted table has no id");
  return row.id<TableId>(0);
}

void save_rapporteur(db::Tx& tx, TableId table, SeatId seat) { tx.run(rapporteur_sql, table, seat); }

RoundFacts load_facts(db::Tx& tx, const Round& round, PersonId person) {
  auto row = tx.rows(facts_sql, round.id, person);
  row.next();
  RoundFacts facts;
  facts.hosts = row.integer(0);
  facts.tables_without_rapporteur = row.integer(1);
  facts.open_joins = row.integer(2);
  facts.draft_at = row.maybe_instant(3);
  facts.is_host = row.integer(4) > 0;
  facts.is_lead_away = row.integer(5) > 0;
  facts.objections = row.integer(6);
  facts.note_at = row.maybe_instant(7);
  return facts;
}

void append_round_history(db::Tx& tx, RoundId round, const RoundStep& step) {
  tx.run(insert_history_sql, round, name_of(step.from), name_of(step.to), step.person, step.at, step.reason);
}

std::vector<RoundStep> load_round_history(db::Tx& tx, RoundId round) {
  std::vector<RoundStep> steps;
  auto rows = tx.rows(history_sql, round);
  while (rows.next())
    steps.push_back({round_state_of(rows.view(0)).value(), round_state_of(rows.view(1)).value(), rows.id<PersonId>(2), rows.text(3), rows.instant(4), rows.text(5)});
  return steps;
}

std::string round_channel(RoundId id) { return "round:" + id.text(); }
std::string table_channel(TableId id) { return "table:" + id.text(); }
std::string seat_channel(std::string_view token) { return "seat:" + std::string(token); }
std::string new_seat_token() { return crypto::new_opaque_id(); }

std::int64_t append_round_event(db::Tx& tx, const people::Actor& actor, const Round& round, std::string_view type, TableId table) {
  constexpr std::array news = {std::string_view("round.state_changed"), std::string_view("round.added"), std::string_view("round.edited"), std::string_view("round.moved")};
  const bool is_stage = std::find(news.begin(), news.end(), type) != news.end();
  json payload = {{"round", round.id.text()}};
  if (is_stage) payload["redesign"] = round.redesign.text();
  if (type == "round.state_changed") payload["state"] = name_of(round.state);
  if (table.is_set()) payload["table"] = table.text();
  const std::string_view who = actor.opaque_id.empty() ? std::string_view("clock") : std::string_view(actor.opaque_id);
  // Stages are news of the redesign; the rest is heard by those who are in the round.
  if (is_stage) return db::append_event(tx, who, redesigns::channel_of(round.redesign), round_channel(round.id), type, payload.dump());
  return db::append_event(tx, who, round_channel(round.id), table.is_set() ? table_channel(table) : std::string(), type, payload.dump());
}

}  // namespace palabre::rounds
