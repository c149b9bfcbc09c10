// One deliberation round of the demo format: seats, statements, judgements, turns.
#pragma once
#include "transfer/demo_file.hpp"
#include "transfer/json_fields.hpp"

namespace palabre::transfer {

/// Reads `fields` into a round; adds to `file.kept` what has no home. Throws RowFault; `file` is unchanged then.
DemoRound read_demo_round(JsonFields fields, DemoFile& file);

}  // namespace palabre::transfer
