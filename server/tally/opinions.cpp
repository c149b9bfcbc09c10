// Builds the vote matrix, decides who is included, counts votes. Called by group_opinions.
#include "tally/opinions.hpp"

#include <algorithm>
#include <numeric>

namespace palabre::tally {
namespace {

std::optional<Fault> fault_of_cast(const OpinionPoll& poll, std::size_t at) {
  const auto& cast = poll.casts[at];
  const std::string where = "vote " + std::to_string(at) + ": ";
  if (cast.participant >= poll.participants) return Fault{FaultKind::option_out_of_range, where + "there is no participant " + std::to_string(cast.participant)};
  if (cast.statement >= poll.statements) return Fault{FaultKind::option_out_of_range, where + "there is no statement " + std::to_string(cast.statement)};
  if (cast.value < -1 || cast.value > 1) return Fault{FaultKind::bad_parameter, where + "its value must be 1, -1 or 0"};
  return std::nullopt;
}

std::optional<Fault> fault_of_statements(const OpinionPoll& poll, const std::vector<Option>& statements, const std::string& list) {
  for (const Option statement : statements)
    if (statement >= poll.statements) return Fault{FaultKind::option_out_of_range, list + ": there is no statement " + std::to_string(statement)};
  return std::nullopt;
}

std::optional<Fault> fault_of_grouping(const OpinionPoll& poll, const std::vector<std::optional<std::uint32_t>>& grouping) {
  if (grouping.size() != poll.participants) return Fault{FaultKind::bad_parameter, "the grouping must name a group or none for each participant"};
  std::vector<bool> has_members;
  for (const auto& group : grouping) {
    if (!group) continue;
    if (*group >= opinion_groups_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(opinion_groups_max) + " groups"};
    if (*group >= has_members.size()) has_members.resize(*group + std::size_t{1}, false);
    has_members[*group] = true;
  }
  const auto empty = std::find(has_members.begin(), has_members.end(), false);
  if (empty == has_members.end()) return std::nullopt;
  return Fault{FaultKind::bad_parameter, "group " + std::to_string(empty - has_members.begin()) + " has nobody: groups are numbered from 0 without gaps"};
}

std::optional<Fault> fault_of_options(const OpinionPoll& poll, const OpinionOptions& options) {
  if (options.k && *options.k == 0) return Fault{FaultKind::bad_parameter, "k must be at least 1"};
  if (options.k && options.grouping) return Fault{FaultKind::bad_parameter, "k has no meaning where the grouping is given"};
  if (options.k_max == 0) return Fault{FaultKind::bad_parameter, "k_max must be at least 1"};
  if (options.base_clusters == 0 || options.base_clusters > 1000) return Fault{FaultKind::bad_parameter, "base_clusters must be 1 to 1000"};
  if (options.representative_max == 0) return Fault{FaultKind::bad_parameter, "representative_max must be at least 1"};
  if (options.k && *options.k > options.base_clusters) return Fault{FaultKind::bad_parameter, "k must be at most " + std::to_string(options.base_clusters)};
  return options.grouping ? fault_of_grouping(poll, *options.grouping) : std::nullopt;
}

std::size_t count_of_votes(const OpinionMatrix& matrix, std::uint32_t participant) { return matrix.row(participant).size(); }

void add_vote(VoteCounts& counts, std::int8_t value) {
  ++counts.seen;
  if (value > 0) ++counts.agree;
  if (value < 0) ++counts.disagree;
}

/// Keeps the last cast of each statement; `row` is in the order of casting.
void append_row(std::vector<OpinionCell>& row, std::vector<OpinionCell>& cells) {
  std::stable_sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.statement < b.statement; });
  for (std::size_t i = 0; i < row.size(); ++i)
    if (i + 1 == row.size() || row[i + 1].statement != row[i].statement) cells.push_back(row[i]);
}

}  // namespace

std::optional<Fault> find_fault(const OpinionPoll& poll, const OpinionOptions& options) {
  if (poll.participants > opinion_participants_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(opinion_participants_max) + " participants"};
  if (poll.statements > options_max) return Fault{FaultKind::number_too_large, "more than " + std::to_string(options_max) + " statements"};
  if (auto fault = fault_of_options(poll, options)) return fault;
  if (auto fault = fault_of_statements(poll, poll.moderated_out, "moderated_out")) return fault;
  if (auto fault = fault_of_statements(poll, poll.meta, "meta")) return fault;
  for (std::size_t at = 0; at < poll.casts.size(); ++at)
    if (auto fault = fault_of_cast(poll, at)) return fault;
  return std::nullopt;
}

OpinionMatrix matrix_of(const OpinionPoll& poll) {
  OpinionMatrix matrix{poll.participants, poll.statements, {}, {}, std::vector<bool>(poll.statements, false), 0};
  for (const Option statement : poll.moderated_out) matrix.is_moderated_out[statement] = true;
  matrix.moderated_out = static_cast<std::uint32_t>(std::count(matrix.is_moderated_out.begin(), matrix.is_moderated_out.end(), true));

  std::vector<std::size_t> end(poll.participants + std::size_t{1}, 0);
  for (const auto& cast : poll.casts) ++end[cast.participant + 1];
  std::partial_sum(end.begin(), end.end(), end.begin());
  std::vector<OpinionCell> by_participant(poll.casts.size());
  auto next = end;
  for (const auto& cast : poll.casts) by_participant[next[cast.participant]++] = {cast.statement, cast.value};

  matrix.row_begin.assign(1, 0);
  matrix.cells.reserve(poll.casts.size());
  std::vector<OpinionCell> row;
  for (std::size_t participant = 0; participant < poll.participants; ++participant) {
    const auto first = by_participant.begin();
    row.assign(first + static_cast<std::ptrdiff_t>(end[participant]), first + static_cast<std::ptrdiff_t>(end[participant + 1]));
    append_row(row, matrix.cells);
    matrix.row_begin.push_back(matrix.cells.size());
  }
  return matrix;
}

std::vector<std::uint32_t> order_by_votes(const OpinionMatrix& matrix) {
  std::vector<std::uint32_t> order(matrix.participants);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto left = matrix.row(a);
    const auto right = matrix.row(b);
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end());
  });
  return order;
}

Inclusion include_participants(const OpinionMatrix& matrix, const std::vector<std::uint32_t>& order, const OpinionOptions& options) {
  Inclusion inclusion{std::vector<bool>(matrix.participants, false), 0};
  const std::size_t enough = std::max<std::size_t>(1, std::min(options.votes_min, matrix.statements));
  std::vector<std::uint32_t> others;
  for (const std::uint32_t participant : order) {
    const std::size_t votes = count_of_votes(matrix, participant);
    if (votes >= enough) inclusion.is_included[participant] = true;
    else if (votes > 0) others.push_back(participant);
  }
  const auto included = static_cast<std::size_t>(std::count(inclusion.is_included.begin(), inclusion.is_included.end(), true));
  if (included >= options.participants_min || others.empty()) return inclusion;
  std::stable_sort(others.begin(), others.end(), [&](std::uint32_t a, std::uint32_t b) { return count_of_votes(matrix, a) > count_of_votes(matrix, b); });
  const std::size_t taken = std::min(others.size(), options.participants_min - included);
  for (std::size_t i = 0; i < taken; ++i) inclusion.is_included[others[i]] = true;
  for (std::size_t i = taken; i < others.size(); ++i)
    if (count_of_votes(matrix, others[i]) == count_of_votes(matrix, others[taken - 1])) ++inclusion.tied_out;
  return inclusion;
}

std::vector<VoteCounts> count_all(const OpinionMatrix& matrix) {
  std::vector<VoteCounts> counts(matrix.statements);
  for (const auto& cell : matrix.cells) add_vote(counts[cell.statement], cell.value);
  return counts;
}

std::vector<std::vector<VoteCounts>> count_groups(const OpinionMatrix& matrix, const std::vector<std::optional<std::uint32_t>>& group,
                                                  std::uint32_t groups) {
  std::vector<std::vector<VoteCounts>> counts(groups, std::vector<VoteCounts>(matrix.statements));
  for (std::uint32_t participant = 0; participant < matrix.participants; ++participant)
    if (group[participant])
      for (const auto& cell : matrix.row(participant)) add_vote(counts[*group[participant]][cell.statement], cell.value);
  return counts;
}

}  // namespace palabre::tally
