// When things of the demo happened, counted from the day it is imported; and by which states they came to be what they are.
#pragma once
#include "base/instant.hpp"
#include "ideas/idea.hpp"
#include "transfer/demo_file.hpp"

#include <optional>
#include <vector>

namespace palabre::transfer {

/// Day 0 is the UTC day of the import, so that the demo's phases are always "now".
class DemoCalendar {
 public:
  explicit DemoCalendar(Instant now) : now_(now), midnight_{now.unix_ms - now.unix_ms % ms_per_day} {}

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] Instant midnight(int day) const { return midnight_.plus_ms(day * ms_per_day); }
  /// A minute of working hours of that day, later for each thing asked for, so that lists keep the order of the file; never in
  /// the future.
  [[nodiscard]] Instant next_minute(int day);

 private:
  Instant now_;
  Instant midnight_;
  std::int64_t asked_ = 0;
};

/// The states an idea went through, from draft to `reached`, by the steps the rules know.
std::vector<ideas::IdeaState> path_to(ideas::IdeaState reached, bool was_on_ballot);
/// The same for a phase, from planned; a vote is frozen before it opens, and counted before its results are out.
std::vector<redesigns::PhaseState> path_to(redesigns::PhaseState reached, redesigns::PhaseType type);
/// The same for a redesign, from draft.
std::vector<redesigns::RedesignState> path_to(redesigns::RedesignState reached);

/// The phase that took ideas on `day`, or else the first that ever takes them.
const DemoPhase* phase_of_proposal(const std::vector<DemoPhase>& phases, int day);

}  // namespace palabre::transfer
