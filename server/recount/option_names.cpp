// Names of options for JSON and for sentences. Called by the reports of marks, delegation and ranking.
#include "recount/option_names.hpp"

namespace palabre::recount {

Json ids_of(const Poll& poll, const std::vector<tally::Option>& options) {
  Json ids = Json::array();
  for (const auto option : options) ids.push_back(poll.options[option].id);
  return ids;
}

Json groups_of(const Poll& poll, const std::vector<std::vector<tally::Option>>& groups) {
  Json lists = Json::array();
  for (const auto& group : groups) lists.push_back(ids_of(poll, group));
  return lists;
}

std::string name_of(const Poll& poll, tally::Option option) {
  const auto& [id, name, cost, columns] = poll.options[option];
  return name.empty() || name == id ? id : name + " (" + id + ")";
}

std::string list_of(const std::vector<std::string>& names, std::size_t shown_max) {
  if (names.empty()) return "nobody";
  const auto shown = names.size() > shown_max + 1 ? shown_max : names.size();
  std::string text = names.front();
  for (std::size_t at = 1; at < shown; ++at) text += (at + 1 == names.size() ? " and " : ", ") + names[at];
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

std::string names_of(const Poll& poll, const std::vector<tally::Option>& options) {
  std::vector<std::string> names;
  names.reserve(options.size());
  for (const auto option : options) names.push_back(name_of(poll, option));
  return list_of(names);
}

std::string amount_of(std::int64_t number, const std::string& noun) { return std::to_string(number) + " " + noun + (number == 1 ? "" : "s"); }

}  // namespace palabre::recount
