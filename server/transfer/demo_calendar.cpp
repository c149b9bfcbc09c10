// Days to instants, and final states to the paths that lead there.
// Called by import_demo and import_demo_idea.
#include "transfer/demo_calendar.hpp"

#include <algorithm>

namespace palabre::transfer {

Instant DemoCalendar::next_minute(int day) {
  constexpr std::int64_t first_minute = 8 * 60;
  constexpr std::int64_t minutes = 14 * 60;
  const Instant moment = midnight(day).plus_ms((first_minute + asked_ % minutes) * ms_per_minute);
  ++asked_;
  return std::min(moment, now_);
}

std::vector<ideas::IdeaState> path_to(ideas::IdeaState reached, bool was_on_ballot) {
  using enum ideas::IdeaState;
  if (reached == draft) return {draft};
  if (reached == submitted) return {draft, submitted};
  std::vector path{draft, submitted, published};
  const bool is_outcome = reached == accepted || reached == not_selected;
  const bool met_ballot = reached == on_ballot || reached == not_selected || (reached == accepted && was_on_ballot);
  if (reached == shortlisted || reached == under_review || met_ballot) path.push_back(shortlisted);
  if (met_ballot) path.push_back(on_ballot);
  if (reached == under_review || is_outcome || reached == deferred || reached == declined || reached == merged || reached == withdrawn)
    path.push_back(reached);
  return path;
}

std::vector<redesigns::PhaseState> path_to(redesigns::PhaseState reached, redesigns::PhaseType type) {
  using enum redesigns::PhaseState;
  if (type == redesigns::PhaseType::vote) {
    if (reached == skipped) return {planned, skipped};
    std::vector path{planned};
    for (const auto step : {frozen, open, closed, counted, results_published}) {
      if (path.back() == reached) break;
      path.push_back(step);
    }
    return path;
  }
  switch (reached) {
    case planned: return {planned};
    case frozen: return {planned, frozen};
    case open: return {planned, open};
    case skipped: return {planned, skipped};
    case closed: return {planned, open, closed};
    case counted: return {planned, open, closed, counted};
    case results_published: return {planned, open, closed, results_published};
  }
  return {planned};
}

std::vector<redesigns::RedesignState> path_to(redesigns::RedesignState reached) {
  using enum redesigns::RedesignState;
  if (reached == cancelled) return {draft, cancelled};
  std::vector path{draft};
  for (const auto step : {review, announced, open}) {
    if (path.back() == reached) return path;
    path.push_back(step);
  }
  if (reached == paused) path.push_back(paused);
  for (const auto step : {follow_up, evaluated, archived}) {
    if (path.back() == reached) return path;
    path.push_back(step);
  }
  return path;
}

const DemoPhase* phase_of_proposal(const std::vector<DemoPhase>& phases, int day) {
  const DemoPhase* first = nullptr;
  for (const auto& phase : phases) {
    if (!redesigns::phase_allows(phase.type, redesigns::Act::propose)) continue;
    if (day >= phase.start_day && day <= phase.end_day) return &phase;
    if (!first) first = &phase;
  }
  return first;
}

}  // namespace palabre::transfer
