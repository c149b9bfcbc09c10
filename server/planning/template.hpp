// Templates of redesigns: services that were rethought with the people who use them, as drafts to begin from.
#pragma once
#include "redesigns/texts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::planning {

struct TemplatePhase {
  redesigns::PhaseType type{};
  int from_days = 0;   // after the start
  int days = 0;        // how long
};

struct Template {
  std::string name;                  // "allotments": stable, in addresses
  std::string service_area;
  std::string power_level;
  int answer_days = 30;
  std::vector<std::string> languages;  // those with a title, sorted
  redesigns::RedesignTexts texts;
  std::vector<redesigns::TextsByLanguage> safeguards;  // what keeps people safe and nobody out; goes into the roadmap
  std::vector<TemplatePhase> phases;

  [[nodiscard]] int days() const;    // from the start to the last end
};

/// One data file. Throws std::runtime_error that names what is wrong.
Template parse_template(std::string_view json);

/// All of them, by name. Read once; any thread.
const std::vector<Template>& templates();
const Template* find_template(std::string_view name);

}  // namespace palabre::planning
