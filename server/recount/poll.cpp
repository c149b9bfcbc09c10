// Reads files and exact decimal numbers. Called by the readers of every format and by the reports.
#include "recount/poll.hpp"

#include <filesystem>
#include <fstream>
#include <limits>

namespace palabre::recount {
namespace {

struct Decimal {
  bool is_negative = false;
  std::string_view whole;
  std::string_view fraction;  // without trailing zeros
};

bool is_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

std::optional<Decimal> split_decimal(std::string_view text) {
  Decimal decimal;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    decimal.is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto point = text.find('.');
  decimal.whole = text.substr(0, point);
  if (point != std::string_view::npos) decimal.fraction = text.substr(point + 1);
  if (decimal.whole.empty() && decimal.fraction.empty()) return std::nullopt;
  if (!is_digits(decimal.whole) || !is_digits(decimal.fraction)) return std::nullopt;
  while (!decimal.fraction.empty() && decimal.fraction.back() == '0') decimal.fraction.remove_suffix(1);
  return decimal;
}

}  // namespace

/// Piece by piece, so that a file without end is given up at the limit.
Read<std::string> read_text(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return FileFault{path + ": a folder, not a file"};
  std::ifstream file(path, std::ios::binary);
  if (!file) return FileFault{path + ": cannot be opened"};
  constexpr std::size_t piece_bytes = 1U << 20U;
  std::string text;
  std::string piece(piece_bytes, '\0');
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
    if (text.size() > file_bytes_max) return FileFault{path + ": larger than " + std::to_string(file_bytes_max >> 20U) + " MiB"};
  }
  if (file.bad()) return FileFault{path + ": cannot be read"};
  return text;
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int places) {
  const auto decimal = split_decimal(text);
  if (!decimal || decimal->fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  std::int64_t units = 0;
  const auto append = [&units](int digit) {
    if (units > (highest - digit) / 10) return false;
    units = units * 10 + digit;
    return true;
  };
  for (const char digit : decimal->whole)
    if (!append(digit - '0')) return std::nullopt;
  for (std::size_t i = 0; i < static_cast<std::size_t>(places); ++i)
    if (!append(i < decimal->fraction.size() ? decimal->fraction[i] - '0' : 0)) return std::nullopt;
  return decimal->is_negative ? -units : units;
}

std::optional<int> decimals_of(std::string_view text) {
  const auto decimal = split_decimal(text);
  if (!decimal) return std::nullopt;
  return static_cast<int>(decimal->fraction.size());
}

std::string decimal_text(std::int64_t units, int places) {
  const bool is_negative = units < 0;
  std::string digits = std::to_string(units);
  if (is_negative) digits.erase(0, 1);
  const auto fraction = static_cast<std::size_t>(places);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  if (fraction > 0) {
    digits.insert(digits.size() - fraction, ".");
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
  }
  return is_negative ? "-" + digits : digits;
}

}  // namespace palabre::recount
