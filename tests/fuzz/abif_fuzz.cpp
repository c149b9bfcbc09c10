// Any bytes as ABIF: a poll that is well formed, or a fault that says where.
#include "recount/readers.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace palabre;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto poll = recount::read_abif(text);
  if (!poll) {
    if (poll.fault().detail.empty() || poll.fault().line > size + 1 || poll.fault().column > size + 1) std::abort();
    return 0;
  }
  const auto options = static_cast<std::uint32_t>(poll->options.size());
  const auto is_well_formed = [&](auto fault) { return !fault || fault->kind == tally::FaultKind::no_options; };
  if (!is_well_formed(find_fault(tally::RankedElection{options, poll->ranked}))) std::abort();
  if (!is_well_formed(find_fault(tally::MarkedElection{options, poll->marked}))) std::abort();
  for (const auto& ballot : poll->marked)
    for (const auto& mark : ballot.marks)
      if (mark.value < poll->mark_min || mark.value > poll->mark_max) std::abort();
  return 0;
}
