// Bytes as a file of unknown format: recognised and read by that reader, or refused; then converted, where it is a poll or cases.
#include "recount/cases.hpp"
#include "recount/formats.hpp"
#include "recount/write_own.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace palabre::recount;
  const auto text = as_utf8(std::string(reinterpret_cast<const char*>(bytes), size));
  if (!text) return 0;
  if (const auto tree = read_json(text->text); tree && is_cases(*tree)) {
    if (const auto cases = read_cases(*tree))
      for (const auto& found : *cases)
        if (!read_own(write_own(found.poll))) std::abort();
  }
  const auto poll = read_poll(text->text);
  if (poll && !read_own(write_own(*poll))) std::abort();
  return 0;
}
