// Any bytes as a Polis export and as a grouping: read or refused with a place, never broken.
#include "recount/grouping_file.hpp"
#include "recount/readers.hpp"

#include <cstdlib>

using namespace palabre::recount;

namespace {

void check(bool is_true) {
  if (!is_true) std::abort();
}

void check_fault(const FileFault& fault, std::string_view text) {
  check(!fault.detail.empty());
  check(fault.line <= text.size() + 1 && fault.column <= text.size() + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto poll = read_polis(text);
  if (!poll) {
    check_fault(poll.fault(), text);
  } else {
    for (const auto& opinion : poll->opinions) {
      check(opinion.participant < poll->people.size() && opinion.statement < poll->options.size());
      check(opinion.value >= -1 && opinion.value <= 1);
    }
  }
  const auto grouping = read_grouping(text, {"0", "1", "2", "10"});
  if (!grouping) check_fault(grouping.fault(), text);
  else
    for (const auto& group : grouping->group) check(!group || *group < grouping->labels.size());
  return 0;
}
