// The file formats `palabre tally` reads: one row each. A reader that is added to the table is found by --input-format and by content.
#pragma once
#include "recount/readers.hpp"

#include <vector>

namespace palabre::recount {

struct FormatRow {
  Format format{};
  const char* word;      // for --input-format
  const char* sentence;  // what it is and how its content is recognised
  Read<Poll> (*read)(std::string_view text);
};

const std::vector<FormatRow>& format_table();
const FormatRow* find_format(std::string_view word);
const FormatRow* find_format(Format format);

/// The same text in UTF-8: old files in Windows-1252 are turned into it. Refuses: UTF-16, NUL bytes.
struct Utf8Text {
  std::string text;
  bool was_converted = false;
};
Read<Utf8Text> as_utf8(std::string text);

}  // namespace palabre::recount
