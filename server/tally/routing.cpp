// Weighs statements for being shown next. Called by group_opinions.
#include "tally/routing.hpp"

#include <cmath>

namespace palabre::tally {
namespace {

constexpr double meta_priority = 49;

double priority_of(const VoteCounts& votes, double extremity) {
  const double passes = votes.seen - votes.agree - votes.disagree;
  const double p = (passes + 1) / (votes.seen + 2.0);
  const double a = (votes.agree + 1.0) / (votes.seen + 2.0);
  const double importance = (1 - p) * (extremity + 1) * a;
  const double rising = 1 + 8 * std::exp2(-static_cast<double>(votes.seen) / 5);
  return importance * rising * importance * rising;
}

}  // namespace

std::vector<double> routing_priorities(const OpinionPoll& poll, const std::vector<std::vector<VoteCounts>>& group_counts,
                                       const std::vector<double>& extremity) {
  std::vector<double> priorities;
  for (Option statement = 0; statement < poll.statements; ++statement) {
    VoteCounts votes;
    for (const auto& counts : group_counts) {
      votes.agree += counts[statement].agree;
      votes.disagree += counts[statement].disagree;
      votes.seen += counts[statement].seen;
    }
    priorities.push_back(priority_of(votes, extremity[statement]));
  }
  for (const Option statement : poll.meta) priorities[statement] = meta_priority;
  return priorities;
}

}  // namespace palabre::tally
