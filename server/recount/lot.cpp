// Draws the order that settles ties. Called by the reports of methods whose ties a lot may break.
#include "recount/lot.hpp"

#include "tally/random.hpp"

#include <numeric>

namespace palabre::recount {

Read<std::vector<tally::Option>> find_lot(const Poll& poll, const Flags& flags) {
  if (!flags.seed) return std::vector<tally::Option>{};
  const auto seed = tally::seed_of_hex(*flags.seed);
  if (!seed) return FileFault{"--seed takes 1 to 64 hexadecimal digits"};
  tally::Chance chance(*seed);
  std::vector<tally::Option> order(poll.options.size());
  std::iota(order.begin(), order.end(), tally::Option{0});
  for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[chance.below(left)]);
  return order;
}

}  // namespace palabre::recount
