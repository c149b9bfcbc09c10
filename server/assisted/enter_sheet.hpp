// A sheet of paper: several entries at once, each for itself.
#pragma once
#include "assisted/enter_contribution.hpp"

#include <vector>

namespace palabre::assisted {

inline constexpr std::size_t sheet_rows_max = 12;

/// In the order of `rows`; a refused row leaves nothing behind and does not hold up the others.
std::vector<Result<Entered>> enter_sheet(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign,
                                         const std::vector<NewEntry>& rows, const Limits& limits);

}  // namespace palabre::assisted
