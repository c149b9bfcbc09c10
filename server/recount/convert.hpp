// `palabre tally convert FILE --to DIR`: a file of votes, or each case of a collection, as our own JSON. Called by run_tally.
#pragma once
#include "recount/tally_command.hpp"

#include <string_view>

namespace palabre::recount {

int run_convert(const TallyCommand& command, std::istream& in, std::ostream& out, std::ostream& err);

/// A name that every file system takes, without its ending: no separators, control characters or leading dot, 180 bytes at most.
std::string safe_file_name(std::string_view name);

}  // namespace palabre::recount
