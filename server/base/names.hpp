// Words that stand for the values of an enumeration, one for each value and in its order.
// Called by every slice that reads a state, a kind or a reason from a body, a row or an address.
#pragma once
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace palabre {

/// The value whose word is `name`; nothing when no value has that word.
template <class Enum, class Names>
std::optional<Enum> find_name(const Names& names, std::string_view name) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Enum>(found - std::begin(names));
}

}  // namespace palabre
