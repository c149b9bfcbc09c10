// Seats people at tables. Called by move_round when the groups begin, and by take_seat for those who come later.
#include "rounds/draw_tables.hpp"

#include "rounds/seat_repo.hpp"
#include "tally/small_groups.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <variant>

namespace palabre::rounds {

std::int64_t tables_needed(std::int64_t seats, std::int64_t table_seats) {
  return std::max<std::int64_t>(1, (seats + table_seats - 1) / table_seats);
}

std::vector<std::int64_t> draw(const std::vector<SeatKind>& kinds, std::int64_t tables, std::string_view seed_hex) {
  tally::SmallGroupsCall call;
  call.people = static_cast<std::uint32_t>(kinds.size());
  call.tables = static_cast<std::uint32_t>(tables);
  std::map<SeatKind, std::uint32_t> numbers;  // values are numbered by appearance
  tally::GroupField field;
  for (const auto kind : kinds) field.push_back(numbers.try_emplace(kind, static_cast<std::uint32_t>(numbers.size())).first->second);
  call.diversify.push_back(std::move(field));
  const auto groups = tally::make_small_groups(call, tally::seed_of_hex(seed_hex).value());
  if (!groups) throw std::logic_error("seats could not be drawn to tables");
  std::vector<std::int64_t> table_of(kinds.size(), 0);
  const auto& drawn = groups.value().rounds.front();
  for (std::size_t table = 0; table < drawn.size(); ++table)
    for (const auto person : drawn[table]) table_of[person] = static_cast<std::int64_t>(table) + 1;
  return table_of;
}

void draw_tables(db::Tx& tx, Round& round) {
  const auto seats = load_seats(tx, round.id);
  std::vector<SeatKind> kinds;
  for (const auto& seat : seats) kinds.push_back(seat.kind);
  const auto tables = tables_needed(static_cast<std::int64_t>(seats.size()), round.table_seats);
  const auto table_of = draw(kinds, tables, round.seed);
  std::vector<TableId> ids;
  for (std::int64_t number = 1; number <= tables; ++number) ids.push_back(insert_table(tx, round.id, number));
  for (std::size_t i = 0; i < seats.size(); ++i) save_seat_table(tx, seats[i].id, ids[static_cast<std::size_t>(table_of[i]) - 1]);
  round.drawn_at = tx.now();
}

TableId table_for_latecomer(db::Tx& tx, const Round& round, SeatKind kind) {
  const auto seats = load_seats(tx, round.id);
  TableId best;
  std::tuple<std::int64_t, std::int64_t> best_counts;
  for (const auto& table : load_tables(tx, round.id)) {
    if (table.number == 0) continue;
    std::int64_t all = 0;
    std::int64_t alike = 0;
    for (const auto& seat : seats) {
      if (seat.table != table.id) continue;
      ++all;
      if (seat.kind == kind) ++alike;
    }
    if (!best.is_set() || std::tuple(all, alike) < best_counts) {
      best = table.id;
      best_counts = {all, alike};
    }
  }
  return best;
}

}  // namespace palabre::rounds
