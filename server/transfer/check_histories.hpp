// What must hold between a row and the rows that tell its past.
#pragma once
#include "db/tx.hpp"

#include <functional>
#include <string>

namespace palabre::transfer {

/// Histories run without a gap from the first state to the one that stands; versions are 1, 2, 3 … and the newest is the text
/// shown; each answer replaces one of the same idea, and one only is in force.
void check_histories(db::Tx& tx, const std::function<void(const std::string&)>& report);

}  // namespace palabre::transfer
