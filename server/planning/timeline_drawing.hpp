// Where the bars of a timeline lie: in thousandths of its width, so that a page can draw them without a script. Plain.
#pragma once
#include "redesigns/phase.hpp"

#include <span>
#include <vector>

namespace palabre::planning {

struct Bar {
  std::size_t phase = 0;     // its place among the phases drawn
  int from = 0;              // thousandths
  int width = 0;
  bool is_endless = false;   // no end was given: it reaches to the right edge
};

struct Tick {
  Instant at;                // 00:00 of the first of a month, or of the year when the time is long
  int from = 0;
};

/// A stretch in which two or more phases run at once.
struct Overlap {
  int from = 0;
  int width = 0;
};

struct Drawing {
  Instant begin, end;        // whole days
  int today = -1;            // thousandths; -1: outside
  std::vector<Bar> bars;     // phases without a beginning have none
  std::vector<Tick> ticks;
  std::vector<Overlap> overlaps;
};

/// The phases with a beginning, a margin of days around them, and today when it is near. No dates: begin == end, nothing drawn.
Drawing draw_timeline(std::span<const redesigns::Phase> phases, Instant now);

}  // namespace palabre::planning
