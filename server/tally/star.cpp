// Counts STAR votes: sums, the final, its ties. Called by the report of STAR votes.
#include "tally/star.hpp"

#include "tally/score.hpp"

#include <algorithm>
#include <cstddef>

namespace palabre::tally {
namespace {

/// How many ballots grade one of a few options above another of them.
class Matchups {
 public:
  static constexpr std::size_t options_matched_max = 2'000;
  static constexpr std::size_t work_max = 2'000'000'000;  // compared grades

  static bool is_too_much(std::size_t options, std::size_t ballots) {
    return options > options_matched_max || ballots + 1 > work_max / (options * options);
  }

  Matchups(const MarkedElection& election, const std::vector<Option>& options) : row_of_(election.options, options.size()), size_(options.size()) {
    for (std::size_t row = 0; row < options.size(); ++row) row_of_[options[row]] = row;
    above_.resize(size_ * size_);
    std::vector<std::int64_t> grades(size_);
    for (const auto& ballot : election.ballots) {
      std::fill(grades.begin(), grades.end(), 0);
      for (const auto& mark : ballot.marks)
        if (row_of_[mark.option] < size_) grades[row_of_[mark.option]] = mark.value;
      for (std::size_t one = 0; one < size_; ++one)
        for (std::size_t other = 0; other < size_; ++other)
          if (grades[one] > grades[other]) above_[one * size_ + other] += ballot.count;
    }
  }
  std::int64_t above(Option one, Option other) const { return above_[row_of_[one] * size_ + row_of_[other]]; }

 private:
  std::vector<std::size_t> row_of_;  // by option; size_ for one not matched
  std::size_t size_;
  std::vector<std::int64_t> above_;
};

/// The options of `tied` that are worst by `badness`; all of them when they are equal.
std::vector<Option> worst_of(const std::vector<Option>& tied, const std::vector<std::int64_t>& badness) {
  const auto worst = *std::max_element(badness.begin(), badness.end());
  std::vector<Option> lost;
  for (std::size_t i = 0; i < tied.size(); ++i)
    if (badness[i] == worst) lost.push_back(tied[i]);
  return lost;
}

class StarCount {
 public:
  StarCount(const MarkedElection& election, const StarRule& rule) : election_(election), rule_(rule) {}

  std::optional<Fault> count() {
    add_grades();
    const auto standing = stand_by_totals(result_.sums, 2);
    result_.finalists = standing.elected;
    result_.tied_finalists = standing.tied;
    auto met = result_.finalists;
    met.insert(met.end(), standing.tied.begin(), standing.tied.end());
    if (Matchups::is_too_much(met.size(), election_.ballots.size()))
      return Fault{FaultKind::number_too_large, std::to_string(met.size()) + " options tie for the final: too many to count their matchups"};
    const Matchups matchups(election_, met);
    if (rule_.ties == StarTies::official) break_ties_for_the_final(matchups, standing.tied_seats);
    hold_runoffs(matchups);
    return std::nullopt;
  }
  StarResult take() { return std::move(result_); }

 private:
  void add_grades() {
    result_.sums.resize(election_.options);
    result_.highest.resize(election_.options);
    for (const auto& ballot : election_.ballots) {
      result_.cast += ballot.count;
      if (ballot.marks.empty()) result_.blank += ballot.count;
      for (const auto& mark : ballot.marks) {
        result_.sums[mark.option] += mark.value * ballot.count;
        if (mark.value == rule_.grade_max) result_.highest[mark.option] += ballot.count;
      }
    }
  }

  /// Who falls behind among `tied`, by matchups lost or else by highest grades; nobody when both leave them equal.
  std::vector<Option> find_lost(const Matchups& matchups, const std::vector<Option>& tied) {
    std::vector<std::int64_t> badness;
    for (const auto one : tied)
      badness.push_back(std::count_if(tied.begin(), tied.end(), [&](Option other) { return matchups.above(other, one) > matchups.above(one, other); }));
    auto by = StarTieBreak::head_to_head;
    auto lost = worst_of(tied, badness);
    if (lost.size() == tied.size()) {
      by = StarTieBreak::highest_grade;
      for (std::size_t i = 0; i < tied.size(); ++i) badness[i] = -result_.highest[tied[i]];
      lost = worst_of(tied, badness);
    }
    if (lost.size() == tied.size()) return {};
    result_.steps.push_back({false, by, tied, lost});
    return lost;
  }

  void break_ties_for_the_final(const Matchups& matchups, std::size_t places) {
    auto tied = result_.tied_finalists;
    while (tied.size() > places) {
      const auto lost = find_lost(matchups, tied);
      if (lost.empty()) break;
      std::vector<Option> kept;
      std::set_difference(tied.begin(), tied.end(), lost.begin(), lost.end(), std::back_inserter(kept));
      if (kept.size() >= places) {
        tied = kept;
        continue;
      }
      result_.finalists.insert(result_.finalists.end(), kept.begin(), kept.end());
      places -= kept.size();
      tied = lost;
    }
    if (tied.size() == places) {
      result_.finalists.insert(result_.finalists.end(), tied.begin(), tied.end());
      tied.clear();
    }
    result_.tied_finalists = tied;
  }

  /// Both when the runoff is a tie that nothing breaks.
  std::vector<Option> winners_of(const Runoff& runoff) {
    if (runoff.for_first != runoff.for_second) return {runoff.for_first > runoff.for_second ? runoff.first : runoff.second};
    const std::vector<Option> tied{runoff.first, runoff.second};
    if (rule_.ties == StarTies::none) return tied;
    for (const auto by : {StarTieBreak::score, StarTieBreak::highest_grade}) {
      const auto& values = by == StarTieBreak::score ? result_.sums : result_.highest;
      if (values[runoff.first] == values[runoff.second]) continue;
      const bool is_first = values[runoff.first] > values[runoff.second];
      result_.steps.push_back({true, by, tied, {is_first ? runoff.second : runoff.first}});
      return {is_first ? runoff.first : runoff.second};
    }
    return tied;
  }

  void hold(const Matchups& matchups, Option one, Option other) {
    if (result_.sums[other] > result_.sums[one] || (result_.sums[other] == result_.sums[one] && other < one)) std::swap(one, other);
    Runoff runoff{one, other, matchups.above(one, other), matchups.above(other, one), 0};
    runoff.no_preference = result_.cast - runoff.for_first - runoff.for_second;
    for (const auto winner : winners_of(runoff))
      if (std::find(result_.winners.begin(), result_.winners.end(), winner) == result_.winners.end()) result_.winners.push_back(winner);
    result_.runoffs.push_back(runoff);
  }

  void hold_runoffs(const Matchups& matchups) {
    const auto& tied = result_.tied_finalists;
    if (result_.finalists.size() == 2) {
      hold(matchups, result_.finalists[0], result_.finalists[1]);
    } else if (tied.empty()) {
      result_.winners = result_.finalists;
    } else if (result_.finalists.size() == 1) {
      for (const auto other : tied) hold(matchups, result_.finalists[0], other);
    } else {
      hold_each(matchups, tied);
    }
    std::sort(result_.winners.begin(), result_.winners.end());
  }

  void hold_each(const Matchups& matchups, const std::vector<Option>& tied) {
    for (std::size_t i = 0; i < tied.size(); ++i)
      for (std::size_t j = i + 1; j < tied.size(); ++j) hold(matchups, tied[i], tied[j]);
  }

  const MarkedElection& election_;
  const StarRule& rule_;
  StarResult result_;
};

}  // namespace

Checked<StarResult> count_star(const MarkedElection& election, const StarRule& rule) {
  if (auto fault = find_fault_of_grades(election, rule.grade_min, rule.grade_max)) return *fault;
  StarCount count(election, rule);
  if (auto fault = count.count()) return *fault;
  return count.take();
}

}  // namespace palabre::tally
