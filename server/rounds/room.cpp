// Gathers tables and statements as they are now. Called by round_view, room_view and the pages of rounds.
#include "rounds/room.hpp"

#include "rounds/turn_repo.hpp"

#include <algorithm>

namespace palabre::rounds {

namespace {

std::string name_at(const std::vector<AtTable>& people, SeatId seat) {
  const auto found = std::find_if(people.begin(), people.end(), [seat](const AtTable& one) { return one.seat.id == seat; });
  return found == people.end() ? std::string() : found->seat.name;
}

TableNow load_one(db::Tx& tx, const Table& table, const std::vector<AtTable>& people) {
  TableNow now;
  now.table = table;
  for (const auto& one : people)
    if (table.number == 0 || one.seat.table == table.id) now.people.push_back(one);
  now.speaking = find_speaking(tx, table.id);
  if (now.speaking) now.speaker = name_at(people, now.speaking->seat);
  for (const auto& waiting : load_line(tx, table.id)) now.line.push_back({waiting.turn, waiting.seat, name_at(people, waiting.seat)});
  return now;
}

}  // namespace

std::vector<AtTable> load_people(db::Tx& tx, RoundId round) {
  std::vector<AtTable> people;
  const auto spoken = load_spoken(tx, round);
  for (auto& seat : load_seats(tx, round)) {
    AtTable one;
    const auto found = std::find_if(spoken.begin(), spoken.end(), [&seat](const Spoken& what) { return what.seat == seat.id; });
    if (found != spoken.end()) {
      one.turns = found->turns;
      one.spoken_ms = found->ms;
    }
    one.seat = std::move(seat);
    people.push_back(std::move(one));
  }
  return people;
}

std::vector<TableNow> load_tables_now(db::Tx& tx, const Round& round, const std::vector<AtTable>& people) {
  std::vector<TableNow> tables;
  for (const auto& table : load_tables(tx, round.id))
    if (table.number > 0 || round.stage() == RoundState::plenary) tables.push_back(load_one(tx, table, people));
  return tables;
}

std::optional<TableNow> load_table_now(db::Tx& tx, const Round& round, const Seat& seat, const std::vector<AtTable>& people) {
  if (!seat.table.is_set()) return std::nullopt;
  const auto table = find_table(tx, round.id, round.stage() == RoundState::plenary ? 0 : seat.table_number);
  if (!table) return std::nullopt;
  return load_one(tx, *table, people);
}

bool shows_results(const Round& round) { return round.state == RoundState::closed || round.state == RoundState::reported; }

std::vector<StatementNow> load_statements_now(db::Tx& tx, const Round& round) {
  std::vector<StatementNow> all;
  for (auto& statement : load_statements(tx, round.id)) {
    StatementNow now;
    now.statement = std::move(statement);
    if (shows_results(round) && now.statement.counts()) {
      now.tables = load_judgements(tx, now.statement.id);
      for (const auto& table : now.tables) {
        now.agree += table.agree;
        now.disagree += table.disagree;
        now.pass += table.pass;
      }
      now.is_common_ground = is_common_ground(now.tables);
    }
    all.push_back(std::move(now));
  }
  return all;
}

}  // namespace palabre::rounds
