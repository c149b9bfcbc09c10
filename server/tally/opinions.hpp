// The vote matrix behind opinion groups: the last vote of each participant on each statement. Private to opinion groups.
#pragma once
#include "tally/opinion_groups.hpp"

#include <span>

namespace palabre::tally {

struct OpinionCell {
  Option statement = 0;
  std::int8_t value = 0;
  auto operator<=>(const OpinionCell&) const = default;
};

/// Rows of participants, each with the cells voted on by rising statement.
struct OpinionMatrix {
  std::uint32_t participants = 0;
  std::uint32_t statements = 0;
  std::vector<std::size_t> row_begin;  // participants + 1 places in cells
  std::vector<OpinionCell> cells;
  std::vector<bool> is_moderated_out;  // per statement; its votes are kept, and count as 0 where groups are formed
  std::uint32_t moderated_out = 0;

  [[nodiscard]] std::span<const OpinionCell> row(std::size_t participant) const {
    return {cells.data() + row_begin[participant], row_begin[participant + 1] - row_begin[participant]};
  }
};

std::optional<Fault> find_fault(const OpinionPoll& poll, const OpinionOptions& options);

/// The matrix of a poll without fault.
OpinionMatrix matrix_of(const OpinionPoll& poll);

/// The participants ordered by what they voted, so that sums do not depend on the order in which people came.
std::vector<std::uint32_t> order_by_votes(const OpinionMatrix& matrix);

/// Who votes enough to be grouped. Ties for the last places go by what was voted, never by who came first.
struct Inclusion {
  std::vector<bool> is_included;
  std::uint32_t tied_out = 0;
};
Inclusion include_participants(const OpinionMatrix& matrix, const std::vector<std::uint32_t>& order, const OpinionOptions& options);

/// Votes per statement over all participants.
std::vector<VoteCounts> count_all(const OpinionMatrix& matrix);
/// Votes per group and statement.
std::vector<std::vector<VoteCounts>> count_groups(const OpinionMatrix& matrix, const std::vector<std::optional<std::uint32_t>>& group,
                                                  std::uint32_t groups);

}  // namespace palabre::tally
