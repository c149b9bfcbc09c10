// Every text of a redesign × its languages: what is written, what is missing. Plain: no clock, socket, database or JSON.
#pragma once
#include "light/light.hpp"
#include "redesigns/texts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::planning {

struct GridText {
  std::string key;         // "title", "can_change.0", "phase.12", "question", "choice.0"
  std::string kind;        // the part of the key before the dot
  std::size_t number = 0;  // of several of a kind, from 1; 0: there is one
  redesigns::TextsByLanguage texts;
  std::size_t chars_max = 0;
  bool is_long = false;    // more than a line
};

/// In the order people read them. Single texts are there even when nobody wrote them; phases only when they have a name of their own.
std::vector<GridText> texts_of(const redesigns::RedesignTexts& texts, std::span<const redesigns::Phase> phases, const light::Light& light);

/// The text counts in every language: somebody wrote it in one.
bool is_needed(const GridText& text);
bool has_language(const GridText& text, std::string_view language);

struct LanguageState {
  std::string language;
  std::size_t written = 0;
  std::size_t needed = 0;
};
/// One for each of `languages`, in that order.
std::vector<LanguageState> languages_of(const std::vector<GridText>& grid, const std::vector<std::string>& languages);

}  // namespace palabre::planning
