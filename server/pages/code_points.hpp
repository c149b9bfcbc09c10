// Steps through UTF-8 by code point. Used by every file of this folder that reads people's text.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace palabre::pages {

/// Unicode's sign for "something unreadable stood here", in UTF-8.
inline constexpr std::string_view replacement_character = "\uFFFD";

/// Reads the code point at `at` and moves `at` behind it. Negative when the bytes there are not valid UTF-8.
std::int32_t next_code_point(std::string_view text, std::size_t& at);

void append_code_point(std::int32_t code_point, std::string& out);

}  // namespace palabre::pages
