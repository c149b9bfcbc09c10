// From totals to an order, winners and ties: what every method does that adds marks up.
#pragma once
#include "tally/ballots.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace palabre::tally {

/// Options by falling total, and who fills the seats. A tie is left open: whoever wants one winner draws a lot among `tied`.
struct Standing {
  std::vector<std::vector<Option>> order;  // groups of equal totals, the best first; within a group by index
  std::vector<Option> elected;             // surely, by falling total
  std::vector<Option> tied;                // equal at the cut; empty when the seats are filled without a tie
  std::uint32_t tied_seats = 0;            // seats left for `tied`: less than its size
};

/// `is_above` is a strict weak order over options. Options not in `candidates` fill no seat and stand in no group.
/// Shape: fewer candidates than seats elects them all.
Standing stand(std::vector<Option> candidates, std::uint32_t seats, const std::function<bool(Option, Option)>& is_above);
/// The same for all options by their totals.
Standing stand_by_totals(const std::vector<std::int64_t>& totals, std::uint32_t seats);

}  // namespace palabre::tally
