// The outcome of a Condorcet method in words: who won, in what order, and why. Private to the Condorcet reports.
#pragma once
#include "recount/ranked_policy.hpp"
#include "tally/ranked_pairs.hpp"

namespace palabre::recount {

std::string schulze_text(const RankedContest& contest, const tally::SchulzeResult& result);
std::string status_quo_text(const RankedContest& contest, const tally::StatusQuoRule& rule, const tally::StatusQuoResult& standing);
std::string ranked_pairs_text(const RankedContest& contest, const tally::RankedPairsResult& result);
std::string condorcet_text(const RankedContest& contest, const tally::Pairwise& pairwise, const tally::WeakOrder& order,
                           const std::vector<std::vector<tally::Option>>& ties);

}  // namespace palabre::recount
