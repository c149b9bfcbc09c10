// Answers the six questions and writes the numbers beside them.
#pragma once
#include "db/tx.hpp"
#include "planning/roadmap.hpp"

namespace palabre::planning {

struct WriteRoadmap {
  std::map<Question, std::string> answers;  // an empty text takes the answer away
  std::string language;                     // in which they are written
  std::optional<Instant> updated_at;        // as last read
  WantedFigures figures = {};
};

/// Refuses: what decide_roadmap refuses.
Result<Roadmap> write_roadmap(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const WriteRoadmap& input);

}  // namespace palabre::planning
