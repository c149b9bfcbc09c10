// Sorts options into groups of equals and finds the tie at the cut. Called by approval, score, star and quadratic.
#include "tally/standing.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {

Standing stand(std::vector<Option> candidates, std::uint32_t seats, const std::function<bool(Option, Option)>& is_above) {
  std::sort(candidates.begin(), candidates.end());
  std::stable_sort(candidates.begin(), candidates.end(), is_above);
  Standing standing;
  for (const auto option : candidates) {
    if (standing.order.empty() || is_above(standing.order.back().front(), option)) standing.order.emplace_back();
    standing.order.back().push_back(option);
  }
  std::size_t left = seats;
  for (const auto& group : standing.order) {
    if (left == 0) break;
    if (group.size() > left) {
      standing.tied = group;
      standing.tied_seats = static_cast<std::uint32_t>(left);
      break;
    }
    standing.elected.insert(standing.elected.end(), group.begin(), group.end());
    left -= group.size();
  }
  return standing;
}

Standing stand_by_totals(const std::vector<std::int64_t>& totals, std::uint32_t seats) {
  std::vector<Option> options(totals.size());
  std::iota(options.begin(), options.end(), Option{0});
  return stand(std::move(options), seats, [&totals](Option one, Option other) { return totals[one] > totals[other]; });
}

}  // namespace palabre::tally
