// Joins the steps from votes to described groups. Called by the opinion report of recount.
#include "tally/opinion_groups.hpp"

#include "tally/components.hpp"
#include "tally/grouping.hpp"
#include "tally/opinions.hpp"
#include "tally/representative.hpp"
#include "tally/routing.hpp"

#include <cmath>

namespace palabre::tally {
namespace {

void describe_space(const OpinionMatrix& matrix, const std::vector<std::uint32_t>& order, OpinionGroups& result) {
  Components components = find_components(matrix, order);
  result.projection = project_participants(matrix, components);
  result.statement_projection = project_statements(matrix, components);
  for (const auto& [x, y] : result.statement_projection) result.extremity.push_back(std::hypot(x, y));
  result.center = std::move(components.center);
  result.components = std::move(components.axes);
  result.explained = components.explained;
}

void describe_groups(const OpinionPoll& poll, const OpinionMatrix& matrix, const OpinionOptions& options, OpinionGroups& result) {
  result.totals = count_all(matrix);
  result.group_counts = count_groups(matrix, result.group, result.k);
  result.consensus = group_informed_consensus(poll.statements, result.group_counts);
  result.spread = spread_of_agreement(poll.statements, result.group_counts);
  result.representative = select_representative(matrix, result.group_counts, options.representative_max);
  result.agreed = select_consensus(matrix, result.totals, Side::agree, options.representative_max);
  result.disagreed = select_consensus(matrix, result.totals, Side::disagree, options.representative_max);
  result.priorities = routing_priorities(poll, result.group_counts, result.extremity);
}

}  // namespace

Checked<OpinionGroups> group_opinions(const OpinionPoll& poll, const OpinionOptions& options) {
  if (auto fault = find_fault(poll, options)) return *fault;
  const OpinionMatrix matrix = matrix_of(poll);
  const auto order = order_by_votes(matrix);
  OpinionGroups result;
  for (std::uint32_t participant = 0; participant < poll.participants; ++participant)
    result.votes.push_back(static_cast<std::uint32_t>(matrix.row(participant).size()));
  Inclusion inclusion = include_participants(matrix, order, options);
  describe_space(matrix, order, result);

  Grouping grouping = options.grouping ? take_groups(result.projection, *options.grouping) : form_groups(result.projection, inclusion.is_included, options);
  result.is_included = std::move(inclusion.is_included);
  result.tied_out = inclusion.tied_out;
  result.k = grouping.k;
  result.silhouette = grouping.silhouette;
  result.tried = std::move(grouping.tried);
  result.group = std::move(grouping.group);
  result.group_sizes = std::move(grouping.sizes);
  describe_groups(poll, matrix, options, result);
  return result;
}

}  // namespace palabre::tally
