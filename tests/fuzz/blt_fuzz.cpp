// Any text as BLT: it is read, or refused with a place inside it; what is read can be counted and told.
#include "recount/readers.hpp"
#include "recount/report.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto poll = palabre::recount::read_blt(text);
  if (!poll) {
    if (poll.fault().line == 0 || poll.fault().column == 0 || poll.fault().detail.empty()) std::abort();
    return 0;
  }
  if (poll->options.empty()) std::abort();
  if (poll->options.size() > 40) return 0;
  const auto report = palabre::recount::report_stv(*poll, {});
  if (report && report->json["elected"].size() + report->json["eliminated"].size() + poll->withdrawn.size() != poll->options.size()) std::abort();
  return 0;
}
