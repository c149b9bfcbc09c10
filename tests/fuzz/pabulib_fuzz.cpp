// Any bytes as a .pb file: read or refused with a place, and what is read is well formed.
#include "recount/readers.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto poll = palabre::recount::read_pabulib({reinterpret_cast<const char*>(bytes), size});
  if (!poll) {
    if (poll.fault().line == 0 || poll.fault().column == 0 || poll.fault().detail.empty()) std::abort();
    return 0;
  }
  for (const auto& option : poll->options)
    if (option.id.empty() || option.cost < 0) std::abort();
  if (poll->options.empty()) return 0;
  const auto options = static_cast<std::uint32_t>(poll->options.size());
  if (palabre::tally::find_fault(palabre::tally::MarkedElection{options, poll->marked})) std::abort();
  if (palabre::tally::find_fault(palabre::tally::RankedElection{options, poll->ranked})) std::abort();
  return 0;
}
