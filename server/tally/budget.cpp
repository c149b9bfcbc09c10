// Checks budget elections, groups equal ballots and orders ties. Called by greedy, equal_shares, phragmen and their completions.
#include "tally/budget.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

std::optional<Fault> fault_of_money(std::int64_t amount, const std::string& what) {
  if (amount < 0) return Fault{FaultKind::negative_number, what + " is below zero"};
  if (amount > money_max) return Fault{FaultKind::number_too_large, what + " is beyond " + std::to_string(money_max)};
  return std::nullopt;
}

bool is_before(const Mark& left, const Mark& right) {
  return left.option != right.option ? left.option < right.option : left.value < right.value;
}

/// The marks above zero of one ballot, by option.
std::vector<Mark> support_of(const MarkedBallot& ballot) {
  std::vector<Mark> marks;
  for (const auto& mark : ballot.marks)
    if (mark.value > 0) marks.push_back(mark);
  std::sort(marks.begin(), marks.end(), is_before);
  return marks;
}

}  // namespace

std::optional<Fault> find_fault(const BudgetElection& election) {
  if (auto fault = find_fault(election.votes)) return fault;
  if (election.costs.size() != election.votes.options) return Fault{FaultKind::bad_parameter, "not one cost per option"};
  if (auto fault = fault_of_money(election.budget, "the budget")) return fault;
  for (std::size_t i = 0; i < election.costs.size(); ++i)
    if (auto fault = fault_of_money(election.costs[i], "the cost of option " + std::to_string(i))) return fault;
  for (std::size_t ballot = 0; ballot < election.votes.ballots.size(); ++ballot)
    for (const auto& mark : election.votes.ballots[ballot].marks)
      if (mark.value < 0) return Fault{FaultKind::negative_number, "ballot " + std::to_string(ballot) + ": a mark is below zero"};
  return std::nullopt;
}

Supports::Supports(const MarkedElection& votes) : supporters_(votes.options, 0), points_(votes.options, 0) {
  std::vector<std::pair<std::vector<Mark>, std::int64_t>> ballots;
  ballots.reserve(votes.ballots.size());
  for (const auto& ballot : votes.ballots)
    if (ballot.count > 0) ballots.emplace_back(support_of(ballot), ballot.count);
  std::sort(ballots.begin(), ballots.end(), [](const auto& left, const auto& right) {
    return std::lexicographical_compare(left.first.begin(), left.first.end(), right.first.begin(), right.first.end(), is_before);
  });
  first_mark_.push_back(0);
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    const auto& [marks, count] = ballots[i];
    voters_ += count;
    if (i > 0 && marks == ballots[i - 1].first) {
      counts_.back() += count;
      continue;
    }
    counts_.push_back(count);
    marks_.insert(marks_.end(), marks.begin(), marks.end());
    first_mark_.push_back(marks_.size());
  }
  list_by_option();
}

void Supports::list_by_option() {
  first_supporter_.assign(supporters_.size() + 1, 0);
  for (const auto& mark : marks_) ++first_supporter_[mark.option + 1];
  std::partial_sum(first_supporter_.begin(), first_supporter_.end(), first_supporter_.begin());
  auto next = first_supporter_;
  by_option_.resize(marks_.size());
  for (std::uint32_t group = 0; group < groups(); ++group) {
    const std::int64_t voters = counts_[group];
    for (const auto& mark : marks(group)) {
      by_option_[next[mark.option]++] = {group, static_cast<double>(voters), static_cast<double>(mark.value)};
      supporters_[mark.option] += voters;
      points_[mark.option] += voters * mark.value;
    }
  }
}

std::span<const Supports::Supporter> Supports::of(Option option) const {
  return {by_option_.data() + first_supporter_[option], by_option_.data() + first_supporter_[option + 1]};
}

std::span<const Mark> Supports::marks(std::uint32_t group) const {
  return {marks_.data() + first_mark_[group], marks_.data() + first_mark_[group + 1]};
}

namespace {

/// Below zero when `left` wins over `right` by this criterion, 0 when it holds them equal.
int compare_by(TieCriterion criterion, const BudgetElection& election, const Supports& supports, Option left, Option right) {
  const auto sign = [](std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; };
  if (criterion == TieCriterion::most_supporters) return sign(supports.supporters(right), supports.supporters(left));
  if (criterion == TieCriterion::least_cost) return sign(election.costs[left], election.costs[right]);
  return sign(election.costs[right], election.costs[left]);
}

}  // namespace

Checked<std::vector<std::uint32_t>> tie_places(const BudgetElection& election, const Supports& supports, const TieRule& rule) {
  const auto options = election.votes.options;
  std::vector<std::uint32_t> rank(options, 0);
  std::iota(rank.begin(), rank.end(), 0U);
  if (!rule.order.empty()) {
    std::vector<bool> is_named(options, false);
    for (std::size_t i = 0; i < rule.order.size(); ++i) {
      const Option option = rule.order[i];
      if (option >= options || is_named[option]) return Fault{FaultKind::bad_parameter, "the order for ties names an option twice, or one that is not there"};
      is_named[option] = true;
      rank[option] = static_cast<std::uint32_t>(i);
    }
    if (rule.order.size() != options) return Fault{FaultKind::bad_parameter, "the order for ties does not name all options"};
  }
  std::vector<Option> sorted(options);
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::sort(sorted.begin(), sorted.end(), [&](Option left, Option right) {
    for (const auto criterion : rule.criteria)
      if (const int order = compare_by(criterion, election, supports, left, right); order != 0) return order < 0;
    return rank[left] < rank[right];
  });
  std::vector<std::uint32_t> places(options, 0);
  for (std::size_t i = 0; i < sorted.size(); ++i) places[sorted[i]] = static_cast<std::uint32_t>(i);
  return places;
}

Tie settle_tie(std::uint32_t round, std::vector<Option> tied, const BudgetElection& election, const Supports& supports,
               const TieRule& rule, const std::vector<std::uint32_t>& places) {
  std::sort(tied.begin(), tied.end(), [&places](Option left, Option right) { return places[left] < places[right]; });
  TieSettledBy settled_by = TieSettledBy::order;
  for (const auto criterion : rule.criteria) {
    if (compare_by(criterion, election, supports, tied[0], tied[1]) == 0) continue;
    settled_by = criterion == TieCriterion::most_supporters ? TieSettledBy::supporters : TieSettledBy::cost;
    break;
  }
  return {round, std::move(tied), settled_by};
}

}  // namespace palabre::tally
