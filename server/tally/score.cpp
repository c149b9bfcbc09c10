// Adds grades up, exactly. Called by the report of score votes; star takes its check of the grades.
#include "tally/score.hpp"

namespace palabre::tally {
namespace {

__extension__ using Wide = __int128;

std::optional<Fault> find_fault_of(const MarkedElection& election, const ScoreRule& rule) {
  if (rule.seats == 0) return Fault{FaultKind::bad_parameter, "seats: there is none to fill"};
  if (rule.grades_min < 1) return Fault{FaultKind::bad_parameter, "grades_min: a mean needs one grade at least"};
  return find_fault_of_grades(election, rule.grade_min, rule.grade_max);
}

Standing stand_by_means(const std::vector<ScoreTotal>& totals, const ScoreRule& rule, std::vector<Option>& ungraded) {
  std::vector<Option> graded;
  for (Option option = 0; option < totals.size(); ++option) (totals[option].grades >= rule.grades_min ? graded : ungraded).push_back(option);
  return stand(std::move(graded), rule.seats, [&totals](Option one, Option other) {
    return Wide{totals[one].sum} * totals[other].grades > Wide{totals[other].sum} * totals[one].grades;
  });
}

}  // namespace

std::optional<Fault> find_fault_of_grades(const MarkedElection& election, std::int64_t grade_min, std::int64_t grade_max) {
  if (auto fault = find_fault(election)) return fault;
  if (grade_min >= grade_max) return Fault{FaultKind::bad_parameter, "grades: the scale needs two grades at least"};
  for (std::size_t ballot = 0; ballot < election.ballots.size(); ++ballot)
    for (const auto& mark : election.ballots[ballot].marks)
      if (mark.value < grade_min || mark.value > grade_max)
        return Fault{FaultKind::bad_parameter, "ballot " + std::to_string(ballot) + ": the grade " + std::to_string(mark.value) + " of option " +
                                                   std::to_string(mark.option) + " is outside " + std::to_string(grade_min) + " to " + std::to_string(grade_max)};
  return std::nullopt;
}

Checked<ScoreResult> count_scores(const MarkedElection& election, const ScoreRule& rule) {
  if (auto fault = find_fault_of(election, rule)) return *fault;
  ScoreResult result;
  result.totals.resize(election.options);
  for (const auto& ballot : election.ballots) {
    result.cast += ballot.count;
    if (ballot.marks.empty()) result.blank += ballot.count;
    for (const auto& mark : ballot.marks) {
      result.totals[mark.option].sum += mark.value * ballot.count;
      result.totals[mark.option].grades += ballot.count;
    }
  }
  if (rule.by == ScoreBy::mean) {
    result.standing = stand_by_means(result.totals, rule, result.ungraded);
    return result;
  }
  std::vector<std::int64_t> sums;
  sums.reserve(result.totals.size());
  for (const auto& total : result.totals) sums.push_back(total.sum);
  result.standing = stand_by_totals(sums, rule.seats);
  return result;
}

}  // namespace palabre::tally
