// Which channels a stranger may listen to. Asked by the sockets and by polling.
#pragma once
#include "db/tx.hpp"

#include <string_view>

namespace palabre::ideas {

/// True for "instance", for a redesign everybody may see, and for a readable idea in one. Why: what is broadcast is the same for
/// everybody, so a channel is open to all or to nobody; people who prepare a redesign reload their pages.
bool may_follow(db::Tx& tx, std::string_view channel);

}  // namespace palabre::ideas
