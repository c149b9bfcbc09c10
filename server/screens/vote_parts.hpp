// A vote as pages show it: its head, its options with the texts that are voted on, amounts of money, the way to it from other pages.
#pragma once
#include "screens/redesign_parts.hpp"
#include "votes/vote_repo.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace palabre::screens {

/// A vote with its phase and the redesign around it, opened for the reader; the page depends on the redesign's channel. Refuses: not_found.
struct VoteOnPage {
  votes::Vote vote;
  redesigns::Phase phase;
  redesigns::PhaseState state{};   // of the phase, now
  RedesignAtHand at;
};
Result<VoteOnPage> open_vote(Page& page);               // by "{id}" of the path
Result<VoteOnPage> open_vote(Page& page, votes::VoteId id);

std::string vote_path(votes::VoteId id, std::string_view rest = {});
/// Title and trail of a page below the vote.
void title_vote_page(Page& page, const VoteOnPage& here, const std::string& title);

/// {question, question_lang, state_text, badge_kind, vote_href, redesign_href, redesign_title, redesign_lang}: on top of every page of a vote.
nlohmann::json vote_head_view(const Page& page, const VoteOnPage& here);
/// The question in the reader's language; a vote without words goes by the name of its kind of phase.
LocalText vote_question(const Page& page, const votes::Vote& vote, const redesigns::Redesign& redesign);
/// Whole units of a currency, « 45 000 € ».
std::string money_text(const Page& page, std::int64_t amount, const std::string& currency);

/// {position, title, lang, original_text, cost_text, href, body_html, has_text}: an option and the text people vote on (the frozen version
/// of an idea; before the freeze its present one).
nlohmann::json vote_option_view(const Page& page, const VoteOnPage& here, const votes::Option& option);
/// The option's title alone.
LocalText option_title(const Page& page, const VoteOnPage& here, const votes::Option& option);

/// The vote of a redesign that matters most now: open, then announced, then waiting for its count, then the newest result.
std::optional<VoteOnPage> find_vote_now(const Page& page, const RedesignAtHand& at);
/// The part vote_next, or false when the redesign has no vote.
nlohmann::json next_vote_view(const Page& page, const RedesignAtHand& at);
/// Path of the vote that is open now; empty when none is.
std::string open_vote_path(const Page& page, const RedesignAtHand& at);
/// {text, href, link_text}: that this idea stands or stood on a ballot; false otherwise.
nlohmann::json on_ballot_view(const Page& page, const RedesignAtHand& at, IdeaId idea);
/// The part idea_line for a vote the reader took part in.
nlohmann::json voted_line_view(const Page& page, votes::VoteId id);

}  // namespace palabre::screens
