// Counts a box by the methods of tally/ and says which ties there were. Called by the count, the check and the import.
#include "votes/outcome.hpp"

#include "tally/approval.hpp"
#include "tally/greedy.hpp"
#include "tally/random.hpp"
#include "tally/schulze.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <string>
#include <utility>

namespace palabre::votes {
namespace {

constexpr std::size_t seed_digits = 16;
constexpr std::size_t channel_count = 3;

std::size_t index_of(Channel channel) { return static_cast<std::size_t>(channel); }
tally::Option option_at(int position) { return static_cast<tally::Option>(position - 1); }
int position_of(tally::Option option) { return static_cast<int>(option) + 1; }

/// All options in the order a lot draws: the same one that `palabre tally --seed` draws.
std::vector<tally::Option> draw_order(std::size_t options, std::string_view seed_hex) {
  tally::Chance chance(tally::seed_of_hex(seed_hex).value());
  std::vector<tally::Option> order(options);
  std::iota(order.begin(), order.end(), tally::Option{0});
  for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
  return order;
}

class BoxCount {
 public:
  BoxCount(const Vote& vote, const std::vector<BoxedBallot>& box, std::string_view root)
      : vote_(vote), box_(box), lot_(draw_order(vote.options.size(), root.substr(0, seed_digits))), lot_place_(lot_.size()) {
    for (std::size_t at = 0; at < lot_.size(); ++at) lot_place_[lot_[at]] = at;
    outcome_.seed = std::stoull(std::string(root.substr(0, seed_digits)), nullptr, 16);
    outcome_.by_channel.assign(channel_count, 0);
    for (const auto& ballot : box_) {
      outcome_.ballots += ballot.count;
      outcome_.voices += ballot.count * ballot.weight;
      if (ballot.choices.empty()) outcome_.blank += ballot.count;
      outcome_.by_channel[index_of(ballot.channel)] += ballot.count;
    }
  }

  Outcome count() {
    if (vote_.method == Method::approval) count_approval();
    if (vote_.method == Method::budget) count_budget();
    if (vote_.method == Method::ranked) count_ranked();
    return std::move(outcome_);
  }

 private:
  using Group = std::vector<tally::Option>;

  tally::MarkedElection marked() const {
    tally::MarkedElection election{static_cast<std::uint32_t>(vote_.options.size()), {}};
    for (const auto& ballot : box_) {
      tally::MarkedBallot marks{{}, ballot.count * ballot.weight};
      for (const auto& group : ballot.choices)
        for (const int position : group) marks.marks.push_back({option_at(position), 1});
      election.ballots.push_back(std::move(marks));
    }
    return election;
  }

  tally::RankedElection ranked() const {
    tally::RankedElection election{static_cast<std::uint32_t>(vote_.options.size()), {}};
    for (const auto& ballot : box_) {
      std::vector<std::vector<tally::Option>> groups;
      for (const auto& group : ballot.choices) {
        auto& options = groups.emplace_back();
        for (const int position : group) options.push_back(option_at(position));
      }
      election.ballots.push_back(tally::rank_in_groups(groups, ballot.count * ballot.weight));
    }
    return election;
  }

  std::vector<std::vector<std::int64_t>> voices_by_channel() const {
    std::vector<std::vector<std::int64_t>> voices(vote_.options.size(), std::vector<std::int64_t>(channel_count, 0));
    for (const auto& ballot : box_)
      for (const auto& group : ballot.choices)
        for (const int position : group) voices[option_at(position)][index_of(ballot.channel)] += ballot.count * ballot.weight;
    return voices;
  }

  Group drawn(Group group) const {
    std::sort(group.begin(), group.end(), [this](auto one, auto other) { return lot_place_[one] < lot_place_[other]; });
    return group;
  }

  void add_tie(const Group& group, bool is_by_lot, bool is_decisive) {
    TieOutcome tie{{}, is_by_lot, is_decisive};
    for (const auto option : group) tie.positions.push_back(position_of(option));
    outcome_.ties.push_back(std::move(tie));
  }

  void add_options(const Group& group, int place, const std::vector<std::int64_t>& votes) {
    const auto voices = vote_.method == Method::ranked ? std::vector<std::vector<std::int64_t>>(votes.size()) : voices_by_channel();
    for (const auto option : group) outcome_.options.push_back({position_of(option), votes[option], voices[option], place, selected_[option]});
  }

  /// Groups of equal options, the best first; the seats go down the groups, in the last one by lot. `may_win`: none without a vote.
  void seat(const std::vector<Group>& groups, const std::vector<std::int64_t>& votes, const std::vector<bool>& may_win) {
    auto left = vote_.seats.value_or(0);
    selected_.assign(vote_.options.size(), false);
    int place = 1;
    for (const auto& group : groups) {
      const auto size = static_cast<int>(group.size());
      const auto order = drawn(group);
      const bool wins = may_win[group.front()];
      for (int i = 0; wins && i < std::min(left, size); ++i) selected_[order[static_cast<std::size_t>(i)]] = true;
      if (size > 1) add_tie(order, true, wins && left > 0 && left < size);
      if (wins) left = std::max(0, left - size);
      auto by_position = group;
      std::sort(by_position.begin(), by_position.end());
      add_options(by_position, place, votes);
      place += size;
    }
  }

  void count_approval() {
    tally::ApprovalRule rule;
    rule.seats = static_cast<std::uint32_t>(vote_.seats.value());
    const auto result = tally::count_approvals(marked(), rule).value();
    std::vector<bool> may_win;
    for (const auto votes : result.approvals) may_win.push_back(votes > 0);
    seat(result.standing.order, result.approvals, may_win);
  }

  void count_ranked() {
    const auto result = tally::schulze(ranked()).value();
    const auto options = static_cast<tally::Option>(vote_.options.size());
    std::vector<std::int64_t> wins(options, 0);
    outcome_.pairwise.assign(options, std::vector<std::int64_t>(options, 0));
    for (tally::Option x = 0; x < options; ++x) {
      for (tally::Option y = 0; y < options; ++y) {
        outcome_.pairwise[x][y] = result.pairwise.of(x, y);
        if (x != y && result.is_above(x, y)) ++wins[x];
      }
    }
    const bool says_something = outcome_.ballots > outcome_.blank;
    seat(result.order, wins, std::vector<bool>(options, says_something));
  }

  void count_budget() {
    tally::BudgetElection election{marked(), {}, vote_.budget.value()};
    for (const auto& option : vote_.options) election.costs.push_back(option.cost.value());
    tally::GreedyOptions rule;
    rule.threshold = 1;  // what nobody supports is not funded
    rule.ties = {{tally::TieCriterion::least_cost}, lot_};
    const auto result = tally::greedy(election, rule).value();
    selected_.assign(vote_.options.size(), false);
    for (const auto option : result.selected) selected_[option] = true;
    outcome_.spent = result.cost;
    const auto standing = tally::stand_by_totals(result.supporters, 1);
    int place = 1;
    for (const auto& group : standing.order) {
      tell_ties(group, election.costs, result.ties);
      for (const auto& equals : by_cost(group, election.costs)) {
        add_options(equals, place, result.supporters);
        place += static_cast<int>(equals.size());
      }
    }
  }

  /// Options with the same support, in groups of the same cost, the cheapest first; within a group by position.
  static std::vector<Group> by_cost(Group group, const std::vector<std::int64_t>& costs) {
    std::sort(group.begin(), group.end(), [&](auto one, auto other) { return std::pair(costs[one], one) < std::pair(costs[other], other); });
    std::vector<Group> groups;
    for (const auto option : group) {
      if (groups.empty() || costs[groups.back().front()] != costs[option]) groups.emplace_back();
      groups.back().push_back(option);
    }
    return groups;
  }

  void tell_ties(const Group& group, const std::vector<std::int64_t>& costs, const std::vector<tally::Tie>& decisive) {
    if (group.size() < 2) return;
    const auto decides = [&](const Group& among, tally::TieSettledBy by) {
      return std::any_of(decisive.begin(), decisive.end(), [&](const tally::Tie& tie) {
        return tie.settled_by == by && std::find(among.begin(), among.end(), tie.tied.front()) != among.end();
      });
    };
    const auto parts = by_cost(group, costs);
    Group all;
    for (const auto& part : parts)
      for (const auto option : drawn(part)) all.push_back(option);
    if (parts.size() > 1) add_tie(all, false, decides(group, tally::TieSettledBy::cost));
    for (const auto& part : parts)
      if (part.size() > 1) add_tie(drawn(part), true, decides(part, tally::TieSettledBy::order));
  }

  const Vote& vote_;
  const std::vector<BoxedBallot>& box_;
  std::vector<tally::Option> lot_;
  std::vector<std::size_t> lot_place_;
  std::vector<bool> selected_;
  Outcome outcome_;
};

}  // namespace

Outcome count_box(const Vote& vote, const std::vector<BoxedBallot>& box, std::string_view root) { return BoxCount(vote, box, root).count(); }

std::vector<int> lot_order(const Vote& vote, std::string_view root) {
  std::vector<int> positions;
  for (const auto option : draw_order(vote.options.size(), root.substr(0, seed_digits))) positions.push_back(position_of(option));
  return positions;
}

std::string seed_text(std::uint64_t seed) {
  std::array<char, seed_digits> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), seed, 16).ptr;
  const std::string text(digits.data(), end);
  return std::string(seed_digits - text.size(), '0') + text;
}

}  // namespace palabre::votes
