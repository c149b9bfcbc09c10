// Decodes and encodes single code points with ICU's macros.
// Called by folding, word comparison and Markdown.
#include "pages/code_points.hpp"

#include <unicode/utf8.h>

// ICU's macros narrow integers on purpose.
#pragma GCC diagnostic ignored "-Wconversion"

namespace palabre::pages {

std::int32_t next_code_point(std::string_view text, std::size_t& at) {
  std::int32_t code_point = 0;
  U8_NEXT(text.data(), at, text.size(), code_point);
  return code_point;
}

void append_code_point(std::int32_t code_point, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code_point);
  out.append(bytes, size);
}

}  // namespace palabre::pages
