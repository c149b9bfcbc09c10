// Ranking ideas by shares of few votes: what share is likely at least, and what one would guess beforehand.
#pragma once
#include "tally/checked.hpp"

#include <cstdint>

namespace palabre::tally {

/// For: `successes` of `trials`.
struct Proportion {
  std::int64_t successes = 0;
  std::int64_t trials = 0;
};

struct Interval {
  double low = 0;
  double high = 1;
};

inline constexpr double z_of_95_percent = 1.959963984540054;  // two-sided

/// The score interval, never outside 0 .. 1. Without trials 0 .. 1: nothing is known, and such an idea ranks last by `low`.
/// Refuses: negative_number; number_too_large (beyond voters_max); bad_parameter (more successes than trials, z < 0); not_a_number (z).
/// Source:  E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
Checked<Interval> wilson_interval(const Proportion& votes, double z = z_of_95_percent);

/// What is believed before the first vote, as votes: `successes` for and `failures` against.
struct Prior {
  double successes = 1;
  double failures = 1;
};

inline constexpr Prior uniform_prior{1, 1};       // mean (a + 1) / (n + 2)
inline constexpr Prior jeffreys_prior{0.5, 0.5};  // mean (a + 1/2) / (n + 1)

/// The mean of Beta(successes + prior, failures + prior).
/// Refuses: as wilson_interval; a prior that is not above zero or not a number.
Checked<double> bayesian_mean(const Proportion& votes, const Prior& prior = uniform_prior);

}  // namespace palabre::tally
