// SQL for seats and the lines they follow.
// Called by the acts and views of this folder, by screens and by transfer.
#include "rounds/seat_repo.hpp"
#include "base/names.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

constexpr std::string_view seat_columns =
    "SELECT s.id, s.round_id, s.number, s.person_id, s.name, s.kind, s.channel, s.wishes, s.token, s.table_id, t.number, s.presence, s.presence_at, "
    "s.help_at, s.nudged_at FROM seat s LEFT JOIN round_table t ON t.id = s.table_id ";
const std::string find_seat_sql = std::string(seat_columns) + "WHERE s.id = $1";
const std::string find_of_sql = std::string(seat_columns) + "WHERE s.round_id = $1 AND s.person_id = $2";
const std::string list_seats_sql = std::string(seat_columns) + "WHERE s.round_id = $1 ORDER BY s.number";
constexpr std::string_view insert_seat_sql =
    "INSERT INTO seat (round_id, number, person_id, name, kind, channel, wishes, token, table_id, presence_at, seated_by, created_at, source_key) "
    "VALUES ($1, (SELECT COALESCE(max(number), 0) + 1 FROM seat WHERE round_id = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11) RETURNING id";
constexpr std::string_view save_sql = "UPDATE seat SET name = $2, kind = $3, wishes = $4 WHERE id = $1";
constexpr std::string_view remove_sql = "DELETE FROM seat WHERE id = $1";
constexpr std::string_view table_seats_sql = "UPDATE seat SET table_id = $2 WHERE id = $1";
constexpr std::string_view help_sql = "UPDATE seat SET help_at = $2 WHERE id = $1";
constexpr std::string_view nudge_sql = "UPDATE seat SET nudged_at = $2 WHERE id = $1";
constexpr std::string_view live_states = "('lobby','briefing','groups','plenary','converge','paused')";
const std::string watched_seats_sql =
    "SELECT s.round_id, s.id, s.table_id, s.token, s.presence, s.presence_at FROM seat s JOIN round r ON r.id = s.round_id "
    "WHERE s.channel = 'online' AND r.state IN " + std::string(live_states) + " ORDER BY s.id";
const std::string watched_hosts_sql =
    "SELECT h.round_id, h.person_id, h.token, h.presence, h.presence_at FROM round_host h JOIN round r ON r.id = h.round_id "
    "WHERE r.state IN " + std::string(live_states) + " ORDER BY h.round_id, h.person_id";
constexpr std::string_view seat_presence_sql = "UPDATE seat SET presence = $2, presence_at = $3 WHERE id = $1";
constexpr std::string_view host_presence_sql = "UPDATE round_host SET presence = $3, presence_at = $4 WHERE round_id = $1 AND person_id = $2";
constexpr std::string_view forget_sql =
    "UPDATE round_host SET presence = 'unseen' WHERE round_id = $1 AND person_id = $2 AND presence IN ('reconnecting','gone')";
constexpr std::string_view token_sql = "SELECT 1 FROM seat WHERE token = $1 UNION ALL SELECT 1 FROM round_host WHERE token = $1";

std::vector<std::string> split_wishes(std::string_view stored) {
  std::vector<std::string> wishes;
  while (!stored.empty()) {
    const auto comma = stored.find(',');
    wishes.emplace_back(stored.substr(0, comma));
    stored = comma == std::string_view::npos ? std::string_view() : stored.substr(comma + 1);
  }
  return wishes;
}

Seat read_seat(const db::Rows& row) {
  Seat seat;
  seat.id = row.id<SeatId>(0);
  seat.round = row.id<RoundId>(1);
  seat.number = row.integer(2);
  seat.person = row.id<PersonId>(3);
  seat.name = row.text(4);
  seat.kind = find_name<SeatKind>(seat_kind_names(), row.view(5)).value();
  seat.channel = find_name<SeatChannel>(seat_channel_names(), row.view(6)).value();
  seat.wishes = split_wishes(row.view(7));
  seat.token = row.text(8);
  seat.table = row.id<TableId>(9);
  seat.table_number = row.is_null(10) ? 0 : row.integer(10);
  seat.presence = find_name<Presence>(presence_names(), row.view(11)).value();
  seat.presence_at = row.instant(12);
  seat.help_at = row.maybe_instant(13);
  seat.nudged_at = row.maybe_instant(14);
  return seat;
}

std::optional<Seat> read_one(db::Rows row) {
  if (!row.next()) return std::nullopt;
  return read_seat(row);
}

}  // namespace

std::optional<Seat> find_seat(db::Tx& tx, SeatId id) { return read_one(tx.rows(find_seat_sql, id)); }

std::optional<Seat> find_seat_of(db::Tx& tx, RoundId round, PersonId person) {
  if (!person.is_set()) return std::nullopt;
  return read_one(tx.rows(find_of_sql, round, person));
}

std::vector<Seat> load_seats(db::Tx& tx, RoundId round) {
  std::vector<Seat> seats;
  auto rows = tx.rows(list_seats_sql, round);
  while (rows.next()) seats.push_back(read_seat(rows));
  return seats;
}

std::string joined_wishes(const std::vector<std::string>& wishes) {
  std::string text;
  for (const auto& wish : wishes) text += (text.empty() ? "" : ",") + wish;
  return text;
}

SeatId insert_seat(db::Tx& tx, const Seat& seat, PersonId seated_by, std::string_view source_key) {
  const std::optional<std::string_view> source = source_key.empty() ? std::nullopt : std::optional(source_key);
  const std::string wishes = joined_wishes(seat.wishes);
  auto row = tx.rows(insert_seat_sql, seat.round, seat.person, seat.name, name_of(seat.kind), name_of(seat.channel), wishes, seat.token, seat.table,
                     tx.now(), seated_by, source);
  if (!row.next()) throw db::DatabaseError("an inserted seat has no id");
  return row.id<SeatId>(0);
}

void save_seat(db::Tx& tx, const Seat& seat) { tx.run(save_sql, seat.id, seat.name, name_of(seat.kind), joined_wishes(seat.wishes)); }
void remove_seat(db::Tx& tx, SeatId id) { tx.run(remove_sql, id); }
void save_seat_table(db::Tx& tx, SeatId id, TableId table) { tx.run(table_seats_sql, id, table); }
void save_help(db::Tx& tx, SeatId id, std::optional<Instant> at) { tx.run(help_sql, id, at); }
void save_nudge(db::Tx& tx, SeatId id, std::optional<Instant> at) { tx.run(nudge_sql, id, at); }

std::vector<Watched> load_watched(db::Tx& tx) {
  std::vector<Watched> lines;
  const auto presence_of = [](std::string_view name) { return find_name<Presence>(presence_names(), name).value(); };
  auto seats = tx.rows(watched_seats_sql);
  while (seats.next())
    lines.push_back({seats.id<RoundId>(0), seats.id<SeatId>(1), {}, seats.id<TableId>(2), seats.text(3), presence_of(seats.view(4)), seats.instant(5)});
  auto hosts = tx.rows(watched_hosts_sql);
  while (hosts.next())
    lines.push_back({hosts.id<RoundId>(0), {}, hosts.id<PersonId>(1), {}, hosts.text(2), presence_of(hosts.view(3)), hosts.instant(4)});
  return lines;
}

void save_presence(db::Tx& tx, const Watched& line) {
  if (line.seat.is_set()) tx.run(seat_presence_sql, line.seat, name_of(line.presence), line.presence_at);
  else tx.run(host_presence_sql, line.round, line.host, name_of(line.presence), line.presence_at);
}

void forget_lost_line(db::Tx& tx, RoundId round, PersonId host) { tx.run(forget_sql, round, host); }

bool is_token(db::Tx& tx, std::string_view token) { return tx.rows(token_sql, token).next(); }

}  // namespace palabre::rounds
