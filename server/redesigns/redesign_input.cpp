// Reads the bodies of requests about redesigns and phases.
// Called by the routes of this slice and by the owner's and moderator's pages.
#include "redesigns/redesign_input.hpp"

namespace palabre::redesigns {

namespace {

using http::Call;
using http::Input;

constexpr std::size_t phases_at_start_max = 50;
constexpr std::size_t points_max = 30;
constexpr http::Length title_length{1, 300};
constexpr http::Length text_length{1, 5'000};
constexpr http::Length word_length{1, 80};

const std::vector<std::string_view>& phase_type_words() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) list.push_back(name_of(static_cast<PhaseType>(i)));
    return list;
  }();
  return names;
}

const std::vector<std::string_view> stage_words{"co-commission", "co-design", "co-deliver", "co-assess"};
const std::vector<std::string_view> power_names(power_levels.begin(), power_levels.end());
const std::vector<std::string_view> first_state_names{"draft", "announced", "open"};
const std::vector<std::string_view> first_phase_state_names{"planned", "open"};

TextsByLanguage as_texts(const http::TextPairs& pairs) { return TextsByLanguage(pairs.begin(), pairs.end()); }

std::vector<TextsByLanguage> as_list(const std::vector<http::TextPairs>& list) {
  std::vector<TextsByLanguage> texts;
  for (const auto& pairs : list) texts.push_back(as_texts(pairs));
  return texts;
}

OrganisationId read_organisation(Input& input) {
  constexpr std::size_t digits_max = 19;
  const auto text = input.optional_line("organisation", {1, digits_max});
  if (!text) return {};
  const auto id = OrganisationId::parse(*text);
  if (!id) input.refuse_field(Reason::bad_field, "organisation", "an id as text, such as \"12\"");
  return id.value_or(OrganisationId{});
}

std::optional<int> read_small(Input& input, std::string_view name, std::int64_t max) {
  const auto number = input.optional_integer(name, 1, max);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

NewPhase read_phase_fields(Input& input, std::string_view language) {
  NewPhase phase;
  phase.type = static_cast<PhaseType>(input.choice("type", phase_type_words()));
  if (const auto stage = input.optional_choice("stage", stage_words)) phase.stage = static_cast<Stage>(*stage);
  phase.titles = as_texts(input.texts("titles", title_length, language));
  if (phase.titles.empty()) phase.titles = as_texts(input.texts("title", title_length, language));
  phase.opens_at = input.optional_instant("opens_at");
  phase.closes_at = input.optional_instant("closes_at");
  phase.is_open_now = input.optional_choice("state", first_phase_state_names).value_or(0) == 1;
  return phase;
}

void read_texts(Input& input, std::string_view language, RedesignTexts& texts) {
  texts.title = as_texts(input.texts("title", title_length, language));
  texts.summary = as_texts(input.texts("summary", text_length, language));
  texts.easy_read = as_texts(input.texts("easy_read", text_length, language));
  texts.aim = as_texts(input.texts("aim", text_length, language));
  texts.promise = as_texts(input.texts("promise", text_length, language));
  texts.decides = as_texts(input.texts("decides", text_length, language));
  texts.can_change = as_list(input.texts_list("can_change", text_length, points_max, language));
  texts.fixed_points = as_list(input.texts_list("fixed_points", text_length, points_max, language));
}

/// The languages given, or those of the title with the instance's own first when it is among them.
std::vector<std::string> read_languages(Input& input, const Call& call) {
  const std::string own = call.services.default_language.empty() ? "fr" : call.services.default_language;
  if (input.has("languages")) return input.lines("languages", {2, 2}, 20);
  const TextsByLanguage title = as_texts(input.texts("title", title_length, own));
  std::vector<std::string> languages;
  if (title.empty() || title.contains(own)) languages.push_back(own);
  for (const auto& [language, text] : title)
    if (language != own) languages.push_back(language);
  return languages;
}

}  // namespace

Result<CreateRedesign> read_create_redesign(const Call& call) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  CreateRedesign wanted;
  Redesign& redesign = wanted.redesign;
  redesign.slug = input->line("slug", {1, call.services.limits->slug_chars_max});
  redesign.languages = read_languages(*input, call);
  const std::string language = redesign.languages.empty() ? "fr" : redesign.languages.front();
  read_texts(*input, language, wanted.texts);
  redesign.state = *redesign_state_of(first_state_names[input->optional_choice("state", first_state_names).value_or(0)]);
  redesign.power_level = power_levels[input->optional_choice("power_level", power_names).value_or(2)];
  redesign.organisation = read_organisation(*input);
  redesign.service_area = input->optional_line("service_area", word_length).value_or("");
  redesign.territory = input->optional_line("territory", {1, call.services.limits->place_chars_max}).value_or("");
  redesign.latitude = input->optional_real("latitude", -90, 90);
  redesign.longitude = input->optional_real("longitude", -180, 180);
  redesign.population = input->optional_integer("population", 0, 10'000'000'000);
  redesign.budget_eur = input->optional_integer("budget_eur", 0, 1'000'000'000'000);
  redesign.answer_days = read_small(*input, "answer_days", 365).value_or(30);
  for (Input& phase : input->objects("phases", phases_at_start_max)) {
    wanted.phases.push_back(read_phase_fields(phase, language));
    if (auto refusal = phase.refusal()) return *refusal;
  }
  if (auto refusal = input->refusal()) return *refusal;
  if (wanted.texts.title.empty()) return refuse(Reason::missing_field, "give the redesign a title", "title");
  return wanted;
}

Result<EditRedesign> read_edit_redesign(const Call& call, const Redesign& redesign) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  EditRedesign wanted;
  if (input->has("languages")) wanted.languages = input->lines("languages", {2, 2}, 20);
  const bool names_languages = wanted.languages && !wanted.languages->empty();
  const std::string language = names_languages ? wanted.languages->front() : redesign.languages.front();
  RedesignTexts texts;
  const bool has_can_change = input->has("can_change");
  const bool has_fixed_points = input->has("fixed_points");
  read_texts(*input, language, texts);
  wanted.title = texts.title;
  wanted.summary = texts.summary;
  wanted.easy_read = texts.easy_read;
  wanted.aim = texts.aim;
  wanted.promise = texts.promise;
  wanted.decides = texts.decides;
  if (has_can_change) wanted.can_change = texts.can_change;
  if (has_fixed_points) wanted.fixed_points = texts.fixed_points;
  if (const auto level = input->optional_choice("power_level", power_names)) wanted.power_level = std::string(power_levels[*level]);
  wanted.service_area = input->optional_line("service_area", {0, word_length.max});
  wanted.territory = input->optional_line("territory", {0, call.services.limits->place_chars_max});
  wanted.latitude = input->optional_real("latitude", -90, 90);
  wanted.longitude = input->optional_real("longitude", -180, 180);
  wanted.population = input->optional_integer("population", 0, 10'000'000'000);
  wanted.budget_eur = input->optional_integer("budget_eur", 0, 1'000'000'000'000);
  wanted.answer_days = read_small(*input, "answer_days", 365);
  if (const auto organisation = read_organisation(*input); organisation.is_set()) wanted.organisation = organisation;
  wanted.updated_at = input->optional_instant("updated_at");
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<TransitionRedesign> read_transition_redesign(const Call& call) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  const auto to = redesign_state_of(input->line("to", word_length));
  TransitionRedesign wanted;
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (!to) input->refuse_field(Reason::bad_field, "to", "not a state of a redesign");
  if (auto refusal = input->refusal()) return *refusal;
  wanted.to = *to;
  return wanted;
}

Result<NewPhase> read_new_phase(const Call& call, const Redesign& redesign) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  auto phase = read_phase_fields(*input, redesign.languages.front());
  if (auto refusal = input->refusal()) return *refusal;
  return phase;
}

Result<EditPhase> read_edit_phase(const Call& call, const Redesign& redesign) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  EditPhase wanted;
  if (const auto type = input->optional_choice("type", phase_type_words())) wanted.type = static_cast<PhaseType>(*type);
  if (const auto stage = input->optional_choice("stage", stage_words)) wanted.stage = static_cast<Stage>(*stage);
  auto titles = input->texts("titles", title_length, redesign.languages.front());
  if (titles.empty()) titles = input->texts("title", title_length, redesign.languages.front());
  if (!titles.empty()) wanted.titles = as_texts(titles);
  if (input->is_sent("opens_at")) wanted.opens_at = input->optional_instant("opens_at");
  if (input->is_sent("closes_at")) wanted.closes_at = input->optional_instant("closes_at");
  wanted.position = read_small(*input, "position", 1000);
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<TransitionRequest> read_transition(const Call& call) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  const auto to = phase_state_of(input->line("to", word_length));
  TransitionRequest wanted;
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  wanted.ends_at = input->optional_instant("ends_at");
  if (!to) input->refuse_field(Reason::bad_field, "to", "not a state of a phase");
  if (auto refusal = input->refusal()) return *refusal;
  wanted.to = *to;
  return wanted;
}

Result<Place> place_of(const Call& call) {
  auto redesign = find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign", "slug");
  people::Actor actor;
  if (call.viewer) actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  const bool has_part = actor.is_admin || !actor.roles.is_empty();
  if (!is_public(redesign->state) && !has_part) return refuse(Reason::not_found, "no such redesign", "slug");
  return Place{std::move(*redesign), std::move(actor)};
}

Result<PhasePlace> phase_place_of(const Call& call) {
  const auto id = call.path_id<PhaseId>();
  if (!id) return id.error();
  auto phase = find_phase(call.db(), *id);
  if (!phase) return refuse(Reason::not_found, "no such phase", "id");
  auto redesign = find_redesign(call.db(), phase->redesign);
  people::Actor actor;
  if (call.viewer) actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  const bool has_part = actor.is_admin || !actor.roles.is_empty();
  if (!is_public(redesign->state) && !has_part) return refuse(Reason::not_found, "no such phase", "id");
  return PhasePlace{std::move(*phase), std::move(*redesign), std::move(actor)};
}

}  // namespace palabre::redesigns
