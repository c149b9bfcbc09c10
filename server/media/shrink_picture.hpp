// A picture as people sent it becomes two small WebP files made of pixels alone. Runs in the worker, and in tests.
#pragma once
#include "media/picture_head.hpp"

#include <array>
#include <string>

namespace palabre::media {

/// Widths at most; the height is at most one and a half times that.
inline constexpr std::array<int, 2> picture_widths{480, 1600};

struct SmallPicture {
  int width = 0;
  int height = 0;
  std::string bytes;   // WebP
};
struct ShrunkPicture {
  SmallPicture small;
  SmallPicture large;  // the same as small for a picture that was small to begin with
};

/// Turned as its EXIF orientation says. Refuses: as check_picture, bad_field (cannot be decoded).
Result<ShrunkPicture> shrink_picture(std::string_view bytes, std::size_t bytes_max, std::int64_t pixels_max);

/// The command `palabre shrink-picture BYTES PIXELS MEMORY`: a picture from standard input, the answer to standard output.
/// The exit code; it never returns to code that needs more than the process still may.
int run_shrink_command(int count, const char* const* words);

/// What the command writes: "OK w h n w h n\n" and the bytes, or "NO code detail\n".
std::string pack_answer(const Result<ShrunkPicture>& shrunk);
Result<ShrunkPicture> unpack_answer(std::string_view answer);

}  // namespace palabre::media
