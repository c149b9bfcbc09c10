// Every number that is counted from rows: how it is counted, stored and compared. The import stores, `palabre check` compares.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Sets every counter of the redesign and of its ideas from the rows they count.
void store_derived_numbers(db::Tx& tx, RedesignId redesign);

/// Calls `report` with each stored counter that differs from its recount, and each fault of the search index.
void compare_derived_numbers(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
