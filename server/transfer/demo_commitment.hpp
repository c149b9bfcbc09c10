// One commitment of the demo format.
#pragma once
#include "transfer/demo_file.hpp"
#include "transfer/json_fields.hpp"

namespace palabre::transfer {

/// Reads `fields` into a commitment; its ideas, its public body and its officer stand in `file` already. Adds to `file.kept` what has
/// no home. Throws RowFault; `file` is unchanged then.
DemoCommitment read_demo_commitment(JsonFields fields, DemoFile& file);

}  // namespace palabre::transfer
