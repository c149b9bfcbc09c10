// What a group says more than the others, what all agree on. Formulas in integers of votes; doubles only for the tests.
#pragma once
#include "tally/opinions.hpp"

namespace palabre::tally {

/// One-tailed 90 %: a z score above it is significant.
inline constexpr double z_90 = 1.2816;

/// z score of `successes` in `trials` against one half, with one success added: 2 sqrt(n+1) ((s+1)/(n+1) - 1/2).
double prop_test(std::uint32_t successes, std::uint32_t trials);
/// z score of one share against another, pooled, with one success and one trial added to each; 0 when both shares are 1.
double two_prop_test(std::uint32_t inside, std::uint32_t outside, std::uint32_t inside_trials, std::uint32_t outside_trials);
/// (votes + 1) / (seen + 2): the mean of the posterior under an even prior.
double share_of(std::uint32_t votes, std::uint32_t seen);

/// Per group the statements that speak for it, at most representative_max. The statement the group agrees with best comes first
/// when there is one; then those that pass both tests, by ratio * ratio_test * p * p_test; agreements before disagreements. A group
/// for which nothing passes keeps the best it has. Moderated-out statements speak for none. Equal scores: by statement.
std::vector<std::vector<RepresentativeStatement>> select_representative(const OpinionMatrix& matrix, const std::vector<std::vector<VoteCounts>>& group_counts,
                                                                        std::uint32_t representative_max);

/// The statements on which all lean to `side`: p > 1/2 and significant, by p * p_test, at most `most`.
std::vector<ConsensusStatement> select_consensus(const OpinionMatrix& matrix, const std::vector<VoteCounts>& totals, Side side, std::uint32_t most);

/// Group-informed consensus per statement: product over the groups of (A+1)/(S+2). Without groups that of one group that saw nothing.
std::vector<double> group_informed_consensus(std::uint32_t statements, const std::vector<std::vector<VoteCounts>>& group_counts);

/// Per statement the highest less the lowest share of agreement among the groups: 0 = alike, near 1 = divided.
std::vector<double> spread_of_agreement(std::uint32_t statements, const std::vector<std::vector<VoteCounts>>& group_counts);

}  // namespace palabre::tally
