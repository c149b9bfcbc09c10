// Reads the headers of JPEG, PNG and WebP. Called by attach_picture before a worker starts, and by the worker again.
#include "media/picture_head.hpp"

#include <string>

namespace palabre::media {
namespace {

constexpr std::string_view field = "picture";

std::int64_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
std::int64_t big_endian(std::string_view bytes, std::size_t at, int count) {
  std::int64_t number = 0;
  for (int i = 0; i < count; ++i) number = number << 8 | byte_at(bytes, at + static_cast<std::size_t>(i));
  return number;
}
std::int64_t little_endian(std::string_view bytes, std::size_t at, int count) {
  std::int64_t number = 0;
  for (int i = count - 1; i >= 0; --i) number = number << 8 | byte_at(bytes, at + static_cast<std::size_t>(i));
  return number;
}

Refusal broken() { return refuse(Reason::bad_field, "the file is damaged or no picture", field); }
Refusal unknown() { return refuse(Reason::unsupported_media_type, "a picture is a JPEG, PNG or WebP file that does not move", field); }

Result<PictureHead> head_of(PictureType type, std::int64_t width, std::int64_t height) {
  if (width <= 0 || height <= 0) return broken();
  return PictureHead{type, width, height};
}

Result<PictureHead> read_png(std::string_view bytes) {
  if (bytes.size() < 33 || big_endian(bytes, 8, 4) != 13 || bytes.substr(12, 4) != "IHDR") return broken();
  return head_of(PictureType::png, big_endian(bytes, 16, 4), big_endian(bytes, 20, 4));
}

bool is_frame_start(std::int64_t marker) { return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC; }

/// Walks the segments up to the first that tells the size.
Result<PictureHead> read_jpeg(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte_at(bytes, at) != 0xFF) return broken();
    const auto marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    if (marker == 0xD9 || marker == 0xDA || marker == 0xD8) return broken();
    const auto length = static_cast<std::size_t>(big_endian(bytes, at + 2, 2));
    if (length < 2) return broken();
    if (is_frame_start(marker)) {
      if (length < 8 || at + 9 > bytes.size()) return broken();
      return head_of(PictureType::jpeg, big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2));
    }
    at += 2 + length;
  }
  return broken();
}

Result<PictureHead> read_webp(std::string_view bytes) {
  if (bytes.size() < 30) return broken();
  const auto kind = bytes.substr(12, 4);
  if (kind == "VP8X") {
    constexpr std::int64_t moves = 0x02;
    if ((byte_at(bytes, 20) & moves) != 0) return unknown();
    return head_of(PictureType::webp, little_endian(bytes, 24, 3) + 1, little_endian(bytes, 27, 3) + 1);
  }
  if (kind == "VP8L") {
    if (byte_at(bytes, 20) != 0x2F) return broken();
    const auto bits = little_endian(bytes, 21, 4);
    return head_of(PictureType::webp, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
  }
  if (kind == "VP8 ") {
    if (bytes.substr(23, 3) != "\x9D\x01\x2A") return broken();
    return head_of(PictureType::webp, little_endian(bytes, 26, 2) & 0x3FFF, little_endian(bytes, 28, 2) & 0x3FFF);
  }
  return broken();
}

}  // namespace

Result<PictureHead> read_picture_head(std::string_view bytes) {
  if (bytes.empty()) return refuse(Reason::missing_field, "choose a picture", field);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return read_png(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return read_jpeg(bytes);
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return read_webp(bytes);
  return unknown();
}

Result<PictureHead> check_picture(std::string_view bytes, std::size_t bytes_max, std::int64_t pixels_max) {
  if (bytes.size() > bytes_max) return refuse(Reason::too_large, "a picture has at most " + std::to_string(bytes_max) + " bytes", field);
  const auto head = read_picture_head(bytes);
  if (!head) return head.error();
  constexpr std::int64_t side_max = 1LL << 31;
  if (head->width > side_max || head->height > side_max || head->width > pixels_max / head->height)
    return refuse(Reason::too_large, std::to_string(head->width) + " x " + std::to_string(head->height) + " pixels are more than " +
                                         std::to_string(pixels_max), field);
  return *head;
}

}  // namespace palabre::media
