// One idea of the demo format, with its versions, answers and comments.
#pragma once
#include "transfer/demo_file.hpp"
#include "transfer/json_fields.hpp"

namespace palabre::transfer {

/// Reads `fields` into an idea; adds to `file.kept` what has no home. Throws RowFault; `file` is unchanged then.
DemoIdea read_demo_idea(JsonFields fields, DemoFile& file);

/// Keeps every field of `fields` nobody read, as `kind`.`name` under `key`.
void keep_left(const JsonFields& fields, const std::string& kind, const std::string& key, std::vector<KeptItem>& kept);

}  // namespace palabre::transfer
