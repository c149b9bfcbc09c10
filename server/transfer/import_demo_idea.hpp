// Writes one idea of the demo with all that belongs to it.
#pragma once
#include "transfer/demo_calendar.hpp"
#include "transfer/historical_rows.hpp"

#include <map>
#include <string>

namespace palabre::transfer {

/// What the rows of one demo file need to find each other.
struct DemoRows {
  RedesignId redesign;
  std::string key;  // "demo:SLUG:"
  DemoCalendar calendar;
  std::map<std::string, PersonId> people;
  std::map<std::string, PhaseId> phases;
  std::map<std::string, IdeaId> ideas;
  std::int64_t answer_days = 30;
};

/// Writes the idea, or finds it; then its comments that are not there yet. An idea merged into another comes after that one.
void write_demo_idea(db::Tx& tx, const DemoFile& file, const DemoIdea& idea, DemoRows& rows, ImportReport& report);

}  // namespace palabre::transfer
