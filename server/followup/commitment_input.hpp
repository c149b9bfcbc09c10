// Reads what people send about commitments, JSON or form. Called by commitment_api and by the pages.
#pragma once
#include "followup/drop_commitment.hpp"
#include "followup/give_opinion.hpp"
#include "followup/update_commitment.hpp"
#include "http/input.hpp"

namespace palabre::followup {

/// A plain text is in the writer's language when the redesign speaks it, else in the redesign's first.
std::string writing_language(std::string_view own, const std::vector<std::string>& spoken);

/// {title, body, ideas, organisation, officer, due_on, milestones [{title, due_on}], budget_eur, budget_line, check_days, accept}.
/// In a form the steps are "step.1", "step_on.1" and so on up to 4. Texts: plain ones are in `language`.
Result<CreateCommitment> read_new_commitment(http::Input& input, RedesignId redesign, const std::string& language);

/// "text" (plain or by language) as a public word; "reason_chars_max" at most.
TextsByLanguage read_words(http::Input& input, std::string_view name, const std::string& language);
/// A day as UTC midnight.
std::optional<Instant> read_day(http::Input& input, std::string_view name);
template <class SomeId>
SomeId read_id(http::Input& input, std::string_view name) {
  const auto text = input.optional_line(name, {1, 20});
  if (!text) return {};
  const auto id = SomeId::parse(*text);
  if (!id) input.refuse_field(Reason::bad_field, name, "an id like 40");
  return id.value_or(SomeId{});
}
std::vector<MilestoneId> read_steps(http::Input& input, std::string_view name);
/// {title, due_on} in the object `name`; absent: none.
std::optional<Milestone> read_one_step(http::Input& input, std::string_view name, const std::string& language);

}  // namespace palabre::followup
