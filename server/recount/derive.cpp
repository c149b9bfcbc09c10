// Derives rankings from grades. Called by the command before a report that wants rankings.
#include "recount/derive.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

tally::RankedBallot ranking_of(const tally::MarkedBallot& ballot) {
  auto marks = ballot.marks;
  std::stable_sort(marks.begin(), marks.end(), [](const auto& left, const auto& right) { return left.value > right.value; });
  tally::RankedBallot ranking{{}, ballot.count};
  for (std::size_t at = 0; at < marks.size(); ++at) {
    const bool is_level = at > 0 && marks[at].value == marks[at - 1].value;
    const auto rank = at == 0 ? 1U : ranking.places.back().rank + (is_level ? 0U : 1U);
    ranking.places.push_back({marks[at].option, rank});
  }
  return ranking;
}

}  // namespace

void rank_by_marks(Poll& poll) {
  const bool is_graded = poll.mark_kind == MarkKind::score || poll.mark_kind == MarkKind::points;
  if (!poll.ranked.empty() || !is_graded) return;
  for (const auto& ballot : poll.marked) poll.ranked.push_back(ranking_of(ballot));
  poll.ranked_by = poll.marked_by;
}

}  // namespace palabre::recount
