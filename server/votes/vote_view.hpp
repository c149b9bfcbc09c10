// The public JSON of a vote, the same for everybody, and what is one's own.
#pragma once
#include "redesigns/redesign_repo.hpp"
#include "votes/acts.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::votes {

/// {id, redesign: slug, phase: {id, state, opens_at, closes_at}, method, question: {fr…}, seats, choices_max, budget, currency,
/// options: [{position, idea: id|null, version, title: {…}, cost}], cast, frozen_at, root, result: null | outcome.hpp's shape,
/// papers: {printed, handed_out, batches: [{id, label, papers, entered, spoiled, is_signed, lost_reason}]}}.
/// `result` and `root` only when is_result_public; `entered` of a batch counts papers, never what they say.
nlohmann::json vote_view(db::Tx& tx, const Vote& vote, const redesigns::Phase& phase, const redesigns::Redesign& redesign);
/// {may_vote, why_not: reason|null, has_voted: null|"online"|"paper", receipt: a fresh one when may_vote}.
nlohmann::json own_view(const Result<void>& may, const Elector& elector);
/// {is_in_box, is_unaltered, channel: null|"online"|"paper"|"assisted", is_counted}.
nlohmann::json check_view(const ReceiptCheck& check);

/// Titles of an option by language: of the frozen version (the present one before the freeze) with the translations that came with it, or
/// the option's own words. Empty while moderators hide the idea.
redesigns::TextsByLanguage option_titles(db::Tx& tx, const Option& option);
/// The vote with the titles of its ideas as texts of its options: for files and pages, never to be saved.
Vote with_titles(db::Tx& tx, Vote vote);

/// Every ballot of a published vote without its receipt, sorted by what it says: columns ballot, channel, weight, choices ("3" or
/// "1 4" or "2>1=3"). And the same as a file that `palabre tally` recounts: Pabulib for approval and budget, ABIF for ranked; both want with_titles.
std::string ballots_csv(const Vote& vote, const std::vector<BoxedBallot>& box);
std::string recount_file(const Vote& vote, const std::vector<BoxedBallot>& box);

}  // namespace palabre::votes
