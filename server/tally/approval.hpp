// Approval voting: every ballot names the options it accepts; the most named win.
#pragma once
#include "tally/quorum.hpp"
#include "tally/standing.hpp"

#include <optional>
#include <vector>

namespace palabre::tally {

/// What becomes of a ballot that names more options than it may: nothing of it counts, or its first marks do.
enum class OverVote { void_ballot, truncate };

struct ApprovalRule {
  std::uint32_t seats = 1;
  std::optional<std::uint32_t> choices_max;
  OverVote over_vote = OverVote::void_ballot;
  std::optional<std::int64_t> eligible;
  std::optional<Quorum> quorum;  // counting support: each option on its own must reach it
};

struct ApprovalResult {
  std::vector<std::int64_t> approvals;  // by option
  Turnout turnout;                      // blank ballots are cast and not valid
  std::int64_t blank = 0;
  std::int64_t over_voted = 0;          // ballots beyond choices_max, void or truncated as the rule says
  Standing standing;                    // all options; its seats go only to those that reach the quorum
  std::vector<Option> below_quorum;     // all options when the quorum counts people and is missed
  std::vector<QuorumCheck> quorum;      // by option when it counts support, else one; empty without a quorum
};

/// A mark above zero approves; a mark of zero says nothing. A ballot without an approval is blank.
/// Refuses: what find_fault refuses; negative_number (a mark below zero); bad_parameter (no seats, choices_max 0, the quorum's faults).
/// Source:  Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978).
Checked<ApprovalResult> count_approvals(const MarkedElection& election, const ApprovalRule& rule);

}  // namespace palabre::tally
