// The newest official answers, for the home page and the page of a redesign.
#pragma once
#include "db/tx.hpp"
#include "followup/answer.hpp"

#include <vector>

namespace palabre::followup {

struct RecentAnswer {
  IdeaId idea;
  Instant at;
};
/// Answers in force to ideas that lists show, newest first, in one public redesign or (unset) in all of them.
std::vector<RecentAnswer> load_recent_answers(db::Tx& tx, RedesignId redesign, std::size_t limit);

}  // namespace palabre::followup
