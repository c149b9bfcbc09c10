// Counts comments by stance. Called by the idea's page.
#include "discussion/stance_counts.hpp"

namespace palabre::discussion {
namespace {

constexpr std::string_view stances_sql = "SELECT stance, COUNT(*) FROM comment WHERE idea_id = $1 AND state = 'published' GROUP BY stance";

}  // namespace

std::array<std::int64_t, 4> load_stance_counts(db::Tx& tx, IdeaId idea) {
  std::array<std::int64_t, 4> counts{};
  auto rows = tx.rows(stances_sql, idea);
  while (rows.next()) {
    if (const auto stance = stance_of(rows.view(0))) counts[static_cast<std::size_t>(*stance)] = rows.integer(1);
  }
  return counts;
}

}  // namespace palabre::discussion
