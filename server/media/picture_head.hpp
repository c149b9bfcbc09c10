// Type and size of a picture from its first bytes: by content, never by name. Pure. Asked before any byte is decoded.
#pragma once
#include "base/refusal.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace palabre::media {

enum class PictureType { jpeg, png, webp };

struct PictureHead {
  PictureType type{};
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// Refuses (field "picture"): missing_field (no bytes), unsupported_media_type (nothing we decode; moving WebP),
/// bad_field (it begins like a picture and is none).
Result<PictureHead> read_picture_head(std::string_view bytes);

/// The same with the limits of size. Refuses also: too_large (bytes or pixels).
Result<PictureHead> check_picture(std::string_view bytes, std::size_t bytes_max, std::int64_t pixels_max);

}  // namespace palabre::media
