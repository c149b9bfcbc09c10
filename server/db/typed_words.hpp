// What a person typed into a search box, as words: the same for every engine.
#pragma once
#include "db/tx.hpp"

#include <string_view>
#include <vector>

namespace palabre::db {

struct TypedWord {
  std::string_view text;
  bool is_prefix = false;  // the last one may still be being typed
};

/// Split at ASCII signs and spaces only; what else is no letter is left to the engine's own splitting, so a "word" here can hold
/// several there, which must then stand side by side. Short words are no sign of likeness: without them when any word will do.
std::vector<TypedWord> typed_words(const SearchQuery& query);

}  // namespace palabre::db
