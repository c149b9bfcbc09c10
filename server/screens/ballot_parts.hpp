// The ballot as a form: its rules in words, its fields, what was sent, what is wrong with it.
#pragma once
#include "screens/form.hpp"
#include "screens/vote_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace palabre::screens {

/// How this ballot is filled in, and how it is decided who wins: two sentences.
std::string ballot_rule_text(const Page& page, const votes::Vote& vote);

/// A ballot as its form sent it: the receipt and what was chosen. Nothing is checked but that the fields are those of this vote.
struct SentBallot {
  std::string receipt;
  votes::Choices choices;
};
Result<SentBallot> read_ballot(http::Input& input, const votes::Vote& vote);

/// The part ballot_form with what was typed; a fresh receipt when none came. `refusal`: why it was sent back.
nlohmann::json ballot_form_view(const Page& page, const VoteOnPage& here, const Form& form, const std::optional<Refusal>& refusal);

/// {is_blank, groups, total_text, rest_text, hidden}: what a checked ballot says, in the words and order of its vote.
nlohmann::json ballot_words_view(const Page& page, const VoteOnPage& here, const votes::Choices& choices);

/// The page of the vote, again with a ballot that was refused or is to be changed.
http::Response show_vote(Page& page, const VoteOnPage& here, const Form& form, const std::optional<Refusal>& refusal);

/// The part vote_result; only of a vote whose results are public.
nlohmann::json vote_result_view(const Page& page, const VoteOnPage& here);

}  // namespace palabre::screens
