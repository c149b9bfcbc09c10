// A QR code as one SVG path.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::drawing {

/// Dark squares side by side in one line, counted with the quiet zone.
struct DarkRun {
  int x = 0, y = 0, length = 0;
};

struct QrCode {
  int size = 0;       // squares along one side, with the quiet zone of four around
  std::string path;   // the dark squares, for <path d="…"> in viewBox "0 0 size size"
  std::vector<DarkRun> runs;  // the same, for a pen
};

/// Error correction Q: a quarter of the squares may be dirty, torn or in the shade. Nothing when the text is empty or too long
/// for a code that a telephone still reads well.
std::optional<QrCode> qr_code(std::string_view text);

}  // namespace palabre::drawing
