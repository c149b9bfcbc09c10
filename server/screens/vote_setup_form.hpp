// The form that sets a vote up: question, method and numbers, ideas to pick, texts of one's own; and what it says when it is sent.
#pragma once
#include "screens/vote_desk_parts.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace palabre::screens {

/// The vote of one phase as its owner sets it up; no vote yet at first.
struct VoteSetup {
  redesigns::Phase phase;
  std::optional<votes::Vote> vote;
  RedesignAtHand at;
  people::Actor reader;
};

/// What is there already, or the usual first values.
void fill_vote_form(const VoteSetup& setup, Form& form);
/// {action, form_key, row_count, questions, methods, seats_field, choices_field, budget_field, currency_field, options_error, ideas, own,
/// can_add, cancel_href}.
nlohmann::json vote_form_view(Page& page, const VoteSetup& setup, Form& form);
/// Whether the button "add a text" was used: one more row, nothing else is done.
bool add_vote_row(Form& form);
/// The definition that was typed: options by their numbers, those without one after them. Refuses: what is no number or no text.
Result<votes::Vote> read_vote_form(const Page& page, const VoteSetup& setup);
/// A refusal of the rules in the names of this form's fields.
Refusal in_vote_form(const VoteSetup& setup, Refusal refusal);

}  // namespace palabre::screens
