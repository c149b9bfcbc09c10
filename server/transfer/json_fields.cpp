// Typed reads from a JSON object of a file, with the path of whatever is wrong.
// Called by the readers of the demo and proposals formats.
#include "transfer/json_fields.hpp"

#include <nlohmann/json.hpp>

namespace palabre::transfer {

using nlohmann::ordered_json;

namespace {
const ordered_json nothing;
constexpr int days_max = 36'500;
}

JsonFields::JsonFields(const ordered_json& object, std::string path) : object_(&object), path_(std::move(path)) {
  if (!object.is_object()) throw RowFault(path_, "must be a JSON object");
}

const ordered_json* JsonFields::take(std::string_view name) {
  taken_.emplace(name);
  const auto found = object_->find(std::string(name));
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool JsonFields::has(std::string_view name) const {
  const auto found = object_->find(std::string(name));
  return found != object_->end() && !found->is_null();
}

void JsonFields::fault(std::string_view name, const std::string& message) const { throw RowFault(path_of(name), message); }

std::string JsonFields::text(std::string_view name) {
  const ordered_json* found = take(name);
  if (!found) fault(name, "is missing");
  if (!found->is_string()) fault(name, "must be text");
  if (found->get_ref<const std::string&>().empty()) fault(name, "is empty");
  return found->get<std::string>();
}

std::string JsonFields::text_or(std::string_view name, std::string_view fallback) {
  const ordered_json* found = take(name);
  if (!found) return std::string(fallback);
  if (!found->is_string()) fault(name, "must be text");
  return found->get<std::string>();
}

std::int64_t JsonFields::integer(std::string_view name) {
  const auto found = maybe_integer(name);
  if (!found) fault(name, "is missing");
  return *found;
}

std::optional<std::int64_t> JsonFields::maybe_integer(std::string_view name) {
  const ordered_json* found = take(name);
  if (!found) return std::nullopt;
  const bool fits = found->is_number_integer() && !(found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX);
  if (!fits) fault(name, "must be a whole number");
  return found->get<std::int64_t>();
}

std::optional<double> JsonFields::maybe_real(std::string_view name) {
  const ordered_json* found = take(name);
  if (!found) return std::nullopt;
  if (!found->is_number()) fault(name, "must be a number");
  return found->get<double>();
}

redesigns::TextsByLanguage JsonFields::maybe_texts(std::string_view name) {
  redesigns::TextsByLanguage texts;
  const ordered_json* found = take(name);
  if (!found) return texts;
  if (!found->is_object()) fault(name, "must be an object of texts by language");
  for (const auto& [language, text] : found->items()) {
    if (language.size() != 2 || !text.is_string()) fault(name, "must hold texts under two-letter languages");
    if (!text.get_ref<const std::string&>().empty()) texts[language] = text.get<std::string>();
  }
  return texts;
}

redesigns::TextsByLanguage JsonFields::texts(std::string_view name) {
  auto found = maybe_texts(name);
  if (found.empty()) fault(name, "is missing");
  return found;
}

const ordered_json& JsonFields::value(std::string_view name) {
  const ordered_json* found = take(name);
  return found ? *found : nothing;
}

JsonFields JsonFields::object(std::string_view name) {
  const ordered_json* found = take(name);
  if (!found) fault(name, "is missing");
  return {*found, path_of(name)};
}

std::set<std::string> JsonFields::names_left() const {
  std::set<std::string> names;
  for (const auto& [name, value] : object_->items())
    if (!taken_.contains(name)) names.insert(name);
  return names;
}

const ordered_json& JsonFields::at(const std::string& name) const { return object_->at(name); }

int read_day(JsonFields& fields, std::string_view name) {
  const auto day = fields.integer(name);
  if (day < -days_max || day > days_max) fields.fault(name, "is more than a hundred years away");
  return static_cast<int>(day);
}

}  // namespace palabre::transfer
