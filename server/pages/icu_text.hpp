// The few bridges to ICU that several files of this folder need: locales and text conversion.
#pragma once
#include <string>
#include <string_view>
#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace palabre::pages {

/// The locale of a page language. "en" means English as written in Europe: "21 November 2026 at 21:05".
icu::Locale locale_of(std::string_view language);

icu::UnicodeString to_icu(std::string_view utf8);
std::string to_utf8(const icu::UnicodeString& text);

/// Throws std::runtime_error saying `what` failed and ICU's name for the error.
void require_success(UErrorCode status, std::string_view what);

}  // namespace palabre::pages
