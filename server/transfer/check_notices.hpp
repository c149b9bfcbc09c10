// Checks of follows, notices, mail and erased accounts.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Nothing is told of events that are not there, follows lead somewhere, and nothing private is left of an erased account.
void check_notices(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
