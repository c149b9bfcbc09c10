// Fields of commitments with their bounds.
// Called by commitment_api and by the forms of commitments.
#include "followup/commitment_input.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace palabre::followup {

namespace {

constexpr http::Length title_length{3, commitment_title_chars_max};
constexpr int form_steps_max = 4;

TextsByLanguage read_texts(http::Input& input, std::string_view name, http::Length length, const std::string& language) {
  TextsByLanguage texts;
  for (auto& [spoken, text] : input.texts(name, length, language)) texts.insert_or_assign(spoken, std::move(text));
  return texts;
}

Milestone read_step(http::Input& input, std::string_view title, std::string_view day, const std::string& language) {
  Milestone step;
  step.titles = read_texts(input, title, title_length, language);
  const auto due_at = read_day(input, day);
  if (step.titles.empty()) input.refuse_field(Reason::missing_field, title, "say what the milestone is");
  if (!due_at) input.refuse_field(Reason::missing_field, day, "give the day of the milestone");
  step.due_at = due_at.value_or(Instant{});
  return step;
}

std::vector<Milestone> read_listed_steps(http::Input& input, const std::string& language) {
  std::vector<Milestone> steps;
  for (auto& item : input.objects("milestones", milestones_max)) {
    steps.push_back(read_step(item, "title", "due_on", language));
    if (auto refusal = item.refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
  }
  return steps;
}

std::vector<Milestone> read_form_steps(http::Input& input, const std::string& language) {
  std::vector<Milestone> steps;
  for (int number = 1; number <= form_steps_max; ++number) {
    const std::string title = "step_" + std::to_string(number), day = "step_on_" + std::to_string(number);
    if (input.has(title) || input.has(day)) {
      steps.push_back(read_step(input, title, day, language));
    } else {
      input.ignore(title);
      input.ignore(day);
    }
  }
  return steps;
}

/// The original first: the language a plain text is in, when there is a title in it.
std::vector<std::string> languages_of(const TextsByLanguage& titles, const std::string& first) {
  std::vector<std::string> languages;
  if (titles.contains(first)) languages.push_back(first);
  for (const auto& [language, title] : titles)
    if (language != first) languages.push_back(language);
  return languages;
}

}  // namespace

std::string writing_language(std::string_view own, const std::vector<std::string>& spoken) {
  if (spoken.empty() || std::find(spoken.begin(), spoken.end(), own) != spoken.end()) return std::string(own);
  return spoken.front();
}

TextsByLanguage read_words(http::Input& input, std::string_view name, const std::string& language) {
  return read_texts(input, name, {1, Limits{}.reason_chars_max}, language);
}

std::optional<Instant> read_day(http::Input& input, std::string_view name) {
  const auto moment = input.optional_instant(name);
  if (!moment) return std::nullopt;
  const std::int64_t past = ((moment->unix_ms % ms_per_day) + ms_per_day) % ms_per_day;
  return moment->plus_ms(-past);
}

std::vector<MilestoneId> read_steps(http::Input& input, std::string_view name) {
  std::vector<MilestoneId> steps;
  for (const auto id : input.ids(name, milestones_max)) steps.push_back(MilestoneId{id});
  return steps;
}

std::optional<Milestone> read_one_step(http::Input& input, std::string_view name, const std::string& language) {
  auto item = input.object(name);
  if (!item) return std::nullopt;
  Milestone step = read_step(*item, "title", "due_on", language);
  if (auto refusal = item->refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
  return step;
}

Result<CreateCommitment> read_new_commitment(http::Input& input, RedesignId redesign, const std::string& language) {
  CreateCommitment wanted;
  wanted.redesign = redesign;
  wanted.titles = read_texts(input, "title", title_length, language);
  if (wanted.titles.empty()) input.refuse_field(Reason::missing_field, "title", "say what is promised");
  wanted.bodies = read_texts(input, "body", {0, commitment_text_chars_max}, language);
  wanted.languages = languages_of(wanted.titles, language);
  for (const auto id : input.ids("ideas", ideas_max)) wanted.ideas.push_back(IdeaId{id});
  wanted.organisation = read_id<OrganisationId>(input, "organisation");
  wanted.officer = read_id<PersonId>(input, "officer");
  const auto due_at = read_day(input, "due_on");
  if (!due_at) input.refuse_field(Reason::missing_field, "due_on", "give the day it is due");
  wanted.due_at = due_at.value_or(Instant{});
  wanted.milestones = input.has("milestones") || input.is_sent("milestones") ? read_listed_steps(input, language) : read_form_steps(input, language);
  const auto budget = input.optional_integer("budget_eur", 0, budget_eur_max);
  if (!budget) input.refuse_field(Reason::missing_field, "budget_eur", "what it costs, in euros; 0 when it costs nothing more");
  wanted.budget_eur = budget.value_or(0);
  wanted.budget_line = input.optional_line("budget_line", {1, budget_line_chars_max}).value_or("");
  wanted.check_days = static_cast<int>(input.optional_integer("check_days", check_days_min, check_days_max).value_or(check_days_max));
  wanted.is_accepted = input.optional_fact("accept").value_or(false);
  if (auto refusal = input.refusal()) return *refusal;
  return wanted;
}

}  // namespace palabre::followup
