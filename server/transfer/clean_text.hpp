// Makes text from elsewhere fit to store: markup, entities, odd spaces and control characters. Knows no format.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace palabre::transfer {

/// True for well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// The number of characters (code points) of UTF-8 text.
std::size_t count_chars(std::string_view text);

/// Removes HTML tags (blocks become line ends, list items dashes), decodes entities, drops control characters and zero-width
/// marks, makes odd spaces plain, and trims. No-break spaces stay: French needs them before ; : ! ?
std::string clean_text(std::string_view text);

/// The same on one line: for titles, names and tags.
std::string clean_line(std::string_view text);

}  // namespace palabre::transfer
