// schema/tally.json as a check on a text. Used by the tests that write our own JSON.
#pragma once
#include <string>

namespace palabre::recount {

/// What the schema has against this text; empty when it is valid.
std::string fault_by_schema(const std::string& text);

}  // namespace palabre::recount
