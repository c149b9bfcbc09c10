// Numbers from texts that hold nothing else. Called by forms, cursors and addresses.
#pragma once
#include <charconv>
#include <optional>
#include <string_view>

namespace palabre {

/// The whole of `text` as a number of that type; nothing for anything else, spaces and a plus sign included.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace palabre
