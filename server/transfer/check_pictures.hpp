// Whether every stored picture is what its address says. Called by check_all.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Hashes all bytes anew; a kept picture has both sizes, a removed one none; one of a commitment stands with news or a delivery.
void check_pictures(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
