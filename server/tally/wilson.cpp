// Wilson's interval and Bayesian means of shares. Called by whoever ranks ideas by their votes.
#include "tally/wilson.hpp"

#include "tally/ballots.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

std::optional<Fault> find_fault_of(const Proportion& votes) {
  if (votes.successes < 0 || votes.trials < 0) return Fault{FaultKind::negative_number, "a number of votes is below zero"};
  if (votes.trials > voters_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(voters_max) + " votes"};
  if (votes.successes > votes.trials) return Fault{FaultKind::bad_parameter, "successes: more than trials"};
  return std::nullopt;
}

}  // namespace

Checked<Interval> wilson_interval(const Proportion& votes, double z) {
  if (auto fault = find_fault_of(votes)) return *fault;
  if (!std::isfinite(z)) return Fault{FaultKind::not_a_number, "z: not a finite number"};
  if (z < 0) return Fault{FaultKind::bad_parameter, "z: below zero"};
  if (votes.trials == 0) return Interval{};
  const auto n = static_cast<double>(votes.trials);
  const double p = static_cast<double>(votes.successes) / n;
  const double z2 = z * z;
  if (!std::isfinite(z2)) return Fault{FaultKind::not_a_number, "z: its square is not a finite number"};
  const double middle = p + z2 / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  const double scale = 1 + z2 / n;
  Interval interval{(middle - half) / scale, (middle + half) / scale};
  if (votes.successes == 0) interval.low = 0;
  if (votes.successes == votes.trials) interval.high = 1;
  return Interval{std::clamp(interval.low, 0.0, 1.0), std::clamp(interval.high, 0.0, 1.0)};
}

Checked<double> bayesian_mean(const Proportion& votes, const Prior& prior) {
  if (auto fault = find_fault_of(votes)) return *fault;
  if (!std::isfinite(prior.successes) || !std::isfinite(prior.failures)) return Fault{FaultKind::not_a_number, "prior: not a finite number"};
  if (prior.successes <= 0 || prior.failures <= 0) return Fault{FaultKind::bad_parameter, "prior: must be above zero on both sides"};
  const double whole = static_cast<double>(votes.trials) + prior.successes + prior.failures;
  const double mean = (static_cast<double>(votes.successes) + prior.successes) / whole;
  if (!std::isfinite(whole)) return Fault{FaultKind::not_a_number, "prior: too large"};
  return mean;
}

}  // namespace palabre::tally
