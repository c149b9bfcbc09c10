// The number on the slip a person takes home: made here or on a facilitator's device, read aloud over a telephone, typed with
// cold fingers. Plain functions.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace palabre::assisted {

inline constexpr std::size_t slip_chars = 10;

/// Nine random characters and one that checks them, of 31 that are not mistaken for another: no 0, 1, I, O, U.
std::string new_slip();

/// What somebody typed as it is stored: capitals, no spaces or hyphens. Nothing when it cannot be a slip's number: a wrong
/// length, a strange character, one character mistyped, or two neighbours exchanged.
std::optional<std::string> tidy_slip(std::string_view typed);

/// In two groups of five, as it is printed: "K7F3Q-9XMP2".
std::string shown_slip(std::string_view slip);

}  // namespace palabre::assisted
