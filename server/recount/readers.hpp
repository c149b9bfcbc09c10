// One reader per format: the text of a file -> what it says. Every fault names its line and column. Called by the command and the tests.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

Read<Poll> read_blt(std::string_view text);
Read<Poll> read_abif(std::string_view text);
Read<Poll> read_pabulib(std::string_view text);
Read<Poll> read_abcvoting(std::string_view text);
/// votes.csv (one row per cast) or participants-votes.csv (one row per participant).
Read<Poll> read_polis(std::string_view text);
/// Our own JSON; docs/tally.md describes it, schema/tally.json checks it.
Read<Poll> read_own(std::string_view text);

/// Which format a text is in, by its content alone. Refuses: a text that fits none, naming what was looked for.
Read<Format> detect_format(std::string_view text);
Read<Poll> read_poll(std::string_view text);

}  // namespace palabre::recount
