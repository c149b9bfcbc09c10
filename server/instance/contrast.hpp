// Colours and how far apart they are to the eye: the contrast ratio of WCAG 2. No database, no theme.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::instance {

/// Channels 0 to 255, opacity 0 to 1.
struct Colour {
  double red = 0, green = 0, blue = 0, opacity = 1;
};

/// "#rrggbb" in any case, or "rgb(r g b / p%)" as our sheets write it; nothing for anything else.
std::optional<Colour> parse_colour(std::string_view text);

/// True for "#" and six hexadecimal digits: the only form a person may type.
bool is_hex_colour(std::string_view text);

/// `top` laid over the opaque `ground`.
Colour laid_over(const Colour& top, const Colour& ground);

/// Of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio" and "relative luminance" (with the corrected 0.04045).
double contrast(const Colour& one, const Colour& other);

}  // namespace palabre::instance
