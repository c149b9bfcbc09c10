// What is one person's own among ideas: what they support and what they wrote.
#pragma once
#include "db/tx.hpp"
#include "ideas/idea.hpp"

#include <set>
#include <vector>

namespace palabre::ideas {

/// In one redesign.
std::set<IdeaId> load_supported(db::Tx& tx, PersonId person, RedesignId redesign);
/// Everywhere, newest support first, at most `limit` after the first `offset`.
std::vector<IdeaId> load_supported_everywhere(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset = 0);
/// Everywhere and whatever their state, newest first, at most `limit` after the first `offset`.
std::vector<IdeaId> load_written(db::Tx& tx, PersonId author, std::size_t limit, std::size_t offset = 0);

/// The tags of listed ideas in one redesign, the most used first, at most `limit`.
std::vector<std::string> load_used_tags(db::Tx& tx, RedesignId redesign, std::size_t limit);

struct UsedPlace {
  std::string label;
  double latitude = 0;
  double longitude = 0;
};
/// Named points of listed ideas, by name, at most `limit`: what one can look around without a map or a position.
std::vector<UsedPlace> load_used_places(db::Tx& tx, RedesignId redesign, std::size_t limit);

}  // namespace palabre::ideas
