// Where in a text something stands, as people count it: lines and columns from 1, a column is a character.
#pragma once
#include "recount/poll.hpp"

namespace palabre::recount {

/// A fault at the byte `offset` of `text`; at its end when the offset lies beyond. Lines end with \n, \r\n or \r.
FileFault fault_at(std::string_view text, std::size_t offset, std::string detail);

/// A name as an error message may show it: in quotes, control characters as ?, cut after 60 characters.
std::string in_quotes(std::string_view name);

/// The one of `names` that `wanted` was most likely meant to be, by edit distance; empty when none is near.
std::string nearest(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace palabre::recount
