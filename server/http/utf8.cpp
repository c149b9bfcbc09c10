// UTF-8 checks and the tidy form of typed text. Called by input_fields.cpp and request.cpp.
#include "http/utf8.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace palabre::http {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// No-break spaces, zero-width characters, the byte order mark and the ideographic space.
constexpr std::array<std::string_view, 9> invisible{"\u00A0", "\u202F", "\u2009", "\u200B", "\u200C",
                                                    "\u200D", "\u2060", "\uFEFF", "\u3000"};

}  // namespace

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("the Unicode normaliser did not start");
  std::string result;
  icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(text.size()));
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error("text could not be normalised");
  return result;
}

bool has_control_chars(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return true;
    if (byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<std::uint8_t>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

std::string_view trim(std::string_view text) {
  for (bool is_done = false; !is_done;) {
    is_done = true;
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    for (const auto hidden : invisible) {
      if (text.starts_with(hidden)) {
        text.remove_prefix(hidden.size());
        is_done = false;
      }
      if (text.ends_with(hidden)) {
        text.remove_suffix(hidden.size());
        is_done = false;
      }
    }
  }
  return text;
}

std::string tidy_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : trim(text)) {
    if (!is_ascii_space(c)) result.push_back(c);
    else if (result.empty() || result.back() != ' ') result.push_back(' ');
  }
  return to_nfc(result);
}

std::string tidy_text(std::string_view text) {
  const auto trimmed = trim(text);
  std::string result;
  result.reserve(trimmed.size());
  for (std::size_t i = 0; i < trimmed.size(); ++i) {
    if (trimmed[i] != '\r') result.push_back(trimmed[i]);
    else if (i + 1 == trimmed.size() || trimmed[i + 1] != '\n') result.push_back('\n');
  }
  return to_nfc(result);
}

}  // namespace palabre::http
