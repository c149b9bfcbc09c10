// Options by their names, in JSON and in text. Private to the reports of this folder (nlohmann/json).
#pragma once
#include "recount/poll.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace palabre::recount {

using Json = nlohmann::ordered_json;

Json ids_of(const Poll& poll, const std::vector<tally::Option>& options);
Json groups_of(const Poll& poll, const std::vector<std::vector<tally::Option>>& groups);

/// {id: value(option)} of all options in their order. Appends without a search: ids are unique, and there may be many.
template <class Value>
Json by_option(const Poll& poll, Value value) {
  Json json = Json::object();
  auto& members = json.get_ref<Json::object_t&>();
  for (tally::Option option = 0; option < poll.options.size(); ++option) members.Json::object_t::Container::emplace_back(poll.options[option].id, Json(value(option)));
  return json;
}

/// "Nashville, TN (Nash)", or the id alone where the name says no more.
std::string name_of(const Poll& poll, tally::Option option);
/// "A, B and C"; "nobody" for none. After `shown_max` names: "and 5 more".
std::string list_of(const std::vector<std::string>& names, std::size_t shown_max = 12);
std::string names_of(const Poll& poll, const std::vector<tally::Option>& options);

/// "1 ballot", "2 ballots".
std::string amount_of(std::int64_t number, const std::string& noun);

}  // namespace palabre::recount
