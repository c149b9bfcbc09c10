// Branch and bound over the first columns of a linear program. Used inside sortition.
#pragma once
#include "tally/simplex.hpp"

#include <optional>

namespace palabre::tally {

struct SearchLimits {
  std::size_t nodes_max = 20'000;
  double better_than = -1e300;   // solutions up to this value are of no interest
  double step = 0;               // values are multiples of this, when above 0
  bool takes_first = false;      // the first solution will do
};

struct SearchFound {
  std::optional<std::vector<std::uint32_t>> values;  // of the integer columns
  double value = -1e300;
  double bound = 1e300;      // no solution is worth more; below `better_than` it says only that none is of interest
  bool is_complete = false;  // value is the best, or none of interest exists; false after takes_first or too many nodes
};

/// Looks for whole numbers in the ranges of `box` (one per integer column) that maximise the cost. The ranges of the program are left as
/// the search ended.
SearchFound search_integers(Simplex& program, const std::vector<Range>& box, const SearchLimits& limits);

}  // namespace palabre::tally
