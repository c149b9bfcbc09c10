// Measures the drawing of a timeline. Called by the timeline page and the printed roadmap.
#include "planning/timeline_drawing.hpp"

#include "planning/calendar.hpp"

#include <algorithm>

namespace palabre::planning {

using redesigns::Phase;
using redesigns::PhaseState;

namespace {

constexpr int whole = 1000;
constexpr int bar_width_min = 8;
constexpr std::size_t ticks_max = 13;
constexpr std::int64_t near_days = 120;

bool is_drawn(const Phase& phase) { return phase.opens_at && phase.state != PhaseState::skipped; }

int place_of(const Drawing& drawing, Instant at) {
  const std::int64_t all = drawing.end.unix_ms - drawing.begin.unix_ms;
  if (all <= 0) return 0;
  return static_cast<int>(std::clamp<std::int64_t>((at.unix_ms - drawing.begin.unix_ms) * whole / all, 0, whole));
}

/// Begin and end of the drawing: the dates, today when it is near them, and a margin.
void frame(Drawing& drawing, std::span<const Phase> phases, Instant now) {
  std::optional<Instant> first, last;
  for (const Phase& phase : phases) {
    if (!is_drawn(phase)) continue;
    const Instant end = phase.closes_at.value_or(*phase.opens_at);
    first = first ? std::min(*first, *phase.opens_at) : *phase.opens_at;
    last = last ? std::max(*last, end) : end;
  }
  if (!first) return;
  const Instant earliest_now = now.plus_ms(-near_days * ms_per_day);
  const Instant latest_now = now.plus_ms(near_days * ms_per_day);
  if (now < *first && *first <= latest_now) first = now;
  if (now > *last && *last >= earliest_now) last = now;
  const std::int64_t days = (last->unix_ms - first->unix_ms) / ms_per_day;
  const std::int64_t margin = std::max<std::int64_t>(2, days / 25);
  drawing.begin = *start_of_day(day_here(plus_days(*first, -margin)));
  drawing.end = *start_of_day(day_here(plus_days(*last, margin + 1)));
}

/// The first of the month after `at`, by way of a day that every month has.
Instant next_month(Instant at) {
  const std::string later = day_here(plus_days(at, 32));
  return *start_of_day(later.substr(0, 8) + "01");
}

void draw_ticks(Drawing& drawing) {
  std::vector<Instant> months;
  for (Instant at = next_month(plus_days(drawing.begin, -1)); at < drawing.end && months.size() < 600; at = next_month(at)) months.push_back(at);
  std::size_t step = 1;
  while (months.size() / step > ticks_max) step = step == 1 ? 3 : step * 2;
  for (std::size_t i = 0; i < months.size(); i += step) drawing.ticks.push_back({months[i], place_of(drawing, months[i])});
}

void draw_overlaps(Drawing& drawing) {
  std::vector<Overlap> found;
  for (std::size_t i = 0; i < drawing.bars.size(); ++i)
    for (std::size_t j = i + 1; j < drawing.bars.size(); ++j) {
      const Bar& one = drawing.bars[i];
      const Bar& other = drawing.bars[j];
      const int from = std::max(one.from, other.from);
      const int to = std::min(one.from + one.width, other.from + other.width);
      if (to - from > 1) found.push_back({from, to - from});
    }
  std::sort(found.begin(), found.end(), [](const Overlap& left, const Overlap& right) { return left.from < right.from; });
  for (const Overlap& one : found) {
    auto& all = drawing.overlaps;
    if (all.empty() || one.from > all.back().from + all.back().width) all.push_back(one);
    else all.back().width = std::max(all.back().width, one.from + one.width - all.back().from);
  }
}

}  // namespace

Drawing draw_timeline(std::span<const Phase> phases, Instant now) {
  Drawing drawing;
  frame(drawing, phases, now);
  if (drawing.begin == drawing.end) return drawing;
  for (std::size_t at = 0; at < phases.size(); ++at) {
    const Phase& phase = phases[at];
    if (!is_drawn(phase)) continue;
    const int from = std::min(place_of(drawing, *phase.opens_at), whole - bar_width_min);
    const int to = phase.closes_at ? place_of(drawing, *phase.closes_at) : whole;
    drawing.bars.push_back({at, from, std::max(to - from, bar_width_min), !phase.closes_at.has_value()});
  }
  if (now >= drawing.begin && now < drawing.end) drawing.today = place_of(drawing, now);
  draw_ticks(drawing);
  draw_overlaps(drawing);
  return drawing;
}

}  // namespace palabre::planning
