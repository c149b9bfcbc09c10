// Texts in several languages, to and from their stored JSON.
// Called by the repository, the acts that create and edit redesigns and phases, and the views.
#include "redesigns/texts.hpp"

#include "db/tx.hpp"

#include <nlohmann/json.hpp>

namespace palabre::redesigns {

using nlohmann::json;

namespace {

json parse_stored(std::string_view text, std::string_view what) {
  json parsed = json::parse(text, nullptr, false);
  if (parsed.is_discarded()) throw db::DatabaseError("damaged JSON in the database: " + std::string(what));
  return parsed;
}

TextsByLanguage texts_from(const json& object) {
  TextsByLanguage texts;
  if (!object.is_object()) return texts;
  for (const auto& [language, text] : object.items())
    if (text.is_string()) texts[language] = text.get<std::string>();
  return texts;
}

TextsByLanguage member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? TextsByLanguage{} : texts_from(*found);
}

std::vector<TextsByLanguage> members(const json& object, const char* name) {
  std::vector<TextsByLanguage> list;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return list;
  for (const json& item : *found) list.push_back(texts_from(item));
  return list;
}

}  // namespace

RedesignTexts parse_redesign_texts(std::string_view stored_json) {
  const json object = parse_stored(stored_json, "texts of a redesign");
  if (!object.is_object()) throw db::DatabaseError("damaged JSON in the database: texts of a redesign");
  RedesignTexts texts;
  texts.title = member(object, "title");
  texts.summary = member(object, "summary");
  texts.easy_read = member(object, "easy_read");
  texts.aim = member(object, "aim");
  texts.promise = member(object, "promise");
  texts.decides = member(object, "decides");
  texts.can_change = members(object, "can_change");
  texts.fixed_points = members(object, "fixed_points");
  return texts;
}

std::string stored_json(const RedesignTexts& texts) {
  json object{{"title", texts.title},     {"summary", texts.summary}, {"easy_read", texts.easy_read},
              {"aim", texts.aim},         {"promise", texts.promise}, {"decides", texts.decides}};
  object["can_change"] = texts.can_change;
  object["fixed_points"] = texts.fixed_points;
  return object.dump();
}

TextsByLanguage parse_texts_by_language(std::string_view stored_json) { return texts_from(parse_stored(stored_json, "texts by language")); }
std::string stored_json(const TextsByLanguage& texts) { return json(texts).dump(); }

std::vector<std::string> parse_languages(std::string_view stored_json) {
  const json list = parse_stored(stored_json, "languages");
  std::vector<std::string> languages;
  for (const json& item : list)
    if (item.is_string()) languages.push_back(item.get<std::string>());
  return languages;
}

std::string stored_json(const std::vector<std::string>& languages) { return json(languages).dump(); }

std::string_view text_in(const TextsByLanguage& texts, std::string_view language, const std::vector<std::string>& languages) {
  if (const auto found = texts.find(std::string(language)); found != texts.end()) return found->second;
  for (const std::string& other : languages)
    if (const auto found = texts.find(other); found != texts.end()) return found->second;
  return texts.empty() ? std::string_view{} : std::string_view(texts.begin()->second);
}

}  // namespace palabre::redesigns
