// Reads query parameters, cookies and percent escapes. Called by handlers, Input and net.
#include "http/request.hpp"

#include "http/utf8.hpp"

namespace palabre::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

/// Calls `take(name, value)` (raw) for each pair; stops when it returns false.
template <class F>
void each_pair(std::string_view text, F take) {
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    if (!take(pair.substr(0, equals), value)) return;
  }
}

}  // namespace

std::optional<std::string> Request::param(std::string_view name) const {
  std::optional<std::string> found;
  each_pair(query, [&](std::string_view raw_name, std::string_view raw_value) {
    const auto decoded = decode_percent(raw_name, true);
    if (!decoded || *decoded != name) return true;
    found = decode_percent(raw_value, true);
    return false;
  });
  return found;
}

std::string_view Request::cookie_value(std::string_view name) const {
  std::string_view rest = cookie;
  while (!rest.empty()) {
    const auto end = rest.find(';');
    auto pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return pair.substr(name.size() + 1);
  }
  return {};
}

std::optional<std::string> decode_percent(std::string_view text, bool is_form) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && is_form) {
      result.push_back(' ');
    } else if (text[i] != '%') {
      result.push_back(text[i]);
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      result.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (!is_utf8(result)) return std::nullopt;
  return result;
}

std::string encode_percent(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      result.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      result.push_back('%');
      result.push_back(digits[byte >> 4U]);
      result.push_back(digits[byte & 15U]);
    }
  }
  return result;
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> pairs;
  bool is_broken = false;
  each_pair(text, [&](std::string_view raw_name, std::string_view raw_value) {
    auto name = decode_percent(raw_name, true);
    auto value = decode_percent(raw_value, true);
    is_broken = !name || !value;
    if (!is_broken) pairs.emplace_back(std::move(*name), std::move(*value));
    return !is_broken;
  });
  if (is_broken) return std::nullopt;
  return pairs;
}

}  // namespace palabre::http
