// The rules of a vote as flags or the file write them: shares, quorums, seats. A flag wins over the file's own word.
#pragma once
#include "recount/flags.hpp"
#include "recount/poll.hpp"
#include "tally/quorum.hpp"

namespace palabre::recount {

/// The flag, or else what a file in our own format says under `key`; other formats may mean something else by the same word.
std::optional<std::string> find_rule(const std::optional<std::string>& flag, const Poll& poll, const std::string& key);

struct ShareText {
  std::int64_t num = 0;
  std::int64_t den = 1;
};

/// "20%", "33.3 %", "1/5", "0.2"; exact. Refuses: what is none of these or not between nothing and the whole.
Read<ShareText> parse_share(const std::string& text, const std::string& flag);
/// A whole number from `lowest` to `highest`.
Read<std::int64_t> parse_count(const std::string& text, const std::string& flag, std::int64_t lowest, std::int64_t highest);
Read<tally::Base> parse_base(const std::string& text, const std::string& flag);

/// How many may vote: --eligible, the file's `eligible`, or the people listed in our own format; nothing when nobody says.
Read<std::optional<std::int64_t>> find_eligible(const Poll& poll, const Flags& flags);

/// The quorum asked for, if any. What has to reach it, unless said: a number is reached by what it is `of` (turnout when that is not said
/// either); a share of the eligible by the turnout; a share of the turnout or of valid ballots by the votes for the option.
Read<std::optional<tally::Quorum>> find_quorum(const Poll& poll, const Flags& flags);

/// "50 of turnout needed, 55 counted: met."
std::string quorum_text(const tally::Quorum& quorum, const tally::QuorumCheck& check);
const char* word_of(tally::Base base);
const char* word_of(tally::Counted counted);

/// The seats to fill and whether the flags or the file say so; else one.
struct Seats {
  std::uint32_t number = 1;
  bool is_given = false;
};
Seats find_seats(const Poll& poll, const Flags& flags);

FileFault fault_of(const tally::Fault& fault);

}  // namespace palabre::recount
