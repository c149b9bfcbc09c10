// Which statement to show next: comment routing. Private to opinion groups.
#pragma once
#include "tally/opinions.hpp"

namespace palabre::tally {

/// Per statement the weight with which it is drawn next: (importance * (1 + 8 * 2^(-S/5)))^2, where importance =
/// (1 - (P+1)/(S+2)) * (E+1) * (A+1)/(S+2), with A, D, S the votes of all groups, P = S - A - D passes and E the extremity. New
/// statements rise, passed-over ones sink. Meta statements: 7^2.
std::vector<double> routing_priorities(const OpinionPoll& poll, const std::vector<std::vector<VoteCounts>>& group_counts,
                                       const std::vector<double>& extremity);

}  // namespace palabre::tally
