// What a search shows of a text: where the words it looked for stand. Chosen and marked as FTS5's highlight and snippet do. Pure.
#pragma once
#include "db/postgres/search_words.hpp"

namespace palabre::db::postgres {

/// A text with its words and the places of the phrases in it.
struct FoundIn {
  std::string_view text;
  std::vector<Word> words;
  std::vector<Match> matches;
};

FoundIn look_into(std::string_view text, const std::vector<Phrase>& phrases);

/// The whole text, what was found between mark_start and mark_end.
std::string highlight(const FoundIn& found);

/// The stretch of at most `words_max` words that shows most: each different phrase counts a thousand, a repetition one, and a
/// beginning of a sentence is worth a hundred. "…" where text is left out.
std::string excerpt(const FoundIn& found, std::size_t words_max);

}  // namespace palabre::db::postgres
