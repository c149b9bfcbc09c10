// Any bytes as an .abc.yaml file: read or refused, and what is read is well formed.
#include "recount/readers.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  const auto poll = palabre::recount::read_abcvoting({reinterpret_cast<const char*>(bytes), size});
  if (!poll) {
    if (poll.fault().detail.empty()) std::abort();
    return 0;
  }
  if (poll->options.empty()) return 0;
  const auto fault = palabre::tally::find_fault(palabre::tally::MarkedElection{static_cast<std::uint32_t>(poll->options.size()), poll->marked});
  if (fault && fault->kind != palabre::tally::FaultKind::number_too_large) std::abort();  // weights may add up to too many voters
  return 0;
}
