// The author publishes a new version of an idea; the ones before stay readable.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea_text.hpp"
#include "people/actor.hpp"

namespace palabre::ideas {

/// What is left out stays as it is.
struct EditIdea {
  IdeaId idea;
  std::optional<std::string> title;
  std::optional<std::string> body;
  std::optional<std::vector<std::string>> tags;
  std::optional<Place> place;
  std::string note;              // what changed, in the author's words
  std::optional<int> version;    // the one the author was looking at
};

struct Edited {
  int version = 0;
  std::int64_t seq = 0;
};

/// Refuses: not_found, not_allowed, idea_frozen, idea_not_open, redesign_not_open, phase_closed, stale_version, nothing_changed,
/// and as check_idea_text.
Result<Edited> edit_idea(db::Tx& tx, const people::Actor& actor, const EditIdea& input, const Limits& limits);

}  // namespace palabre::ideas
