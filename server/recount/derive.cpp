// Derives rankings from grades and weights from delegations. Called by the command before a report of ballots.
#include "recount/derive.hpp"

#include "recount/delegated_weights.hpp"

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

/// Everybody who cast a ballot or is said to have voted, once each.
std::vector<std::uint32_t> who_voted(const Poll& poll) {
  auto voters = poll.voters;
  voters.insert(voters.end(), poll.ranked_by.begin(), poll.ranked_by.end());
  voters.insert(voters.end(), poll.marked_by.begin(), poll.marked_by.end());
  std::sort(voters.begin(), voters.end());
  voters.erase(std::unique(voters.begin(), voters.end()), voters.end());
  return voters;
}

template <class Ballots>
void weigh(Ballots& ballots, const std::vector<std::uint32_t>& cast_by, const std::vector<std::int64_t>& weights) {
  for (std::size_t at = 0; at < cast_by.size(); ++at) ballots[at].count = weights[cast_by[at]];
}

}  // namespace

void rank_by_marks(Poll& poll) {
  const bool is_graded = poll.mark_kind == MarkKind::score || poll.mark_kind == MarkKind::points;
  if (!poll.ranked.empty() || !is_graded) return;
  for (const auto& ballot : poll.marked) poll.ranked.push_back(ranking_of(ballot));
  poll.ranked_by = poll.marked_by;
}

Read<std::optional<BallotWeights>> weigh_by_delegation(Poll& poll) {
  const auto ballots = poll.ranked.size() + poll.marked.size();
  if (poll.delegations.empty() || ballots == 0) return std::optional<BallotWeights>();
  if (poll.ranked_by.size() + poll.marked_by.size() != ballots)
    return FileFault{"there are delegations, but the ballots do not name their persons, so nobody knows which ballot they add to"};
  const auto voters = who_voted(poll);
  const auto result = weigh_people(poll, voters, std::nullopt);
  if (!result) return result.fault();
  weigh(poll.ranked, poll.ranked_by, result->weights);
  weigh(poll.marked, poll.marked_by, result->weights);
  BallotWeights weights;
  for (const auto person : voters) weights.weights.emplace_back(person, result->weights[person]);
  weights.uncounted = tally::uncounted_of(*result);
  return std::optional(std::move(weights));
}

}  // namespace palabre::recount
