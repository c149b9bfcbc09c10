// Draws a QR code with libqrencode. Called by the pages that are printed and hung up.
#include "drawing/qr_code.hpp"

#include <qrencode.h>

#include <memory>
#include <utility>

namespace palabre::drawing {
namespace {

constexpr int quiet_zone = 4;
constexpr std::size_t text_bytes_max = 300;

std::vector<DarkRun> runs_of(const QRcode& code) {
  std::vector<DarkRun> runs;
  const auto is_dark = [&](int x, int y) { return (code.data[y * code.width + x] & 1U) != 0; };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!is_dark(x, y)) continue;
      const int from = x;
      while (x < code.width && is_dark(x, y)) ++x;
      runs.push_back({from + quiet_zone, y + quiet_zone, x - from});
    }
  }
  return runs;
}

/// "M4 4h7v1h-7z": one rectangle for each run.
std::string path_of(const std::vector<DarkRun>& runs) {
  std::string path;
  for (const auto& run : runs) {
    const std::string length = std::to_string(run.length);
    path += "M" + std::to_string(run.x) + " " + std::to_string(run.y) + "h" + length + "v1h-" + length + "z";
  }
  return path;
}

}  // namespace

std::optional<QrCode> qr_code(std::string_view text) {
  if (text.empty() || text.size() > text_bytes_max || text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string copy(text);
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(copy.c_str(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1), &QRcode_free);
  if (!code) return std::nullopt;
  auto runs = runs_of(*code);
  auto path = path_of(runs);
  return QrCode{code->width + 2 * quiet_zone, std::move(path), std::move(runs)};
}

}  // namespace palabre::drawing
