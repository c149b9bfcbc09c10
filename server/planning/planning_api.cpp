// /api/v1: templates, copies, roadmap, readiness, advice, timeline, texts and languages: JSON in, act, view out.
// Called by the router; joined with the other slices' tables by the wiring.
#include "planning/planning_api.hpp"

#include "planning/advice_view.hpp"
#include "planning/edit_texts.hpp"
#include "planning/figures_input.hpp"
#include "planning/plan_phases.hpp"
#include "planning/planning_view.hpp"
#include "planning/roadmap_repo.hpp"
#include "planning/start_redesign.hpp"
#include "planning/write_roadmap.hpp"
#include "people/person.hpp"
#include "redesigns/redesign_input.hpp"
#include "redesigns/redesign_view.hpp"
#include "redesigns/remove_phase.hpp"
#include "redesigns/transition_redesign.hpp"

#include <nlohmann/json.hpp>

namespace palabre::planning {

namespace {

using http::Call;
using http::Input;
using http::Response;
using nlohmann::json;
using redesigns::PhaseType;
using redesigns::Place;

constexpr http::Length title_length{1, 300};
constexpr std::size_t texts_max = 200;
constexpr std::size_t key_chars_max = 40;
constexpr std::size_t text_chars_max = 5'000;
const std::vector<std::string_view> stage_names{"co-commission", "co-design", "co-deliver", "co-assess"};

const std::vector<std::string_view>& type_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (int i = 0; i <= static_cast<int>(PhaseType::evaluation); ++i) list.push_back(redesigns::name_of(static_cast<PhaseType>(i)));
    return list;
  }();
  return names;
}

Response redesign_response(const Call& call, const redesigns::Redesign& redesign, int status) {
  Response response = http::json_response(redesigns::redesign_view(call.db(), redesign, call.now), status);
  if (status == 201) response.header("Location", "/api/v1/redesigns/" + redesign.slug);
  return response;
}

/// The redesign, for those who hold a role in it.
Result<Place> place_of_staff(const Call& call) {
  auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (auto may = decide_roadmap_reading(place->actor); !may) return may.error();
  return place;
}

Result<Place> place_of_owner(const Call& call) {
  auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (auto may = redesigns::decide_redesign_edit(place->redesign.state, place->actor); !may) return may.error();
  return place;
}

// ---- starting

Result<Response> get_templates(const Call&) {
  json items = json::array();
  for (const Template& one : templates()) items.push_back(template_view(one));
  return http::json_response({{"items", std::move(items)}});
}

Result<StartRedesign> read_start(const Call& call, bool is_copy) {
  auto input = Input::read(call.request);
  if (!input) return input.error();
  StartRedesign wanted;
  wanted.slug = input->line("slug", {1, call.services.limits->slug_chars_max});
  wanted.title = input->optional_line("title", title_length).value_or("");
  const auto starts_on = input->optional_instant("starts_on");
  if (is_copy) wanted.with_roles = input->optional_fact("with_roles").value_or(false);
  else if (input->has("languages")) wanted.languages = input->lines("languages", {2, 2}, languages_max);
  if (!starts_on) input->refuse_field(Reason::missing_field, "starts_on", "the day on which the first phase begins, like 2027-01-15");
  if (auto refusal = input->refusal()) return *refusal;
  wanted.starts_on = *starts_on;
  return wanted;
}

Result<Response> post_from_template(const Call& call) {
  const Template* from = find_template(call.path_value("name"));
  if (!from) return refuse(Reason::not_found, "no such template", "name");
  const auto input = read_start(call, false);
  if (!input) return input.error();
  const auto made = start_from_template(call.db(), people::load_actor(call.db(), *call.viewer, {}), *from, *input);
  if (!made) return made.error();
  return redesign_response(call, *made, 201);
}

Result<Response> post_copy(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  const auto input = read_start(call, true);
  if (!input) return input.error();
  const auto made = start_from_copy(call.db(), people::load_actor(call.db(), *call.viewer, {}), place->redesign, *input);
  if (!made) return made.error();
  return redesign_response(call, *made, 201);
}

// ---- roadmap and readiness

Result<Response> get_roadmap(const Call& call) {
  const auto place = place_of_staff(call);
  if (!place) return place.error();
  return http::json_response(roadmap_view(load_roadmap(call.db(), place->redesign.id)));
}

Result<Response> put_roadmap(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  auto input = Input::read(call.request);
  if (!input) return input.error();
  WriteRoadmap wanted;
  wanted.language = input->optional_line("language", {2, 2}).value_or(place->redesign.languages.front());
  wanted.updated_at = input->optional_instant("updated_at");
  for (int i = 0; i < question_count; ++i) {
    const auto question = static_cast<Question>(i);
    if (input->is_sent(name_of(question))) wanted.answers[question] = input->optional_text(name_of(question), {0, answer_chars_max}).value_or("");
  }
  wanted.figures = read_figures(*input);
  if (auto refusal = input->refusal()) return *refusal;
  if (!people::check_language(wanted.language)) return refuse(Reason::bad_field, "languages are two lower-case letters, like fr", "language");
  const auto written = write_roadmap(call.db(), place->actor, place->redesign, wanted);
  if (!written) return written.error();
  return http::json_response(roadmap_view(*written));
}

Result<Response> get_readiness(const Call& call) {
  const auto place = place_of_staff(call);
  if (!place) return place.error();
  const auto texts = redesigns::parse_redesign_texts(place->redesign.texts_json);
  const auto phases = redesigns::load_phases(call.db(), place->redesign.id);
  const auto effort = estimate_effort(phases, {load_roadmap(call.db(), place->redesign.id).figures, place->redesign.answer_days, call.now});
  return http::json_response(readiness_view(redesigns::load_redesign_facts(call.db(), place->redesign),
                                            redesigns::advises_inform(place->redesign.power_level, texts), warnings_view(effort, phases)));
}

Result<Response> get_advice(const Call& call) {
  const auto place = place_of_staff(call);
  if (!place) return place.error();
  const auto texts = redesigns::parse_redesign_texts(place->redesign.texts_json);
  const auto phases = redesigns::load_phases(call.db(), place->redesign.id);
  const Figures figures = load_roadmap(call.db(), place->redesign.id).figures;
  const auto effort = estimate_effort(phases, {figures, place->redesign.answer_days, call.now});
  return http::json_response(advice_view(recommend_methods(figures, method_facts(place->redesign, texts, phases)), effort, phases));
}

// ---- timeline

Result<PlanRow> read_row(Input& input, const std::string& language) {
  PlanRow row;
  constexpr std::size_t digits_max = 19;
  if (const auto id = input.optional_line("id", {1, digits_max})) {
    row.phase = PhaseId::parse(*id).value_or(PhaseId{});
    if (!row.phase.is_set()) input.refuse_field(Reason::bad_field, "id", "an id as text, such as \"12\"");
  }
  row.type = static_cast<PhaseType>(input.choice("type", type_names()));
  if (const auto stage = input.optional_choice("stage", stage_names)) row.stage = static_cast<redesigns::Stage>(*stage);
  const auto titles = input.texts("titles", title_length, language);
  if (!titles.empty()) row.titles = redesigns::TextsByLanguage(titles.begin(), titles.end());
  row.opens_at = input.optional_instant("opens_at");
  row.closes_at = input.optional_instant("closes_at");
  if (auto refusal = input.refusal()) return *refusal;
  return row;
}

Result<Response> put_timeline(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  auto input = Input::read(call.request);
  if (!input) return input.error();
  std::vector<PlanRow> rows;
  if (!input->is_sent("phases")) input->refuse_field(Reason::missing_field, "phases", "the phases, in their order");
  for (Input& object : input->objects("phases", plan_rows_max)) {
    auto row = read_row(object, place->redesign.languages.front());
    if (!row) {
      Refusal refusal = row.error();
      refusal.field = "phases." + std::to_string(rows.size()) + "." + refusal.field;
      return refusal;
    }
    rows.push_back(std::move(*row));
  }
  if (auto refusal = input->refusal()) return *refusal;
  const auto planned = plan_phases(call.db(), place->actor, place->redesign, rows);
  if (!planned) return planned.error();
  return redesign_response(call, *redesigns::find_redesign(call.db(), place->redesign.id), 200);
}

Result<Response> delete_phase(const Call& call) {
  const auto place = redesigns::phase_place_of(call);
  if (!place) return place.error();
  if (auto removed = redesigns::remove_phase(call.db(), place->actor, place->phase); !removed) return removed.error();
  return http::no_content();
}

// ---- texts and languages

Response texts_response(const Call& call, const redesigns::Redesign& redesign) {
  return http::json_response(texts_view(load_texts(call.db(), redesign), redesign));
}

Result<Response> get_texts(const Call& call) {
  const auto place = place_of_staff(call);
  if (!place) return place.error();
  return texts_response(call, place->redesign);
}

Result<Response> put_texts(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  auto input = Input::read(call.request);
  if (!input) return input.error();
  EditTexts wanted;
  wanted.language = std::string(call.path_value("language"));
  wanted.updated_at = input->optional_instant("updated_at");
  for (Input& object : input->objects("texts", texts_max)) {
    TextEdit edit{object.line("key", {1, key_chars_max}), object.optional_text("text", {0, text_chars_max}).value_or("")};
    if (auto refusal = object.refusal()) return *refusal;
    wanted.texts.push_back(std::move(edit));
  }
  if (auto refusal = input->refusal()) return *refusal;
  const auto edited = edit_texts(call.db(), place->actor, place->redesign, wanted);
  if (!edited) return edited.error();
  return texts_response(call, *edited);
}

Result<Response> put_language(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  const auto edited = add_language(call.db(), place->actor, place->redesign, std::string(call.path_value("language")));
  if (!edited) return edited.error();
  return texts_response(call, *edited);
}

Result<Response> delete_language(const Call& call) {
  const auto place = place_of_owner(call);
  if (!place) return place.error();
  const auto edited = remove_language(call.db(), place->actor, place->redesign, std::string(call.path_value("language")));
  if (!edited) return edited.error();
  return texts_response(call, *edited);
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesign-templates", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_templates},
      {Method::post, "/api/v1/redesign-templates/{name}/redesigns", Who::admin, Kind::write, Cost::normal, Audience::mine, post_from_template},
      {Method::post, "/api/v1/redesigns/{slug}/copies", Who::admin, Kind::write, Cost::normal, Audience::mine, post_copy},
      {Method::get, "/api/v1/redesigns/{slug}/roadmap", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_roadmap},
      {Method::put, "/api/v1/redesigns/{slug}/roadmap", Who::owner, Kind::write, Cost::normal, Audience::mine, put_roadmap},
      {Method::get, "/api/v1/redesigns/{slug}/readiness", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_readiness},
      {Method::get, "/api/v1/redesigns/{slug}/advice", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_advice},
      {Method::put, "/api/v1/redesigns/{slug}/timeline", Who::owner, Kind::write, Cost::normal, Audience::mine, put_timeline},
      {Method::del, "/api/v1/phases/{id}", Who::owner, Kind::write, Cost::normal, Audience::mine, delete_phase},
      {Method::get, "/api/v1/redesigns/{slug}/texts", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_texts},
      {Method::put, "/api/v1/redesigns/{slug}/texts/{language}", Who::owner, Kind::write, Cost::normal, Audience::mine, put_texts},
      {Method::put, "/api/v1/redesigns/{slug}/languages/{language}", Who::owner, Kind::write, Cost::normal, Audience::mine, put_language},
      {Method::del, "/api/v1/redesigns/{slug}/languages/{language}", Who::owner, Kind::write, Cost::normal, Audience::mine, delete_language},
  };
}

}  // namespace palabre::planning
