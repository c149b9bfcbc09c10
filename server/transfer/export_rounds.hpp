// The rows of live rounds that leave the house.
#pragma once
#include "transfer/export_tables.hpp"

namespace palabre::transfer {

/// After the tables of redesigns and phases, which they refer to.
std::vector<ExportedTable> exported_rounds();

}  // namespace palabre::transfer
