// Draws the seats of a round to tables of equal size with the kinds of people mixed, by the published seed.
#pragma once
#include "rounds/round_repo.hpp"

namespace palabre::rounds {

/// How many tables so many people need.
std::int64_t tables_needed(std::int64_t seats, std::int64_t table_seats);

/// For each of `kinds` (in the order of seat numbers) its table from 1. The same seed and kinds give the same tables everywhere.
std::vector<std::int64_t> draw(const std::vector<SeatKind>& kinds, std::int64_t tables, std::string_view seed_hex);

/// Makes the tables, seats everybody and sets drawn_at.
void draw_tables(db::Tx& tx, Round& round);

/// Where a latecomer sits: the table with the fewest people of this kind among those with the fewest people.
TableId table_for_latecomer(db::Tx& tx, const Round& round, SeatKind kind);

}  // namespace palabre::rounds
