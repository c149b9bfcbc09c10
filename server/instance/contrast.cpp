// Reads colours and computes contrast. Called by theme_check.cpp; mirrors the arithmetic of web/themes/theme.mjs.
#include "instance/contrast.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace palabre::instance {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

double pair_of(std::string_view text, std::size_t at) { return digit_of(text[at]) * 16 + digit_of(text[at + 1]); }

/// Reads a number after any spaces and takes it off.
std::optional<double> take_number(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || value < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

void skip_spaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

std::optional<Colour> parse_rgb(std::string_view text) {
  if (!text.starts_with("rgb(") || !text.ends_with(')')) return std::nullopt;
  text = text.substr(4, text.size() - 5);
  std::array<double, 3> channels{};
  for (auto& channel : channels) {
    const auto value = take_number(text);
    if (!value || *value > 255) return std::nullopt;
    channel = *value;
  }
  Colour colour{channels[0], channels[1], channels[2], 1};
  skip_spaces(text);
  if (text.empty()) return colour;
  if (text.front() != '/') return std::nullopt;
  text.remove_prefix(1);
  const auto percent = take_number(text);
  if (!percent || *percent > 100 || text != "%") return std::nullopt;
  colour.opacity = *percent / 100;
  return colour;
}

double linear(double channel) {
  const double part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(const Colour& colour) { return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue); }

}  // namespace

bool is_hex_colour(std::string_view text) {
  return text.size() == 7 && text.front() == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) { return digit_of(c) >= 0; });
}

std::optional<Colour> parse_colour(std::string_view text) {
  if (is_hex_colour(text)) return Colour{pair_of(text, 1), pair_of(text, 3), pair_of(text, 5), 1};
  return parse_rgb(text);
}

Colour laid_over(const Colour& top, const Colour& ground) {
  const auto mix = [&](double above, double below) { return above * top.opacity + below * (1 - top.opacity); };
  return {mix(top.red, ground.red), mix(top.green, ground.green), mix(top.blue, ground.blue), 1};
}

double contrast(const Colour& one, const Colour& other) {
  const double first = luminance(one);
  const double second = luminance(other);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace palabre::instance
