// Text as people type it: is it UTF-8, how long is it, and its tidy form. Used by Input and by request decoding.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace palabre::http {

/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
/// Code points of valid UTF-8.
std::size_t count_chars(std::string_view text);
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
