// Builds the JSON of this slice. Called by its routes.
#include "planning/planning_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::planning {

using nlohmann::json;

json template_view(const Template& one) {
  json phases = json::array();
  for (const auto& phase : one.phases) phases.push_back({{"type", redesigns::name_of(phase.type)}, {"from_days", phase.from_days}, {"days", phase.days}});
  return {{"name", one.name},
          {"service_area", one.service_area},
          {"power_level", one.power_level},
          {"answer_days", one.answer_days},
          {"languages", one.languages},
          {"texts", json::parse(redesigns::stored_json(one.texts))},
          {"safeguards", one.safeguards},
          {"phases", std::move(phases)}};
}

json roadmap_view(const Roadmap& roadmap) {
  json answers = json::object();
  for (int i = 0; i < question_count; ++i) {
    const auto question = static_cast<Question>(i);
    const auto answer = roadmap.answers.find(question);
    const bool is_answered = answer != roadmap.answers.end();
    answers[std::string(name_of(question))] = is_answered ? json{{"language", answer->second.language}, {"text", answer->second.text}} : json(nullptr);
  }
  json figures = json::object();
  for (int i = 0; i < figure_count; ++i) {
    const auto figure = static_cast<Figure>(i);
    const auto value = value_of(roadmap.figures, figure);
    figures[std::string(name_of(figure))] = !value ? json(nullptr) : is_yes_or_no(figure) ? json(*value == 1) : json(*value);
  }
  return {{"answers", std::move(answers)}, {"figures", std::move(figures)}, {"updated_at", roadmap.updated_at ? json(iso_text(*roadmap.updated_at)) : json(nullptr)}};
}

json readiness_view(const redesigns::RedesignFacts& facts, bool advises_inform, json warnings) {
  json blocking = json::array();
  for (const auto item : redesigns::blocking_items(facts)) blocking.push_back({{"code", redesigns::name_of(item)}, {"detail", redesigns::sentence_of(item)}});
  const bool is_ready = blocking.empty();
  return {{"is_ready", is_ready}, {"blocking", std::move(blocking)}, {"advises_inform", advises_inform}, {"warnings", std::move(warnings)}};
}

json texts_view(const std::vector<GridText>& grid, const redesigns::Redesign& redesign) {
  json languages = json::array();
  for (const auto& state : languages_of(grid, redesign.languages))
    languages.push_back({{"language", state.language}, {"is_original", state.language == redesign.languages.front()}, {"written", state.written}, {"needed", state.needed}});
  json texts = json::array();
  for (const auto& text : grid) texts.push_back({{"key", text.key}, {"kind", text.kind}, {"number", text.number}, {"texts", text.texts}});
  return {{"languages", std::move(languages)}, {"texts", std::move(texts)}, {"updated_at", iso_text(redesign.updated_at)}};
}

}  // namespace palabre::planning
