// The rows of commitments that leave the house.
#pragma once
#include "transfer/export_tables.hpp"

namespace palabre::transfer {

/// After the tables of ideas and organisations, which they refer to.
std::vector<ExportedTable> exported_commitments();

}  // namespace palabre::transfer
