// Is it UTF-8, and how many characters has it: asked of everything that comes in.
#pragma once
#include <cstddef>
#include <string_view>

namespace palabre {

/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);
/// Code points; of broken text, the bytes that begin one.
std::size_t count_chars(std::string_view text);

}  // namespace palabre
