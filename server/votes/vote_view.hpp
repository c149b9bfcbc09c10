// The public JSON of a vote, the same for everybody, and what is one's own.
#pragma once
#include "votes/acts.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::votes {

/// {id, redesign: slug, phase: {id, state, opens_at, closes_at}, method, question: {fr…}, seats, choices_max, budget, currency,
/// options: [{position, idea: id|null, version, title: {…}, cost}], cast, frozen_at, root, result: null | outcome.hpp's shape,
/// papers: {printed, handed_out, batches: [{id, label, papers, entered, spoiled, is_signed, lost_reason}]}}.
/// `result` and `root` only when is_result_public; `entered` of a batch counts papers, never what they say.
nlohmann::json vote_view(db::Tx& tx, const Vote& vote, const redesigns::Phase& phase, std::string_view slug);
/// {may_vote, why_not: reason|null, has_voted: null|"online"|"paper", receipt: a fresh one when may_vote}.
nlohmann::json own_view(const Result<void>& may, const Elector& elector);

/// Titles of options: the frozen version's original title by the idea's language, or the option's own words.
redesigns::TextsByLanguage option_titles(db::Tx& tx, const Option& option);

/// Every ballot of a published vote without its receipt, sorted by what it says: columns ballot, channel, weight, choices ("3" or
/// "1 4" or "2>1=3"). And the same as a file that `palabre tally` recounts: Pabulib for approval and budget, ABIF for ranked.
std::string ballots_csv(const Vote& vote, const std::vector<BoxedBallot>& box);
std::string recount_file(const Vote& vote, const std::vector<BoxedBallot>& box);

}  // namespace palabre::votes
