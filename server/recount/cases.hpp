// Collections of cases as other projects publish them, each case with its answer, as polls. Called by convert.
#pragma once
#include "recount/json_tree.hpp"

#include <string>
#include <vector>

namespace palabre::recount {

struct CasePoll {
  std::string name;
  Poll poll;
};

/// Is this JSON a collection of cases, or one case, and not our own format?
bool is_cases(const JsonTree& tree);

/// Reads these shapes, as a list or one alone:
/// - ranked: {"name", "candidates": […], "ballots": [{"count", "ranking"}], "seats"?, "quota_rule"?, "unranked"?, …}
/// - LiquidFeedback: {"input": {"name", "members", "initiatives", "delegations", "supporters", "votes", …}, "expected": {…}}
/// What is no vote is kept: words and numbers as meta, lists and objects as the expected answer. Every fault has its place in the file.
Read<std::vector<CasePoll>> read_cases(const JsonTree& tree);

}  // namespace palabre::recount
