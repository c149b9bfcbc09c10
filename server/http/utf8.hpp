// Text as people type it, in its tidy form. Used by Input, by request decoding and by imports.
#pragma once
#include "base/utf8.hpp"

#include <string>
#include <string_view>

namespace palabre::http {

/// Unicode normal form C, so that "é" typed in two ways is one word.
std::string to_nfc(std::string_view text);
/// C0 (but tab and line ends), DEL and C1 controls.
bool has_control_chars(std::string_view text);
/// Without white space and invisible characters at both ends.
std::string_view trim(std::string_view text);
/// Trimmed, every run of ASCII white space one space, NFC.
std::string tidy_line(std::string_view text);
/// Trimmed, line ends as \n, NFC.
std::string tidy_text(std::string_view text);

}  // namespace palabre::http
