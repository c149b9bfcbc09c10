// Writes rounds of the demo: what is over lies in the past, what is under way began a quarter of an hour ago.
// Called by import_demo.
#include "transfer/import_demo_round.hpp"

#include "crypto/crypto.hpp"
#include "rounds/round_repo.hpp"
#include "rounds/seat_repo.hpp"
#include "rounds/statement_repo.hpp"
#include "rounds/turn_repo.hpp"

#include <algorithm>
#include <cctype>

namespace palabre::transfer {
namespace {

using rounds::RoundState;

constexpr std::string_view round_by_source_sql = "SELECT id FROM round WHERE source_key = $1";
constexpr std::int64_t evening_ms = 18 * ms_per_hour;
constexpr std::int64_t begun_ms = 15 * ms_per_minute;

/// What the rows of one round need to find each other.
struct RoundRows {
  rounds::Round round;
  std::map<std::string, TableId> tables;
  std::map<std::string, SeatId> seats;
};

rounds::Round make_round(const DemoRound& source, const DemoRows& rows) {
  rounds::Round round;
  round.redesign = rows.redesign;
  round.phase = rows.phases.at(source.phase);
  round.state = rounds::round_state_of(source.state).value();
  round.questions = source.question;
  round.access = source.access;
  for (std::size_t i = 0; i < round.minutes.size(); ++i) round.minutes[i] = source.minutes[i];
  round.turn_seconds = source.turn_seconds;
  const auto tables = static_cast<std::int64_t>(std::max<std::size_t>(source.tables.size(), 1));
  const auto seats = static_cast<std::int64_t>(source.seats.size());
  round.table_seats = std::clamp<std::int64_t>((seats + tables - 1) / tables, 2, 12);
  const Instant now = rows.calendar.now();
  if (rounds::is_live(round.state)) {
    round.stage_at = now.plus_ms(-begun_ms);
    round.starts_at = round.stage_at->plus_ms(-round.minutes[1] * ms_per_minute);
    round.seats_max = std::clamp<std::int64_t>(seats + 6, 2, 400);  // a few may still come
  } else {
    round.starts_at = rows.calendar.midnight(source.day).plus_ms(evening_ms);
    round.stage_at = round.starts_at;
    round.seats_max = std::clamp<std::int64_t>(seats, 2, 400);
  }
  if (round.state >= RoundState::groups) round.drawn_at = *round.stage_at;
  return round;
}

void write_history(db::Tx& tx, const rounds::Round& round) {
  Instant at = rounds::lobby_at(round);
  for (int state = 1; state <= static_cast<int>(round.state); ++state) {
    rounds::RoundStep step;
    step.from = static_cast<RoundState>(state - 1);
    step.to = static_cast<RoundState>(state);
    step.at = at;
    rounds::append_round_history(tx, round.id, step);
    const auto stage = static_cast<std::size_t>(state - 1);
    at = at.plus_ms((stage < round.minutes.size() ? round.minutes[stage] : 0) * ms_per_minute);
  }
}

void write_people(db::Tx& tx, const DemoRound& source, RoundRows& to) {
  rounds::insert_table(tx, to.round.id, 0);
  std::int64_t number = 0;
  for (const auto& table : source.tables) to.tables[table] = rounds::insert_table(tx, to.round.id, ++number);
  for (const auto& row : source.seats) {
    rounds::Seat seat;
    seat.round = to.round.id;
    seat.name = row.id;
    seat.name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(seat.name.front())));
    seat.channel = rounds::SeatChannel::imported;
    seat.token = rounds::new_seat_token();
    seat.table = to.tables.at(row.table);
    to.seats[row.id] = rounds::insert_seat(tx, seat, {});
  }
}

void write_words(db::Tx& tx, const DemoRound& source, const RoundRows& to) {
  std::vector<StatementId> ids;
  for (const auto& row : source.statements) {
    rounds::Statement statement;
    statement.round = to.round.id;
    statement.texts = row.texts;
    statement.created_at = *to.round.stage_at;
    ids.push_back(rounds::insert_statement(tx, statement));
  }
  for (const auto& seat : source.seats)
    for (std::size_t i = 0; i < seat.votes.size(); ++i)
      if (seat.votes[i]) rounds::save_judgement(tx, ids[i], to.seats.at(seat.id), static_cast<rounds::Choice>(*seat.votes[i]), {});
  for (const auto& row : source.turns) {
    rounds::Turn turn;
    turn.round = to.round.id;
    turn.table = to.tables.at(row.table);
    turn.seat = to.seats.at(row.seat);
    turn.state = rounds::TurnState::done;
    const auto& modes = rounds::turn_mode_names();
    turn.mode = static_cast<rounds::TurnMode>(std::find(modes.begin(), modes.end(), row.mode) - modes.begin());
    turn.started_at = to.round.stage_at->plus_ms(row.start_s * ms_per_second);
    turn.queued_at = *turn.started_at;
    turn.ends_at = turn.started_at->plus_ms(to.round.turn_seconds * ms_per_second);
    turn.ended_at = turn.started_at->plus_ms(row.seconds * ms_per_second);
    rounds::insert_turn(tx, turn);
  }
}

void write_round(db::Tx& tx, const DemoRound& source, const DemoRows& rows, const std::string& key) {
  RoundRows to;
  to.round = make_round(source, rows);
  if (to.round.state < RoundState::groups) {
    to.round.seed = crypto::new_opaque_id() + crypto::new_opaque_id();
    to.round.seed_hash = crypto::sha256(to.round.seed);
  }
  to.round.id = rounds::insert_round(tx, to.round, key);
  std::vector<PersonId> hosts;
  for (const auto& host : rounds::load_possible_hosts(tx, rows.redesign)) hosts.push_back(host.person);
  rounds::save_hosts(tx, to.round.id, hosts);
  write_history(tx, to.round);
  write_people(tx, source, to);
  write_words(tx, source, to);
  rounds::store_round_numbers(tx, to.round.id);
  if (to.round.state == RoundState::closed || to.round.state == RoundState::reported) rounds::store_common_ground(tx, to.round.id);
}

}  // namespace

void write_demo_rounds(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report) {
  for (const auto& source : file.rounds) {
    const std::string key = rows.key + "round:" + source.id;
    const bool is_there = tx.rows(round_by_source_sql, key).next();
    is_there ? report.count_there("rounds") : report.count_added("rounds");
    if (!is_there) write_round(tx, source, rows, key);
  }
}

}  // namespace palabre::transfer
