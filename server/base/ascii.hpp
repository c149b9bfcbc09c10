// Letters of ASCII in lower case, whatever the locale: header names, languages, addresses of mail.
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

}  // namespace palabre
