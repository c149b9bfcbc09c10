// Splits and folds texts, and writes them as PostgreSQL's vectors and queries of words. Called by postgres_search and search_excerpt.
#include "db/postgres/search_words.hpp"

#include "db/typed_words.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>

// ICU's macros narrow integers on purpose.
#pragma GCC diagnostic ignored "-Wconversion"

namespace palabre::db::postgres {
namespace {

constexpr std::size_t place_max = 16383;    // the greatest position a tsvector holds
constexpr std::size_t places_max = 255;     // of one word
constexpr std::size_t title_gap = 16;       // between the last word of a title and the first of its body
constexpr std::size_t word_bytes_max = 500; // PostgreSQL takes 2046; nobody types that

/// FTS5 knows the characters of Unicode 6.1. Those that came later are words to it, and have no other case.
bool is_known(UChar32 c) {
  UVersionInfo age;
  u_charAge(c, age);
  return u_charType(c) != U_UNASSIGNED && (age[0] < 6 || (age[0] == 6 && age[1] <= 1));
}

/// The combining marks that FTS5 takes off and that never part a word.
bool is_accent(UChar32 c) {
  return (c >= 0x300 && c <= 0x304) || (c >= 0x306 && c <= 0x30C) || c == 0x30F || c == 0x311 || c == 0x31B ||
         (c >= 0x323 && c <= 0x328) || c == 0x32D || c == 0x32E || c == 0x330 || c == 0x331;
}

bool is_word_character(UChar32 c) {
  return !is_known(c) || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_CO_MASK)) != 0;
}

/// The letter of the Latin alphabet under the accents; any other character stays what it is.
UChar32 without_accents(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("the Unicode normaliser did not start");
  icu::UnicodeString parts;
  if (!normalizer->getDecomposition(c, parts) || parts.charAt(0) >= 0x80) return c;
  for (std::int32_t i = 1; i < parts.length(); ++i) {
    if (!is_accent(parts.charAt(i))) return c;
  }
  return u_foldCase(parts.charAt(0), U_FOLD_CASE_DEFAULT);
}

UChar32 fold(UChar32 c) {
  if (!is_known(c)) return c;
  const UChar32 folded = u_foldCase(c, U_FOLD_CASE_DEFAULT);
  return without_accents(is_known(folded) ? folded : c);
}

void append(UChar32 c, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  if (out.size() + size <= word_bytes_max) out.append(bytes, size);
}

/// The folded form of one character of a word; 0: an accent, which adds nothing. Nothing: it parts words.
std::optional<UChar32> word_part(UChar32 c, bool is_inside_word) {
  if (c < 0) return std::nullopt;
  if (c < 0x80) {
    if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? std::optional(c) : std::nullopt;
  }
  if (is_accent(c)) return is_inside_word ? std::optional<UChar32>(0) : std::nullopt;
  return is_word_character(c) ? std::optional(fold(c)) : std::nullopt;
}

bool stands_at(const Phrase& phrase, const std::vector<Word>& text, std::size_t at) {
  const std::size_t last = phrase.words.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const auto& found = text[at + i].folded;
    if (i == last && phrase.is_prefix ? !found.starts_with(phrase.words[i]) : found != phrase.words[i]) return false;
  }
  return true;
}

/// Folded words hold letters, digits and symbols only: no quote and no backslash to escape.
std::string quoted(const std::string& word) { return "'" + word + "'"; }

}  // namespace

std::vector<Word> split_words(std::string_view text) {
  std::vector<Word> words;
  std::optional<Word> open;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    const auto part = word_part(c, open.has_value());
    if (!part) {
      if (open) words.push_back(std::move(*open));
      open.reset();
      continue;
    }
    if (!open) open.emplace(Word{{}, start, at});
    if (*part != 0) append(*part, open->folded);
    open->end = at;
  }
  if (open) words.push_back(std::move(*open));
  return words;
}

std::vector<Phrase> phrases_of(const SearchQuery& query) {
  std::vector<Phrase> phrases;
  for (const auto& typed : typed_words(query)) {
    Phrase phrase{{}, typed.is_prefix};
    for (auto& word : split_words(typed.text)) phrase.words.push_back(std::move(word.folded));
    if (!phrase.words.empty()) phrases.push_back(std::move(phrase));
  }
  return phrases;
}

std::vector<Match> find_phrases(const std::vector<Word>& text, const std::vector<Phrase>& phrases) {
  std::vector<Match> matches;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      const std::size_t size = phrases[i].words.size();
      if (at + size <= text.size() && stands_at(phrases[i], text, at)) matches.push_back({at, i, size});
    }
  }
  return matches;
}

std::string vector_literal(const std::vector<Word>& title, const std::vector<Word>& body) {
  std::map<std::string_view, std::vector<std::string>> places;
  const auto add = [&](const std::vector<Word>& words, std::size_t before, const char* weight) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      auto& of_word = places[words[i].folded];
      if (of_word.size() < places_max) of_word.push_back(std::to_string(std::min(before + i + 1, place_max)) + weight);
    }
  };
  add(title, 0, "A");
  add(body, title.size() + title_gap, "");
  std::string literal;
  for (const auto& [word, of_word] : places) {
    if (!literal.empty()) literal += ' ';
    literal += quoted(std::string(word));
    for (std::size_t i = 0; i < of_word.size(); ++i) literal += (i == 0 ? ":" : ",") + of_word[i];
  }
  return literal;
}

std::string query_literal(const std::vector<Phrase>& phrases, Need need) {
  std::string literal;
  for (const auto& phrase : phrases) {
    if (!literal.empty()) literal += need == Need::any ? " | " : " & ";
    literal += '(';
    for (std::size_t i = 0; i < phrase.words.size(); ++i) literal += (i == 0 ? "" : " <-> ") + quoted(phrase.words[i]);
    literal += phrase.is_prefix ? ":*)" : ")";
  }
  return literal;
}

}  // namespace palabre::db::postgres
