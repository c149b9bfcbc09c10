// One vote of the demo format: options, ballots, and whose voices each ballot carries.
#pragma once
#include "transfer/demo_file.hpp"
#include "transfer/json_fields.hpp"

namespace palabre::transfer {

/// Reads `fields` into a vote, with the challenges and delegations of the whole file `root`; adds to `file.kept` what has no home.
/// Throws RowFault; `file` is unchanged then.
DemoVote read_demo_vote(JsonFields fields, const nlohmann::ordered_json& root, DemoFile& file);

}  // namespace palabre::transfer
