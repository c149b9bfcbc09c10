// Draws a QR code with libqrencode. Called by the pages that are printed and hung up.
#include "drawing/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace palabre::drawing {
namespace {

constexpr int quiet_zone = 4;
constexpr std::size_t text_bytes_max = 300;

/// "M4 4h7v1h-7z": one rectangle for each run of dark squares in a line.
std::string path_of(const QRcode& code) {
  std::string path;
  const auto is_dark = [&](int x, int y) { return (code.data[y * code.width + x] & 1U) != 0; };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!is_dark(x, y)) continue;
      const int from = x;
      while (x < code.width && is_dark(x, y)) ++x;
      const std::string run = std::to_string(x - from);
      path += "M" + std::to_string(from + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" + run + "v1h-" + run + "z";
    }
  }
  return path;
}

}  // namespace

std::optional<QrCode> qr_code(std::string_view text) {
  if (text.empty() || text.size() > text_bytes_max || text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string copy(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(copy.c_str(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), &QRcode_free);
  if (!code) return std::nullopt;
  return QrCode{code->width + 2 * quiet_zone, path_of(*code)};
}

}  // namespace palabre::drawing
