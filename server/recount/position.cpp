// Finds line and column of a byte, and words names for messages. Called by the readers of JSON and by the command.
#include "recount/position.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace palabre::recount {
namespace {

constexpr std::size_t shown_max = 60;

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t i = 0; i <= right.size(); ++i) row[i] = i;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

FileFault fault_at(std::string_view text, std::size_t offset, std::string detail) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  std::size_t line = 1;
  std::size_t line_start = before.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (std::size_t at = 0; at < before.size(); ++at) {
    const bool ends_line = before[at] == '\n' || (before[at] == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'));
    if (!ends_line) continue;
    ++line;
    line_start = at + 1;
  }
  const auto beside = before.substr(std::min(line_start, before.size()));
  const auto column = static_cast<std::size_t>(std::count_if(beside.begin(), beside.end(), begins_character)) + 1;
  return {std::move(detail), line, column};
}

std::string in_quotes(std::string_view name) {
  std::string shown = "\"";
  std::size_t characters = 0;
  for (const char byte : name) {
    if (begins_character(byte) && ++characters > shown_max) return shown + "…\"";
    shown += static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F ? '?' : byte;
  }
  return shown + "\"";
}

std::string nearest(std::string_view wanted, const std::vector<std::string>& names) {
  wanted = wanted.substr(0, shown_max);
  std::string best;
  std::size_t best_distance = wanted.size() / 3 + 2;
  for (const auto& name : names) {
    const auto distance = edit_distance(wanted, std::string_view(name).substr(0, shown_max));
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = name;
  }
  return best;
}

}  // namespace palabre::recount
