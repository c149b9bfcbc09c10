// Sorts a pool into people whom quotas and households cannot tell apart. Used inside sortition.
#pragma once
#include "tally/sortition.hpp"

namespace palabre::tally {

struct PoolTypes {
  std::vector<PersonType> types;     // in an order that does not depend on the order of the pool
  std::vector<HouseholdKind> kinds;  // so too; their households in the order of the pool
};

PoolTypes sort_into_types(const SortitionPool& pool);

}  // namespace palabre::tally
