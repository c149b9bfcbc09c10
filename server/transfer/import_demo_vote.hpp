// Writes the votes of the demo: frozen, with their ballots in the box, and counted where the file says so.
#pragma once
#include "transfer/import_demo_idea.hpp"

namespace palabre::transfer {

/// Writes each vote that is not there yet. Nobody here cast its ballots: they are counted as imported, and the result of a vote that is
/// over is published without a witness.
void write_demo_votes(db::Tx& tx, const DemoFile& file, const DemoRows& rows, ImportReport& report);

}  // namespace palabre::transfer
