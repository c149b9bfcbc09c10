// Chooses the statements that speak for each group and for all. Called by group_opinions.
#include "tally/representative.hpp"

#include <algorithm>
#include <cmath>

namespace palabre::tally {
namespace {

/// Both sides of one statement as one group sees it.
struct BothSides {
  RepresentativeStatement agree;
  RepresentativeStatement disagree;
  [[nodiscard]] bool has_opinions() const { return agree.inside.agree > 0 || agree.inside.disagree > 0; }
  /// The side on which the group stands out from the others.
  [[nodiscard]] const RepresentativeStatement& stronger() const { return agree.ratio_test > disagree.ratio_test ? agree : disagree; }
  [[nodiscard]] bool is_significant() const { return agree.is_significant || disagree.is_significant; }
};

RepresentativeStatement one_side(Option statement, Side side, const VoteCounts& inside, const VoteCounts& outside) {
  const auto votes = side == Side::agree ? &VoteCounts::agree : &VoteCounts::disagree;
  RepresentativeStatement row{statement, side, inside, outside};
  row.p = share_of(inside.*votes, inside.seen);
  row.p_test = prop_test(inside.*votes, inside.seen);
  row.ratio = row.p / share_of(outside.*votes, outside.seen);
  row.ratio_test = two_prop_test(inside.*votes, outside.*votes, inside.seen, outside.seen);
  row.is_significant = row.p_test > z_90 && row.ratio_test > z_90;
  return row;
}

double metric_of(const RepresentativeStatement& row) { return row.ratio * row.ratio_test * row.p * row.p_test; }

/// Whether the agreement of `row` is a better front than that of `best`, once there is one.
bool is_better_agreed(const BothSides& row, const BothSides* best) {
  const auto& agree = row.agree;
  if (!row.has_opinions()) return false;
  if (best == nullptr) return agree.p_test > z_90 || (agree.ratio > 1 && agree.p > 0.5);
  if (best->agree.ratio > 1) return metric_of(agree) > metric_of(best->agree);
  return agree.p * agree.p_test > best->agree.p * best->agree.p_test;
}

std::vector<RepresentativeStatement> select_for_group(const std::vector<BothSides>& rows, std::uint32_t representative_max) {
  const BothSides* best = nullptr;
  const BothSides* best_agreed = nullptr;
  std::vector<RepresentativeStatement> passing;
  bool has_seen_any = false;
  for (const auto& row : rows) {
    has_seen_any = has_seen_any || row.agree.inside.seen > 0;
    if (row.is_significant()) passing.push_back(row.stronger());
    if (best == nullptr || row.stronger().ratio_test > best->stronger().ratio_test) best = &row;
    if (is_better_agreed(row, best_agreed)) best_agreed = &row;
  }
  std::vector<RepresentativeStatement> chosen;
  if (best_agreed != nullptr) {
    chosen.push_back(best_agreed->stronger());
    chosen.back().is_best_agreed = true;
    std::erase_if(passing, [&](const auto& row) { return row.statement == chosen.front().statement; });
  } else if (passing.empty() && best != nullptr && has_seen_any) {
    chosen.push_back(best->stronger());
  }
  std::stable_sort(passing.begin(), passing.end(), [](const auto& a, const auto& b) { return metric_of(a) > metric_of(b); });
  chosen.insert(chosen.end(), passing.begin(), passing.end());
  if (chosen.size() > representative_max) chosen.resize(representative_max);
  std::stable_partition(chosen.begin(), chosen.end(), [](const auto& row) { return row.side == Side::agree; });
  return chosen;
}

/// Votes of all groups together.
std::vector<VoteCounts> sum_of_groups(std::uint32_t statements, const std::vector<std::vector<VoteCounts>>& group_counts) {
  std::vector<VoteCounts> sums(statements);
  for (const auto& counts : group_counts)
    for (std::size_t s = 0; s < statements; ++s) {
      sums[s].agree += counts[s].agree;
      sums[s].disagree += counts[s].disagree;
      sums[s].seen += counts[s].seen;
    }
  return sums;
}

VoteCounts without(const VoteCounts& all, const VoteCounts& part) {
  return {all.agree - part.agree, all.disagree - part.disagree, all.seen - part.seen};
}

}  // namespace

double prop_test(std::uint32_t successes, std::uint32_t trials) {
  const double s = successes + 1.0;
  const double n = trials + 1.0;
  return 2 * std::sqrt(n) * (s / n - 0.5);
}

double two_prop_test(std::uint32_t inside, std::uint32_t outside, std::uint32_t inside_trials, std::uint32_t outside_trials) {
  const double s1 = inside + 1.0;
  const double s2 = outside + 1.0;
  const double n1 = inside_trials + 1.0;
  const double n2 = outside_trials + 1.0;
  const double p = (s1 + s2) / (n1 + n2);
  if (p >= 1) return 0;
  return (s1 / n1 - s2 / n2) / std::sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
}

double share_of(std::uint32_t votes, std::uint32_t seen) { return (votes + 1.0) / (seen + 2.0); }

std::vector<std::vector<RepresentativeStatement>> select_representative(const OpinionMatrix& matrix, const std::vector<std::vector<VoteCounts>>& group_counts,
                                                                        std::uint32_t representative_max) {
  const auto all = sum_of_groups(matrix.statements, group_counts);
  std::vector<std::vector<RepresentativeStatement>> chosen;
  for (const auto& counts : group_counts) {
    std::vector<BothSides> rows;
    for (Option statement = 0; statement < matrix.statements; ++statement) {
      if (matrix.is_moderated_out[statement]) continue;
      const VoteCounts& inside = counts[statement];
      const VoteCounts outside = without(all[statement], inside);
      rows.push_back({one_side(statement, Side::agree, inside, outside), one_side(statement, Side::disagree, inside, outside)});
    }
    chosen.push_back(select_for_group(rows, representative_max));
  }
  return chosen;
}

std::vector<ConsensusStatement> select_consensus(const OpinionMatrix& matrix, const std::vector<VoteCounts>& totals, Side side, std::uint32_t most) {
  std::vector<ConsensusStatement> rows;
  for (Option statement = 0; statement < matrix.statements; ++statement) {
    const auto& all = totals[statement];
    const std::uint32_t votes = side == Side::agree ? all.agree : all.disagree;
    const ConsensusStatement row{statement, all, share_of(votes, all.seen), prop_test(votes, all.seen)};
    if (row.p > 0.5 && row.p_test > z_90 && !matrix.is_moderated_out[statement]) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.p * a.p_test > b.p * b.p_test; });
  if (rows.size() > most) rows.resize(most);
  return rows;
}

std::vector<double> group_informed_consensus(std::uint32_t statements, const std::vector<std::vector<VoteCounts>>& group_counts) {
  std::vector<double> consensus(statements, group_counts.empty() ? share_of(0, 0) : 1.0);
  for (const auto& counts : group_counts)
    for (std::size_t s = 0; s < statements; ++s) consensus[s] *= share_of(counts[s].agree, counts[s].seen);
  return consensus;
}

std::vector<double> spread_of_agreement(std::uint32_t statements, const std::vector<std::vector<VoteCounts>>& group_counts) {
  std::vector<double> spread(statements, 0.0);
  for (std::size_t s = 0; s < statements; ++s) {
    double lowest = 1;
    double highest = 0;
    for (const auto& counts : group_counts) {
      const double share = share_of(counts[s].agree, counts[s].seen);
      lowest = std::min(lowest, share);
      highest = std::max(highest, share);
    }
    if (!group_counts.empty()) spread[s] = highest - lowest;
  }
  return spread;
}

}  // namespace palabre::tally
