// Words as they are searched: split and folded by the rule of SQLite's FTS5 (unicode61, remove_diacritics 2), so that both engines
// give the same answers and PostgreSQL needs no text search configuration, dictionary or extension. Pure.
#pragma once
#include "db/tx.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::db::postgres {

/// A word of a text: folded, and the bytes it takes there.
struct Word {
  std::string folded;
  std::size_t start = 0;
  std::size_t end = 0;
};

/// Letters and digits make words, all else parts them. Case is folded, and Latin letters lose their accents.
std::vector<Word> split_words(std::string_view text);

/// What must stand side by side in one text; usually one word.
struct Phrase {
  std::vector<std::string> words;
  bool is_prefix = false;  // the last word is only the beginning of one
};

/// The phrases a query looks for. What holds no letter and no digit is no phrase.
std::vector<Phrase> phrases_of(const SearchQuery& query);

/// Where a phrase stands: the number of its first word in the text, from 0.
struct Match {
  std::size_t at = 0;
  std::size_t phrase = 0;
  std::size_t words = 0;
};

/// All places of all phrases, in order of place, then of phrase.
std::vector<Match> find_phrases(const std::vector<Word>& text, const std::vector<Phrase>& phrases);

/// The words of a title (weight A) and a body (weight D) as PostgreSQL reads a tsvector. A phrase never reaches from one into the other.
std::string vector_literal(const std::vector<Word>& title, const std::vector<Word>& body);

/// The phrases as PostgreSQL reads a tsquery: any of them is enough, or all are needed.
enum class Need { any, all };
std::string query_literal(const std::vector<Phrase>& phrases, Need need);

}  // namespace palabre::db::postgres
