// Loads the message files, checks them against each other and hands out texts.
// Called by main for loading; by screens, notices and problem answers for texts.
#include "pages/catalogue.hpp"

#include "pages/icu_text.hpp"
#include "pages/message.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace palabre::pages {

using nlohmann::json;

struct Catalogue::Language {
  std::string name;
  std::string file;
  std::map<std::string, Message, std::less<>> messages;
  std::map<std::string, std::string, std::less<>> patterns;
  json strings;
};

namespace {

[[noreturn]] void fail(const std::string& file, const std::string& what) { throw std::runtime_error(file + ": " + what); }

/// Parses a message file; JSON itself would let a second "idea.title" silently replace the first.
json read_flat_object(const std::filesystem::path& path) {
  std::ifstream stream(path);
  if (!stream) fail(path.string(), "cannot be opened");
  std::set<std::string> seen;
  std::string doubled;
  const auto note_keys = [&](int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::key && !seen.insert(parsed.get<std::string>()).second) doubled = parsed.get<std::string>();
    return true;
  };
  json texts;
  try {
    texts = json::parse(stream, note_keys);
  } catch (const json::exception& error) {
    fail(path.string(), error.what());
  }
  if (!texts.is_object()) fail(path.string(), "is not a JSON object");
  if (!doubled.empty()) fail(path.string(), "the key \"" + doubled + "\" stands there twice");
  return texts;
}

/// Puts `text` at "a.b.c" of the nested object.
void set_nested(json& root, const std::string& key, const std::string& text) {
  json* place = &root;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t dot = std::min(key.find('.', begin), key.size());
    place = &(*place)[key.substr(begin, dot - begin)];
    begin = dot + 1;
  }
  *place = text;
}

template <class Messages>
void refuse_leaf_as_prefix(const std::string& file, const Messages& messages) {
  for (const auto& [key, message] : messages) {
    for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
      const std::string prefix = key.substr(0, dot);
      if (messages.contains(prefix)) {
        fail(file, "the key \"" + prefix + "\" has a text of its own and is also the beginning of \"" + key +
                       "\"; rename one of them");
      }
    }
  }
}

}  // namespace

Catalogue::Catalogue(std::vector<std::shared_ptr<const Language>> languages) : languages_(std::move(languages)) {
  for (const auto& language : languages_) names_.push_back(language->name);
}

Catalogue Catalogue::load(const std::filesystem::path& folder) {
  std::vector<std::shared_ptr<const Language>> languages;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    auto language = std::make_shared<Language>();
    language->name = entry.path().stem().string();
    language->file = entry.path().string();
    language->strings["t"] = json::object();
    const icu::Locale locale = locale_of(language->name);
    const json texts = read_flat_object(entry.path());
    for (const auto& [key, pattern] : texts.items()) {
      if (!pattern.is_string()) fail(language->file, "the value of \"" + key + "\" is not a text");
      language->patterns.emplace(key, pattern.get<std::string>());
      try {
        language->messages.try_emplace(key, locale, pattern.get_ref<const std::string&>());
      } catch (const std::runtime_error& error) {
        fail(language->file, "the message \"" + key + "\" cannot be read: " + error.what());
      }
    }
    refuse_leaf_as_prefix(language->file, language->messages);
    for (const auto& [key, message] : language->messages) {
      if (!message.takes_arguments()) set_nested(language->strings["t"], key, message.text({}));
    }
    languages.push_back(std::move(language));
  }
  if (languages.empty()) fail(folder.string(), "holds no message file");
  for (const auto& complete : languages) {
    for (const auto& [key, message] : complete->messages) {
      for (const auto& other : languages) {
        if (!other->messages.contains(key)) fail(other->file, "lacks the key \"" + key + "\", which " + complete->file + " has");
      }
    }
  }
  std::sort(languages.begin(), languages.end(), [](const auto& a, const auto& b) {
    return std::pair(a->name != "fr", a->name) < std::pair(b->name != "fr", b->name);
  });
  return Catalogue(std::move(languages));
}

const std::vector<std::string>& Catalogue::languages() const { return names_; }

bool Catalogue::has_language(std::string_view language) const {
  return std::find(names_.begin(), names_.end(), language) != names_.end();
}

bool Catalogue::has(std::string_view language, std::string_view key) const { return language_of(language).messages.contains(key); }

const Catalogue::Language& Catalogue::language_of(std::string_view language) const {
  for (const auto& candidate : languages_) {
    if (candidate->name == language) return *candidate;
  }
  throw std::out_of_range("there is no language \"" + std::string(language) + '"');
}

std::string Catalogue::text(std::string_view language, std::string_view key) const { return text(language, key, {}); }

std::string Catalogue::text(std::string_view language, std::string_view key, const Arguments& arguments) const {
  const Language& messages = language_of(language);
  const auto found = messages.messages.find(key);
  if (found == messages.messages.end()) throw std::out_of_range("there is no message \"" + std::string(key) + '"');
  try {
    return found->second.text(arguments);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("message \"" + std::string(key) + "\": " + error.what());
  }
}

std::vector<std::pair<std::string, std::string>> Catalogue::patterns(std::string_view language, std::string_view prefix) const {
  const auto& all = language_of(language).patterns;
  std::vector<std::pair<std::string, std::string>> found;
  for (auto at = all.lower_bound(prefix); at != all.end() && at->first.starts_with(prefix); ++at) found.emplace_back(*at);
  return found;
}

const json& Catalogue::strings(std::string_view language) const { return language_of(language).strings; }

}  // namespace palabre::pages
