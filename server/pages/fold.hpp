// Plain rules for text that people type: folding for comparison, lengths, tidying of lines.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace palabre::pages {

/// Lower case without accents and ligatures: "Vélo", "VELO" and "velo" are equal, so are "œuvre" and "oeuvre".
/// Typographic apostrophes become "'". For comparing and searching, never for showing.
std::string fold(std::string_view text);

/// Composed form ("e" + accent -> "é"), so that equal texts are equal bytes. Invalid bytes become U+FFFD.
std::string normalise_nfc(std::string_view text);

/// For titles and names: trims, makes every run of white space one space, drops control characters, byte order marks,
/// zero-width spaces and direction overrides. A run of no-break spaces only (French typography) stays a no-break space.
std::string fit_line(std::string_view text);

/// For bodies: trims white space at both ends, makes every kind of line end "\n", drops the same invisible characters
/// except tab.
std::string fit_text(std::string_view text);

}  // namespace palabre::pages
