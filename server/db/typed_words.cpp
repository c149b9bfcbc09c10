// Splits what a person typed into words. Called by the search of each engine.
#include "db/typed_words.hpp"

namespace palabre::db {
namespace {

constexpr std::size_t words_max = 12;
constexpr std::size_t similar_word_bytes_min = 4;

bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z');
}

/// Bytes above 0x7F count as letters; typographic quotes and spaces among them are left to the engine.
std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size() && words.size() < words_max; ++i) {
    if (i < text.size() && is_word_byte(text[i])) continue;
    if (i > start) words.push_back(text.substr(start, i - start));
    start = i + 1;
  }
  return words;
}

}  // namespace

std::vector<TypedWord> typed_words(const SearchQuery& query) {
  std::vector<TypedWord> typed;
  const auto words = split_words(query.text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (query.wants_any_word && words[i].size() < similar_word_bytes_min) continue;
    typed.push_back({words[i], i + 1 == words.size() && words[i].size() > 1});
  }
  return typed;
}

}  // namespace palabre::db
