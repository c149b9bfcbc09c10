// What facilitators entered, against what it became.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Every entry that was not taken back stands behind one contribution of the channel 'assisted', whose it was or who claimed it;
/// what was taken back counts no more; a contact is kept of nobody whose slip is claimed.
void check_assisted(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
