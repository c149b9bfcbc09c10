// The texts of a redesign, each in several languages, and their stored form. See schema/README.md, "texts of a redesign".
#pragma once
#include "redesigns/phase.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::redesigns {

struct RedesignTexts {
  TextsByLanguage title;
  TextsByLanguage summary;
  TextsByLanguage easy_read;
  TextsByLanguage aim;
  TextsByLanguage promise;                    // what the public body binds itself to
  TextsByLanguage decides;                    // who decides what
  std::vector<TextsByLanguage> can_change;
  std::vector<TextsByLanguage> fixed_points;  // what cannot change
};

/// Stored JSON to texts; throws db::DatabaseError when the stored text is damaged.
RedesignTexts parse_redesign_texts(std::string_view stored_json);
std::string stored_json(const RedesignTexts& texts);
TextsByLanguage parse_texts_by_language(std::string_view stored_json);
std::string stored_json(const TextsByLanguage& texts);
std::vector<std::string> parse_languages(std::string_view stored_json);
std::string stored_json(const std::vector<std::string>& languages);

/// The text in `language`, or in the first of `languages` that has one, or any; empty when there is none.
std::string_view text_in(const TextsByLanguage& texts, std::string_view language, const std::vector<std::string>& languages);

}  // namespace palabre::redesigns
