// Writes the rounds of the demo with all that belongs to them.
#pragma once
#include "transfer/import_demo_idea.hpp"

namespace palabre::transfer {

/// Writes each round that is not there yet, with tables, seats, turns, statements and judgements; facilitators and moderators host it.
void write_demo_rounds(db::Tx& tx, const DemoFile& file, DemoRows& rows, ImportReport& report);

}  // namespace palabre::transfer
