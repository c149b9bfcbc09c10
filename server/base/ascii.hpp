// Letters of ASCII in lower case, whatever the locale: header names, languages, addresses of mail; texts of files without their blanks.
// Words people write are folded by ICU instead (http/search_text.hpp).
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

namespace palabre {

constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower_ascii(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower_ascii(c); });
  return result;
}

/// Without the bytes of `blanks` at both ends.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " \t") {
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace palabre
