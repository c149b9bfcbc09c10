// What changed between two versions of a text, word by word.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace palabre::pages {

struct DiffSpan {
  enum class Kind { same, added, removed } kind;
  std::string text;
};

/// Words, white space and punctuation marks are compared as units (Myers' shortest edit script). A very different or huge
/// pair is compared line by line instead, and in the last resort as a whole.
/// Shape: same + removed spans joined give `old_text`, same + added give `new_text`, byte for byte. In a change the
///        removed part comes first; blanks between two changed words belong to the change.
/// Source: Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986).
std::vector<DiffSpan> word_diff(std::string_view old_text, std::string_view new_text);

}  // namespace palabre::pages
