// Makes text from elsewhere fit to store: markup, entities, odd spaces and control characters. Knows no format.
#pragma once
#include <string>
#include <string_view>

namespace palabre::transfer {

/// Removes HTML tags (blocks become line ends, list items dashes), decodes entities, drops control characters and zero-width
/// marks, makes odd spaces plain, trims, and normalises (NFC). No-break spaces stay: French needs them before ; : ! ?
std::string clean_text(std::string_view text);

/// The same on one line: for titles, names and tags.
std::string clean_line(std::string_view text);

}  // namespace palabre::transfer
