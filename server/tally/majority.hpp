// Yes or no: does one option have its majority, and did enough people take part? With the conditions Debian and LiquidFeedback put.
#pragma once
#include "tally/quorum.hpp"

#include <cstdint>
#include <optional>

namespace palabre::tally {

/// Votes on one option. Blank and void ballots were cast; they are neither yes nor no.
struct YesNo {
  std::int64_t yes = 0;
  std::int64_t no = 0;
  std::int64_t blank = 0;
  std::int64_t void_ballots = 0;
  std::optional<std::int64_t> eligible;
};

/// Accepted when yes is more than (strict) or at least num/den of `of`, and the quorum, if any, is met.
struct MajorityRule {
  std::int64_t num = 1;
  std::int64_t den = 2;
  bool is_strict = true;
  Base of = Base::valid;  // valid = yes and no
  std::optional<Quorum> quorum;
};

struct MajorityResult {
  Turnout turnout;
  std::int64_t base = 0;        // how many the majority is a share of
  std::int64_t yes_needed = 0;  // the least yes that would be enough
  bool has_majority = false;    // never without a single yes
  std::optional<QuorumCheck> quorum;
  bool is_accepted = false;
  bool is_tie = false;          // yes and no are equal
};

/// Refuses: negative_number, number_too_large, bad_parameter (a share outside 0 .. 1, eligible not known, the quorum's faults).
Checked<MajorityResult> decide_majority(const YesNo& votes, const MajorityRule& rule);

/// One option against the default one ("further discussion") in a Condorcet vote.
struct AgainstDefault {
  std::int64_t for_option = 0;   // V(A,D): ballots that rank the option above the default
  std::int64_t for_default = 0;  // V(D,A)
  std::int64_t developers = 0;   // who may vote
};

struct DefaultCheck {
  bool reaches_quorum = false;    // V(A,D) >= 3Q, Q = sqrt(developers) / 2
  bool defeats_default = false;   // V(A,D) >= ratio * V(D,A), and V(A,D) > V(D,A)
};

/// `num`:`den` is the supermajority, 1:1 when none is asked. Exact: squares instead of the root.
/// Refuses: negative_number, number_too_large, bad_parameter (a ratio below 1:1).
/// Source:  Debian Constitution, 4.2 (quorum) and A.6.2, A.6.3.
Checked<DefaultCheck> check_against_default(const AgainstDefault& votes, std::int64_t num = 1, std::int64_t den = 1);

}  // namespace palabre::tally
