// Recounts what rounds keep of their rows: seats, statements, turns, judgements, common ground, and that their stages follow each other.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

void check_rounds(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
