// The file of votes that the command line names: its text, its poll, and faults with its name before them. Called by the command.
#pragma once
#include "recount/tally_command.hpp"
#include "recount/poll.hpp"

namespace palabre::recount {

/// The text in UTF-8, from the file or for "-" from `in`; says on `err` when it had to be converted.
Read<std::string> load_text(const TallyCommand& command, std::istream& in, std::ostream& err);
/// The poll, by --input-format or else by content. The word of the format must be known.
Read<Poll> read_as_told(const TallyCommand& command, std::string_view text);

/// "FILE:LINE:COLUMN: what is wrong" with a line end.
std::string fault_line(const std::string& file, const FileFault& fault);
/// Control characters, which a terminal might obey, as spaces; line ends stay.
std::string for_terminal(std::string text);

}  // namespace palabre::recount
