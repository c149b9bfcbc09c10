// The part of the export about formal votes.
#pragma once
#include "transfer/export_tables.hpp"

namespace palabre::transfer {

/// Ballots and results only once the results are published; never the register, receipts, codes or seals.
std::vector<ExportedTable> exported_votes();

}  // namespace palabre::transfer
