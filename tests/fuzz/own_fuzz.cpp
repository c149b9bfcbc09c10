// Bytes as our own JSON: read, or refused with a place; what is read is written and read again the same.
#include "recount/derive.hpp"
#include "recount/readers.hpp"
#include "recount/write_own.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace palabre::recount;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  auto poll = read_own(text);
  if (!poll) {
    if (poll.fault().line == 0 || poll.fault().column == 0 || poll.fault().detail.empty()) std::abort();
    return 0;
  }
  const auto written = write_own(*poll);
  const auto again = read_own(written);
  if (!again || write_own(*again) != written) std::abort();
  rank_by_marks(*poll);
  static_cast<void>(weigh_by_delegation(*poll));
  return 0;
}
