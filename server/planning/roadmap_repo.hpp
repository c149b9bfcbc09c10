// The roadmap in the database. Called by the acts of this slice and by its pages.
#pragma once
#include "db/tx.hpp"
#include "planning/roadmap.hpp"

namespace palabre::planning {

Roadmap load_roadmap(db::Tx& tx, RedesignId redesign);
/// Replaces what stood there; what did not change keeps its moment.
void save_roadmap(db::Tx& tx, RedesignId redesign, const Roadmap& before, const Roadmap& after);

}  // namespace palabre::planning
