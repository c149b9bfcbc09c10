// Reads the templates that came with the binary.
// Called by the acts that start a redesign, the list of templates and the page with the cards.
#include "planning/template.hpp"

#include "planning/template_files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace palabre::planning {

using nlohmann::json;

namespace {

const json& wanted(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) throw std::runtime_error(std::string("a template lacks ") + name);
  return *found;
}

TemplatePhase phase_of(const json& object) {
  const auto type = redesigns::phase_type_of(wanted(object, "type").get<std::string>());
  if (!type) throw std::runtime_error("a template has a phase of no known type");
  return {*type, wanted(object, "from").get<int>(), wanted(object, "days").get<int>()};
}

std::vector<Template> read_all() {
  std::vector<Template> all;
  for (const std::string_view file : template_files()) all.push_back(parse_template(file));
  std::sort(all.begin(), all.end(), [](const Template& left, const Template& right) { return left.name < right.name; });
  return all;
}

}  // namespace

int Template::days() const {
  int last = 0;
  for (const TemplatePhase& phase : phases) last = std::max(last, phase.from_days + phase.days);
  return last;
}

Template parse_template(std::string_view text) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object()) throw std::runtime_error("a template is no JSON object");
  Template made;
  made.name = wanted(object, "name").get<std::string>();
  made.service_area = wanted(object, "service_area").get<std::string>();
  made.power_level = wanted(object, "power_level").get<std::string>();
  made.answer_days = wanted(object, "answer_days").get<int>();
  made.texts = redesigns::parse_redesign_texts(wanted(object, "texts").dump());
  for (const auto& [language, title] : made.texts.title) made.languages.push_back(language);
  for (const json& safeguard : wanted(object, "safeguards")) made.safeguards.push_back(safeguard.get<redesigns::TextsByLanguage>());
  for (const json& phase : wanted(object, "phases")) made.phases.push_back(phase_of(phase));
  return made;
}

const std::vector<Template>& templates() {
  static const std::vector<Template> all = read_all();
  return all;
}

const Template* find_template(std::string_view name) {
  const auto& all = templates();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Template& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace palabre::planning
