// A grouping of participants as a file gives it. Private to this folder.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

struct GivenGrouping {
  std::vector<std::string> labels;                  // by value when all are whole numbers, else as they came
  bool are_numbers = false;                         // all labels are whole numbers
  std::vector<std::optional<std::uint32_t>> group;  // per person of the poll, index into labels
};

/// Reads a CSV with the columns participant and group (or group-id, so that participants-votes.csv serves as it is). A participant
/// without a line or with an empty group has none. Refuses, with line and column: a participant whom `people` does not name, one who
/// stands twice, a missing column.
Read<GivenGrouping> read_grouping(std::string_view text, const std::vector<std::string>& people);

}  // namespace palabre::recount
