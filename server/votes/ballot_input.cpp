// Reads choices and entered papers field by field.
// Called by votes_api and paper_api.
#include "votes/ballot_input.hpp"

namespace palabre::votes {
namespace {

constexpr http::Length code_length{1, 60};

}  // namespace

Choices read_choices(http::Input& input) {
  if (!input.has("choices")) input.refuse_field(Reason::missing_field, "choices", "what the ballot says: [] when it is blank");
  return input.number_groups("choices", options_max);
}

std::vector<PaperEntry> read_entries(http::Input& input) {
  std::vector<PaperEntry> entries;
  auto rows = input.objects("entries", papers_max);
  if (rows.empty()) input.refuse_field(Reason::missing_field, "entries", "the papers out of the envelope");
  for (auto& row : rows) {
    PaperEntry entry;
    entry.code = row.line("code", code_length);
    entry.choices = read_choices(row);
    if (const auto refusal = row.refusal()) input.refuse_field(refusal->reason, refusal->field, refusal->detail);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace palabre::votes
