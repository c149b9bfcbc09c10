// What the staff pages of a vote share: who may open them, the lines of a ballot, its rule in words, names and moments.
#pragma once
#include "screens/staff_parts.hpp"
#include "screens/vote_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace palabre::screens {

/// The vote with `reader` as its staff: who handles paper, the owner, administrators. Refuses: not_found, not_allowed.
struct PollingDesk {
  VoteOnPage here;
  people::Actor reader;
};
Result<PollingDesk> open_polling_desk(Page& page);                     // by "{id}" of the path
Result<PollingDesk> open_polling_desk(Page& page, votes::VoteId id);
bool works_at_polls(const people::Actor& reader);
/// The desk again, with the form that was refused ("print", "open", …) and what was typed into it.
Result<http::Response> polling_desk_refused(Page& page, const PollingDesk& desk, const std::string& form_id, const Refusal& refusal);

std::string polling_desk_path(votes::VoteId id);
std::string vote_setup_path(const RedesignAtHand& at, PhaseId phase);

/// [{position, title, lang, cost_text, href}]: what stands on the ballot, in the order of the paper.
nlohmann::json ballot_lines_view(const Page& page, const VoteOnPage& here);
/// "vote_setup.rule", "vote_desk.how" or "envelope.rule": what one may mark, by the method of the vote.
std::string ballot_rule_text(const Page& page, const votes::Vote& vote, std::string_view family);

std::string moment_text(const Page& page, const std::optional<Instant>& moment);
/// The name of who did something; empty for an import.
std::string doer_name(const Page& page, PersonId person);
/// One number with its label, as the desks show it.
nlohmann::json desk_fact(const Page& page, std::string_view label_key, std::int64_t value);
/// {action, form_key}: a form that is one button, or more fields added by the caller.
nlohmann::json bare_form_view(const Page& page, const std::string& path, const Form& form);

}  // namespace palabre::screens
