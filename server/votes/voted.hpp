// The votes one took part in, for one's own page: that one voted, never what.
#pragma once
#include "votes/vote_repo.hpp"

#include <cstddef>
#include <vector>

namespace palabre::votes {

/// On the register by oneself or by a slip one claimed; the newest vote first.
std::vector<VoteId> load_voted(db::Tx& tx, PersonId person, std::size_t limit, std::size_t offset);

}  // namespace palabre::votes
