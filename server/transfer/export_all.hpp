// Everything public and recountable as JSON lines, for anybody to check, keep or move. docs/export.md says what each line holds.
#pragma once
#include "db/tx.hpp"

#include <cstdint>
#include <ostream>
#include <string_view>

namespace palabre::transfer {

/// Writes one JSON object a line, each with its "kind"; the number of lines. Only reads.
/// Why:     no address, password or session is ever selected; a person appears by opaque id and display name only for what they
///          said in public. Supports are counted and listed under pseudonyms that are the same within one redesign and one export
///          and cannot be linked across; the events of supports name nobody, and hashes stay inside, since a hash over few unknowns
///          could be guessed.
/// Shape:   `key` makes the pseudonyms; a fresh random one for each export that leaves the house.
std::int64_t export_all(db::Tx& tx, std::ostream& out, std::string_view key);

}  // namespace palabre::transfer
