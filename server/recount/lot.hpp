// Ties by lot: the order a seed draws. Whoever knows the seed and the order of the options in the file can draw it again.
#pragma once
#include "recount/flags.hpp"
#include "recount/poll.hpp"

namespace palabre::recount {

/// All options in the order drawn by --seed; empty when it was not given. Refuses: a seed that is not hexadecimal.
Read<std::vector<tally::Option>> find_lot(const Poll& poll, const Flags& flags);

}  // namespace palabre::recount
