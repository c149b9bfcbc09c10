// Writes the commitments of the demo with their past.
#pragma once
#include "transfer/import_demo_idea.hpp"

namespace palabre::transfer {

/// Writes those that are not there yet; after the ideas of the file.
void write_demo_commitments(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report);

}  // namespace palabre::transfer
