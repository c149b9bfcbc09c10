// Decodes, turns, scales and encodes with libgd. Called by the worker process, which picture_worker starts.
#include "media/shrink_picture.hpp"

#include "media/confine.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <gd.h>
#include <libexif/exif-data.h>
#include <memory>
#include <sstream>
#include <unistd.h>

namespace palabre::media {
namespace {

constexpr int quality = 80;
constexpr std::int64_t cpu_seconds_max = 10;

struct ImageEnd {
  void operator()(gdImage* image) const { gdImageDestroy(image); }
};
using Image = std::unique_ptr<gdImage, ImageEnd>;

Refusal damaged() { return refuse(Reason::bad_field, "the picture is damaged and cannot be decoded", "picture"); }

Image decode(PictureType type, std::string_view bytes) {
  const int size = static_cast<int>(bytes.size());
  void* data = const_cast<char*>(bytes.data());  // libgd only reads it
  switch (type) {
    case PictureType::jpeg: return Image(gdImageCreateFromJpegPtrEx(size, data, 0));
    case PictureType::png: return Image(gdImageCreateFromPngPtr(size, data));
    case PictureType::webp: return Image(gdImageCreateFromWebpPtr(size, data));
  }
  return nullptr;
}

/// The EXIF block of a PNG ("eXIf") or WebP ("EXIF") file with the prefix libexif wants; a JPEG is read whole.
std::string exif_of(PictureType type, std::string_view bytes) {
  if (type == PictureType::jpeg) return std::string(bytes.substr(0, 256 * 1024));
  const std::string_view name = type == PictureType::png ? "eXIf" : "EXIF";
  const auto at = bytes.find(name);
  if (at == std::string_view::npos || at < 4) return {};
  const std::size_t skip = type == PictureType::png ? 4 : 8;  // WebP: name, then length
  std::string block = std::string(bytes.substr(std::min(bytes.size(), at + skip), 64 * 1024));
  return block.starts_with("Exif") ? block : std::string("Exif\0\0", 6) + block;
}

/// 1 to 8 as EXIF counts them; 1 when nothing is said.
int orientation_of(PictureType type, std::string_view bytes) {
  const auto block = exif_of(type, bytes);
  if (block.empty()) return 1;
  const std::unique_ptr<ExifData, void (*)(ExifData*)> data(
      exif_data_new_from_data(reinterpret_cast<const unsigned char*>(block.data()), static_cast<unsigned>(block.size())), exif_data_unref);
  const ExifEntry* entry = data ? exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION) : nullptr;
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->components != 1 || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

Image blank(int width, int height) {
  Image image(gdImageCreateTrueColor(width, height));
  if (!image) throw std::bad_alloc();
  gdImageAlphaBlending(image.get(), 0);
  gdImageSaveAlpha(image.get(), 1);
  return image;
}

/// Where the pixel of the turned picture at (x, y) comes from in one of width by height.
struct Spot {
  int x, y;
};
Spot source_of(int orientation, int x, int y, int width, int height) {
  switch (orientation) {
    case 2: return {width - 1 - x, y};
    case 3: return {width - 1 - x, height - 1 - y};
    case 4: return {x, height - 1 - y};
    case 5: return {y, x};
    case 6: return {y, height - 1 - x};
    case 7: return {width - 1 - y, height - 1 - x};
    case 8: return {width - 1 - y, x};
    default: return {x, y};
  }
}

Image turned(Image image, int orientation) {
  if (orientation == 1) return image;
  const int width = gdImageSX(image.get());
  const int height = gdImageSY(image.get());
  Image result = orientation >= 5 ? blank(height, width) : blank(width, height);
  for (int y = 0; y < gdImageSY(result.get()); ++y) {
    for (int x = 0; x < gdImageSX(result.get()); ++x) {
      const Spot from = source_of(orientation, x, y, width, height);
      gdImageSetPixel(result.get(), x, y, gdImageGetTrueColorPixel(image.get(), from.x, from.y));
    }
  }
  return result;
}

/// Not larger than it was; inside width_max by one and a half times that, as it will stand after turning.
Image scaled(gdImage* image, int width_max, bool is_on_its_side) {
  const double width = gdImageSX(image);
  const double height = gdImageSY(image);
  const double most = width_max;
  const double across = is_on_its_side ? height : width;
  const double down = is_on_its_side ? width : height;
  const double scale = std::min({1.0, most / across, most * 1.5 / down});
  const int new_width = std::max(1, static_cast<int>(width * scale + 0.5));
  const int new_height = std::max(1, static_cast<int>(height * scale + 0.5));
  Image result = blank(new_width, new_height);
  gdImageCopyResampled(result.get(), image, 0, 0, 0, 0, new_width, new_height, gdImageSX(image), gdImageSY(image));
  return result;
}

SmallPicture encoded(gdImage* image) {
  int size = 0;
  const std::unique_ptr<void, void (*)(void*)> bytes(gdImageWebpPtrEx(image, &size, quality), gdFree);
  if (!bytes || size <= 0) throw std::bad_alloc();
  return {gdImageSX(image), gdImageSY(image), std::string(static_cast<const char*>(bytes.get()), static_cast<std::size_t>(size))};
}

std::string read_all(int file, std::size_t bytes_max) {
  std::string bytes;
  std::array<char, 65536> chunk{};
  for (;;) {
    const auto count = read(file, chunk.data(), chunk.size());
    if (count <= 0 || bytes.size() > bytes_max) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = write(file, bytes.data(), bytes.size());
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::int64_t number_of(const char* text) {
  std::int64_t number = 0;
  std::from_chars(text, text + std::strlen(text), number);
  return number;
}

}  // namespace

Result<ShrunkPicture> shrink_picture(std::string_view bytes, std::size_t bytes_max, std::int64_t pixels_max) {
  const auto head = check_picture(bytes, bytes_max, pixels_max);
  if (!head) return head.error();
  gdSetErrorMethod([](int, const char*, va_list) {});
  Image original = decode(head->type, bytes);
  if (!original) return damaged();
  const int orientation = orientation_of(head->type, bytes);
  const bool is_on_its_side = orientation >= 5;
  Image large = turned(scaled(original.get(), picture_widths[1], is_on_its_side), orientation);
  original.reset();
  ShrunkPicture shrunk;
  shrunk.large = encoded(large.get());
  shrunk.small = encoded(scaled(large.get(), picture_widths[0], false).get());
  return shrunk;
}

int run_shrink_command(int count, const char* const* words) {
  if (count != 5) return 2;
  const auto bytes_max = static_cast<std::size_t>(number_of(words[2]));
  const auto pixels_max = number_of(words[3]);
  limit_process(number_of(words[4]), cpu_seconds_max);
  try {
    const std::string bytes = read_all(STDIN_FILENO, bytes_max);
    forbid_system_calls();
    write_all(STDOUT_FILENO, pack_answer(shrink_picture(bytes, bytes_max, pixels_max)));
  } catch (const std::bad_alloc&) {
    write_all(STDOUT_FILENO, "NO too_large the picture needs more memory than a picture may\n");
  }
  _exit(0);
}

std::string pack_answer(const Result<ShrunkPicture>& shrunk) {
  if (!shrunk) {
    const auto reason = shrunk.error().reason;
    const std::string code = reason == Reason::too_large ? "too_large" : reason == Reason::unsupported_media_type ? "type" : "damaged";
    return "NO " + code + " " + shrunk.error().detail + "\n";
  }
  std::string head = "OK";
  for (const auto* size : {&shrunk->small, &shrunk->large})
    head += " " + std::to_string(size->width) + " " + std::to_string(size->height) + " " + std::to_string(size->bytes.size());
  return head + "\n" + shrunk->small.bytes + shrunk->large.bytes;
}

Result<ShrunkPicture> unpack_answer(std::string_view answer) {
  const auto line_end = answer.find('\n');
  if (line_end == std::string_view::npos) return damaged();
  std::istringstream line{std::string(answer.substr(0, line_end))};
  std::string word;
  line >> word;
  if (word == "NO") {
    std::string detail;
    line >> word;
    std::getline(line >> std::ws, detail);
    const auto reason = word == "too_large" ? Reason::too_large : word == "type" ? Reason::unsupported_media_type : Reason::bad_field;
    return refuse(reason, detail, "picture");
  }
  ShrunkPicture shrunk;
  auto rest = answer.substr(line_end + 1);
  for (auto* size : {&shrunk.small, &shrunk.large}) {
    std::size_t bytes = 0;
    line >> size->width >> size->height >> bytes;
    if (!line || word != "OK" || bytes == 0 || bytes > rest.size() || size->width <= 0 || size->height <= 0) return damaged();
    size->bytes = std::string(rest.substr(0, bytes));
    rest.remove_prefix(bytes);
  }
  return shrunk;
}

}  // namespace palabre::media
