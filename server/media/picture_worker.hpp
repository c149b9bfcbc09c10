// Starts a confined child process for one picture and waits for its answer. Called on the upload pool.
#pragma once
#include "base/limits.hpp"
#include "media/shrink_picture.hpp"

#include <string>

namespace palabre::media {

/// As shrink_picture, in a child process: whatever the picture does to the decoder, this process goes on.
/// `program`: the binary to start, this one by default. Refuses: as shrink_picture; a child that dies or takes too long is bad_field.
Result<ShrunkPicture> shrink_in_worker(std::string_view bytes, const Limits& limits, const std::string& program = "/proc/self/exe");

}  // namespace palabre::media
