// Recounts formal votes: the register against the box, the box against the codes and its seals, the result against the box.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Calls `report` with each difference; it names a ballot by the beginning of its receipt's digest, never a person.
void check_votes(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
