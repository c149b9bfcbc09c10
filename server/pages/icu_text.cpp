// Converts between our UTF-8 strings and ICU's, and names locales.
// Called by the catalogue, the localised formatters and the text folding.
#include "pages/icu_text.hpp"

#include <stdexcept>

namespace palabre::pages {

icu::Locale locale_of(std::string_view language) {
  if (language == "en") return icu::Locale("en", "GB");
  return icu::Locale(std::string(language).c_str());
}

icu::UnicodeString to_icu(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string utf8;
  return text.toUTF8String(utf8);
}

void require_success(UErrorCode status, std::string_view what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

}  // namespace palabre::pages
