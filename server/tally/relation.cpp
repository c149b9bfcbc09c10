// Relations between options as bits, and the orders they give. Called by Schulze, ranked pairs and the Condorcet report.
#include "tally/relation.hpp"

#include <algorithm>
#include <bit>

namespace palabre::tally {
namespace {

/// How many remaining options stand above each option; taking one away lowers the count of those below it.
class Standing {
 public:
  explicit Standing(const Relation& above) : above_(above), is_gone_(above.options(), false), over_(above.options(), 0) {
    for (Option x = 0; x < above_.options(); ++x)
      for (Option y = 0; y < above_.options(); ++y) over_[y] += above_.has(x, y) ? 1U : 0U;
  }
  bool is_top(Option x) const { return !is_gone_[x] && over_[x] == 0; }
  void take(Option x) {
    is_gone_[x] = true;
    for (Option y = 0; y < above_.options(); ++y) over_[y] -= above_.has(x, y) ? 1U : 0U;
  }
  std::vector<Option> tops() const {
    std::vector<Option> found;
    for (Option x = 0; x < above_.options(); ++x)
      if (is_top(x)) found.push_back(x);
    return found;
  }

 private:
  const Relation& above_;
  std::vector<bool> is_gone_;
  std::vector<Option> over_;
};

}  // namespace

Relation::Relation(Option options) : options_(options), words_((options + 63U) / 64U), bits_(options * words_, 0) {}

/// Everything above the upper option comes to stand above everything below the lower one.
void Closure::add(Option above, Option below) {
  if (has(above, below)) return;
  auto uppers = above_.row(above);
  auto lowers = below_.row(below);
  uppers[above / 64U] |= std::uint64_t{1} << (above % 64U);
  lowers[below / 64U] |= std::uint64_t{1} << (below % 64U);
  const auto grow = [](Relation& relation, const Relation::Row& rows, const Relation::Row& done, const Relation::Row& added) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (auto left = rows[i] & ~done[i]; left != 0; left &= left - 1) relation.add_row(static_cast<Option>(i * 64U + static_cast<unsigned>(std::countr_zero(left))), added);
  };
  const auto already_above = above_.row(below);
  const auto already_below = below_.row(above);
  grow(below_, uppers, already_above, lowers);
  grow(above_, lowers, already_below, uppers);
}

void Relation::intersect(const Relation& other) {
  for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] &= other.bits_[i];
}

WeakOrder levels_of(const Relation& above, const std::vector<Option>& leaders) {
  Standing standing(above);
  WeakOrder order;
  for (auto group = leaders.empty() ? standing.tops() : leaders; !group.empty(); group = standing.tops()) {
    for (const auto option : group) standing.take(option);
    order.push_back(std::move(group));
  }
  return order;
}

std::vector<std::vector<Option>> ties_of(const Relation& above, const WeakOrder& order) {
  std::vector<std::vector<Option>> ties;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i].size() > 1) ties.push_back(order[i]);
    for (std::size_t j = i + 1; j < order.size(); ++j)
      for (const auto x : order[i])
        for (const auto y : order[j])
          if (!above.has(x, y) && !above.has(y, x)) ties.push_back({x, y});
  }
  return ties;
}

std::vector<Option> linear_order(const Relation& above, const std::vector<Option>& tie_order) {
  Standing standing(above);
  std::vector<Option> order;
  while (order.size() < above.options()) {
    const auto next = std::find_if(tie_order.begin(), tie_order.end(), [&](Option x) { return standing.is_top(x); });
    if (next == tie_order.end()) break;
    standing.take(*next);
    order.push_back(*next);
  }
  return order;
}

}  // namespace palabre::tally
