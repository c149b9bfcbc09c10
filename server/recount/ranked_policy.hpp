// What a file of rankings asks for beside its ballots: who stands, how ties may be broken, what counts against the status quo.
// Private to the Condorcet reports.
#pragma once
#include "recount/flags.hpp"
#include "recount/poll.hpp"
#include "tally/status_quo.hpp"

namespace palabre::recount {

/// The poll without its withdrawn options, and the strength asked for: by flag, else by the file's `defeat_strength`, else winning votes.
/// Refuses: a poll without rankings (but for one without any ballots), an unknown strength.
struct RankedContest {
  Poll poll;
  tally::RankedElection election;
  tally::Strength strength{};
  std::int64_t voters = 0;
};
Read<RankedContest> read_ranked_contest(const Poll& poll, const Flags& flags);

/// A strict order is made where the file says how: by its tie order, or by a policy's `tie_breaking` (simple, variant1, variant2), with
/// the status quo before all others and these as they stand in the file.
Read<tally::SchulzeRule> read_schulze_rule(const RankedContest& contest);

/// The file's `status_quo` with direct_majority ("2/3"), direct_majority_strict and no_reverse_beat_path; nothing without a status quo.
Read<std::optional<tally::StatusQuoRule>> read_status_quo_rule(const RankedContest& contest);

std::string word_of(tally::Strength strength);
/// "19", "19:2" for `tuple`, "3/2" for `ratio`, "none".
std::string text_of(tally::Strength strength, const tally::StrengthValue& value);

}  // namespace palabre::recount
