// How the published comments of an idea are divided. Shown above the discussion.
#pragma once
#include "db/tx.hpp"
#include "discussion/comment.hpp"

#include <array>

namespace palabre::discussion {

/// In the order of Stance.
std::array<std::int64_t, 4> load_stance_counts(db::Tx& tx, IdeaId idea);

}  // namespace palabre::discussion
