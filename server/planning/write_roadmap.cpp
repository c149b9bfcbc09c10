// The act of answering the questions of the roadmap.
// Called by PUT /redesigns/{slug}/roadmap and by the owner's page.
#include "planning/write_roadmap.hpp"

#include "db/event_log.hpp"
#include "planning/roadmap_repo.hpp"

namespace palabre::planning {

Result<Roadmap> write_roadmap(db::Tx& tx, const people::Actor& actor, const redesigns::Redesign& redesign, const WriteRoadmap& input) {
  const Roadmap before = load_roadmap(tx, redesign.id);
  const auto after = decide_roadmap(redesign.state, actor, before, input.answers, input.language, input.updated_at, input.figures);
  if (!after) return after.error();
  save_roadmap(tx, redesign.id, before, *after);
  db::append_event(tx, actor.opaque_id, redesigns::channel_of(redesign.id), "", "roadmap.written", R"({"redesign":")" + redesign.id.text() + "\"}");
  return load_roadmap(tx, redesign.id);
}

}  // namespace palabre::planning
