// Locks in defeats from the strongest, following every order of equal ones where it matters. Called by the ranked-pairs report.
#include "tally/ranked_pairs.hpp"

#include <algorithm>
#include <set>

namespace palabre::tally {
namespace {

using Group = std::vector<Link>;  // links of equal strength

/// How many states are followed before the result keeps to what is certain: fewer where each is larger.
std::size_t states_max(std::size_t options) { return std::clamp<std::size_t>(20'000'000 / (options * options), 16, 5'000); }

std::vector<Option> unbeaten(const Relation& above) { return levels_of(above).front(); }

/// The links that still say something new: neither they nor their opposite follow from what is locked.
Group open_links(const Closure& locked, const Group& group) {
  Group open;
  for (const auto& link : group)
    if (!locked.has(link.winner, link.loser) && !locked.has(link.loser, link.winner)) open.push_back(link);
  return open;
}

/// What is locked once all open links that stand on no cycle, whatever is locked next, are in; and the links that do stand on one.
Group lock_uncontested(Closure& locked, const Group& group) {
  auto open = open_links(locked, group);
  if (open.empty()) return {};
  if (open.size() == 1) {
    locked.add(open.front().winner, open.front().loser);
    return {};
  }
  Closure all = locked;
  for (const auto& link : open) all.add(link.winner, link.loser);
  Group contested;
  for (const auto& link : open) {
    if (all.has(link.loser, link.winner)) contested.push_back(link);
    else locked.add(link.winner, link.loser);
  }
  return contested;
}

/// Follows all orders of equal links at once: each state is what one of them has locked so far, without doubles.
class Orders {
 public:
  explicit Orders(Option options) : states_{Closure(options)}, left_(states_max(options)) {}

  /// False when there are too many states to go on.
  bool lock(const Group& group) {
    std::set<Closure> settled;
    std::set<Closure> seen;
    std::vector<Closure> waiting;
    while (!states_.empty()) waiting.push_back(std::move(states_.extract(states_.begin()).value()));
    while (!waiting.empty()) {
      Closure state = std::move(waiting.back());
      waiting.pop_back();
      const auto contested = lock_uncontested(state, group);
      if (contested.empty()) {
        settled.insert(std::move(state));
        continue;
      }
      is_contested_ = true;
      for (const auto& link : contested) {
        Closure next = state;
        next.add(link.winner, link.loser);
        if (!seen.insert(next).second) continue;
        if (left_ == 0) return false;
        --left_;
        waiting.push_back(std::move(next));
      }
    }
    states_ = std::move(settled);
    return true;
  }
  /// Whether the order of some group mattered since the last call.
  bool take_contested() { return std::exchange(is_contested_, false); }
  const std::set<Closure>& states() const { return states_; }

 private:
  std::set<Closure> states_;
  std::size_t left_;
  bool is_contested_ = false;
};

/// What every order of equal links locks, and perhaps not all of it: a link is certain when even all links that any order could lock
/// make no path against it.
Relation certain_links(Option options, const std::vector<Group>& groups, std::vector<Group>& tied) {
  Closure certain(options);
  Closure possible(options);
  for (const auto& group : groups) {
    for (const auto& link : group)
      if (!certain.has(link.loser, link.winner)) possible.add(link.winner, link.loser);
    Group doubtful;
    for (const auto& link : group) {
      if (!possible.has(link.loser, link.winner)) certain.add(link.winner, link.loser);
      else if (!certain.has(link.loser, link.winner) && !certain.has(link.winner, link.loser)) doubtful.push_back(link);
    }
    if (doubtful.size() > 1) tied.push_back(std::move(doubtful));
  }
  return certain.relation();
}

LinkFate fate_of(const Relation& above, const Link& link) {
  if (above.has(link.winner, link.loser)) return LinkFate::locked;
  return above.has(link.loser, link.winner) ? LinkFate::contradicted : LinkFate::disputed;
}

/// The winners of every outcome and what all outcomes share.
void settle_outcomes(RankedPairsResult& result, const std::set<Closure>& outcomes) {
  result.outcomes = outcomes.size();
  result.above = outcomes.begin()->relation();
  std::set<Option> winners;
  for (const auto& outcome : outcomes) {
    result.above.intersect(outcome.relation());
    const auto found = unbeaten(outcome.relation());
    winners.insert(found.begin(), found.end());
  }
  result.winners.assign(winners.begin(), winners.end());
}

}  // namespace

Checked<RankedPairsResult> ranked_pairs(const RankedElection& election, Strength strength) {
  const auto pairwise = count_pairs(election);
  if (!pairwise) return pairwise.fault();
  return ranked_pairs(*pairwise, strength);
}

Checked<RankedPairsResult> ranked_pairs(const Pairwise& pairwise, Strength strength) {
  if (auto fault = find_fault(pairwise)) return *fault;
  RankedPairsResult result{.pairwise = pairwise, .strength = strength, .above = Relation(pairwise.options)};
  const auto groups = links_by_strength(pairwise, strength);
  Orders orders(pairwise.options);
  for (const auto& group : groups) {
    result.is_exact = orders.lock(group);
    if (!result.is_exact) break;
    if (orders.take_contested()) result.tied_links.push_back(group);
  }
  if (result.is_exact) {
    settle_outcomes(result, orders.states());
  } else {
    result.tied_links.clear();
    result.above = certain_links(pairwise.options, groups, result.tied_links);
    result.winners = unbeaten(result.above);
    result.outcomes = 0;
  }
  for (const auto& group : groups)
    for (const auto& link : group) result.links.push_back({link, fate_of(result.above, link)});
  result.order = levels_of(result.above, result.winners);
  result.ties = ties_of(result.above, result.order);
  return result;
}

}  // namespace palabre::tally
