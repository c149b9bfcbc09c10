// Folds, measures and tidies text that people type.
// Called by the acts that take text, by search and by sign-in.
#include "pages/fold.hpp"

#include "base/utf8.hpp"
#include "pages/code_points.hpp"
#include "pages/icu_text.hpp"

#include <algorithm>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

namespace palabre::pages {
namespace {

/// Calls `take` with every code point; invalid bytes come as U+FFFD.
template <class Take>
void for_each_character(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::int32_t character = next_code_point(text, at);
    take(character < 0 ? 0xFFFD : character);
  }
}

/// Letters that are not a base letter with an accent, and so survive decomposition.
std::string_view plain_letters_of(UChar32 character) {
  switch (character) {
    case 0x153: return "oe";
    case 0xE6: return "ae";
    case 0xF8: return "o";
    case 0x111: case 0xF0: return "d";
    case 0xFE: return "th";
    case 0x142: return "l";
    case 0x131: return "i";
    case 0x127: return "h";
    case 0x2018: case 0x2019: case 0x2BC: return "'";
    default: return {};
  }
}

bool is_white_space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }
bool is_no_break_space(UChar32 c) { return c == 0xA0 || c == 0x202F; }

/// Characters that nobody sees and that make two texts look equal that are not, or turn a line around.
bool is_invisible(UChar32 c) {
  return u_charType(c) == U_CONTROL_CHAR || c == 0xFEFF || c == 0x200B || c == 0x2060 || c == 0x202D || c == 0x202E;
}

bool is_line_end(UChar32 c) { return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\v' || c == '\f'; }

std::string trim(const std::string& text) {
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    if (is_white_space(next_code_point(text, at))) continue;
    begin = std::min(begin, before);
    end = at;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string();
}

icu::UnicodeString normalised(const icu::UnicodeString& text, const icu::Normalizer2* form, UErrorCode status) {
  require_success(status, "finding a normal form");
  icu::UnicodeString result = form->normalize(text, status);
  require_success(status, "normalising a text");
  return result;
}

}  // namespace

std::string fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* decomposing = icu::Normalizer2::getNFDInstance(status);
  const icu::UnicodeString parts = normalised(normalised(to_icu(text), folding, status), decomposing, status);
  std::string folded;
  folded.reserve(text.size());
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const UChar32 character = parts.char32At(at);
    if (u_charType(character) == U_NON_SPACING_MARK) continue;
    const std::string_view letters = plain_letters_of(character);
    if (letters.empty()) append_code_point(character, folded);
    else folded += letters;
  }
  return folded;
}

std::string normalise_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* composing = icu::Normalizer2::getNFCInstance(status);
  return to_utf8(normalised(to_icu(text), composing, status));
}

std::string fit_line(std::string_view text) {
  std::string line;
  UChar32 space = 0;  // what the white space since the last visible character becomes
  for_each_character(text, [&](UChar32 c) {
    if (is_white_space(c)) {
      const bool stays_unbroken = is_no_break_space(c) && (space == 0 || is_no_break_space(space));
      space = !stays_unbroken ? ' ' : space == 0 ? c : space;
    } else if (!is_invisible(c)) {
      if (space != 0 && !line.empty()) append_code_point(space, line);
      space = 0;
      append_code_point(c, line);
    }
  });
  return line;
}

std::string fit_text(std::string_view text) {
  std::string fitted;
  bool follows_return = false;
  for_each_character(text, [&](UChar32 c) {
    const bool ends_return = follows_return && c == '\n';
    follows_return = c == '\r';
    if (ends_return) return;
    if (c == '\r' || is_line_end(c)) fitted += '\n';
    else if (c == '\t' || !is_invisible(c)) append_code_point(c, fitted);
  });
  return trim(fitted);
}

}  // namespace palabre::pages
