// Spends a budget by falling support. Called by the report of budgets and by the utilitarian completion of equal shares.
#include "tally/greedy.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

class Fill {
 public:
  Fill(const BudgetElection& election, const std::vector<std::int64_t>& scores, const GreedyOptions& options, TieBreaker& ties)
      : election_(election), scores_(scores), options_(options), ties_(ties) {}

  bool run(const std::vector<bool>& is_out, std::uint32_t round, GreedyFill& fill) {
    fill.fates.assign(election_.costs.size(), GreedyFate::after_the_end);
    fill.missing.assign(election_.costs.size(), 0);
    for (Option option = 0; option < is_out.size(); ++option)
      if (is_out[option]) start_ += "," + std::to_string(option);
    auto waiting = sort_by_score(is_out, fill);
    for (std::size_t first = 0; first < waiting.size() && !has_ended_;) {
      std::size_t last = first + 1;
      while (last < waiting.size() && compare(waiting[first], waiting[last]) == 0) ++last;
      std::vector<Option> equals(waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.begin() + static_cast<std::ptrdiff_t>(last));
      if (!take_equals(std::move(equals), round, fill)) return false;
      first = last;
    }
    for (const Option option : waiting)
      if (fill.fates[option] == GreedyFate::after_the_end) fill.missing[option] = missing(option, fill);
    return true;
  }

 private:
  /// Above zero when `left` comes before `right` by score.
  int compare(Option left, Option right) const {
    if (options_.is_per_cost && (election_.costs[left] == 0 || election_.costs[right] == 0))
      return (election_.costs[left] == 0 ? 1 : 0) - (election_.costs[right] == 0 ? 1 : 0);
    const Wide a = Wide{scores_[left]} * (options_.is_per_cost ? election_.costs[right] : 1);
    const Wide b = Wide{scores_[right]} * (options_.is_per_cost ? election_.costs[left] : 1);
    return a > b ? 1 : a < b ? -1 : 0;
  }

  std::vector<Option> sort_by_score(const std::vector<bool>& is_out, GreedyFill& fill) const {
    std::vector<Option> waiting;
    for (Option option = 0; option < election_.costs.size(); ++option) {
      if (is_out[option]) continue;
      if (options_.threshold && scores_[option] < *options_.threshold) fill.fates[option] = GreedyFate::below_threshold;
      else waiting.push_back(option);
    }
    std::sort(waiting.begin(), waiting.end(), [&](Option left, Option right) {
      if (const int order = compare(left, right); order != 0) return order > 0;
      return ties_.places()[left] < ties_.places()[right];
    });
    return waiting;
  }

  std::int64_t missing(Option option, const GreedyFill& fill) const { return std::max<std::int64_t>(0, election_.costs[option] - fill.left); }

  void take(Option option, GreedyFill& fill) const {
    fill.added.push_back(option);
    fill.fates[option] = GreedyFate::selected;
    fill.left -= election_.costs[option];
  }

  void leave(Option option, GreedyFill& fill) const {
    fill.fates[option] = GreedyFate::does_not_fit;
    fill.missing[option] = missing(option, fill);
  }

  bool do_all_fit(const std::vector<Option>& equals, const GreedyFill& fill) const {
    Wide sum = 0;
    for (const Option option : equals) sum += election_.costs[option];
    return sum <= fill.left;
  }

  /// Options of one score, best place first. Only where they do not all fit is there a tie to settle.
  bool take_equals(std::vector<Option> equals, std::uint32_t round, GreedyFill& fill) {
    while (!equals.empty()) {
      if (options_.skips) {
        std::erase_if(equals, [&](Option option) {
          if (election_.costs[option] <= fill.left) return false;
          leave(option, fill);
          return true;
        });
      }
      if (do_all_fit(equals, fill)) {
        for (const Option option : equals) take(option, fill);
        return true;
      }
      const bool can_any = std::any_of(equals.begin(), equals.end(), [&](Option option) { return election_.costs[option] <= fill.left; });
      const auto at = round + static_cast<std::uint32_t>(fill.added.size());
      const auto chosen = can_any ? ties_.choose(at, equals, [&] { return text_of(fill); }) : equals.front();
      if (!chosen) return false;
      if (election_.costs[*chosen] > fill.left) {
        leave(*chosen, fill);
        has_ended_ = true;
        return true;
      }
      take(*chosen, fill);
      std::erase(equals, *chosen);
    }
    return true;
  }

  std::string text_of(const GreedyFill& fill) const {
    auto sorted = fill.added;
    std::sort(sorted.begin(), sorted.end());
    std::string text = "greedy after" + start_ + " adds";
    for (const Option option : sorted) text += "," + std::to_string(option);
    return text;
  }

  const BudgetElection& election_;
  const std::vector<std::int64_t>& scores_;
  const GreedyOptions& options_;
  TieBreaker& ties_;
  std::string start_;  // the options that are out, as text
  bool has_ended_ = false;
};

std::vector<std::int64_t> count_scores(const Supports& supports, const GreedyOptions& options) {
  if (!options.scores.empty()) return options.scores;
  std::vector<std::int64_t> scores;
  for (Option option = 0; option < supports.options(); ++option)
    scores.push_back(options.score == GreedyScore::points ? supports.points(option) : supports.supporters(option));
  return scores;
}

}  // namespace

std::optional<GreedyFill> fill_greedily(const BudgetElection& election, const std::vector<std::int64_t>& scores, const std::vector<bool>& is_out,
                                        std::int64_t left, const GreedyOptions& options, std::uint32_t round, TieBreaker& ties) {
  GreedyFill fill;
  fill.left = left;
  if (!Fill(election, scores, options, ties).run(is_out, round, fill)) return std::nullopt;
  return fill;
}

Checked<GreedyResult> greedy(const BudgetElection& election, const GreedyOptions& options) {
  if (auto fault = find_fault(election)) return *fault;
  if (!options.scores.empty() && options.scores.size() != election.costs.size()) return Fault{FaultKind::bad_parameter, "not one score per option"};
  for (const auto score : options.scores)
    if (score < 0) return Fault{FaultKind::negative_number, "a score is below zero"};
  const Supports supports(election.votes);
  auto places = tie_places(election, supports, options.ties);
  if (!places) return places.fault();
  TieBreaker ties(election, supports, options.ties, *places, options.script);
  GreedyResult result;
  result.scores = count_scores(supports, options);
  const std::vector<bool> none_out(election.costs.size(), false);
  auto fill = fill_greedily(election, result.scores, none_out, election.budget, options, 0, ties);
  if (!fill) return Fault{FaultKind::bad_parameter, given_up};
  result.selected = std::move(fill->added);
  result.fates = std::move(fill->fates);
  result.missing = std::move(fill->missing);
  result.cost = election.budget - fill->left;
  result.ties = std::move(ties.ties());
  for (Option option = 0; option < supports.options(); ++option) result.supporters.push_back(supports.supporters(option));
  return result;
}

}  // namespace palabre::tally
