// Cleans text that comes from another platform: tags, entities, odd spaces.
// Called by the readers of the proposals and CSV formats.
#include "transfer/clean_text.hpp"

#include "http/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace palabre::transfer {
namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 0;  // 0: malformed
};

Character read_character(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
  std::uint32_t code = first & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  return {code, bytes};
}

void append_character(std::string& text, std::uint32_t code) {
  const auto add = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | (code >> 6U));
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
}

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 58> named_entities{{
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},     {"nbsp", 0xA0},     {"laquo", 0xAB},
    {"raquo", 0xBB},    {"deg", 0xB0},      {"euro", 0x20AC},   {"hellip", 0x2026}, {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},
    {"rsquo", 0x2019},  {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bull", 0x2022},   {"middot", 0xB7},   {"copy", 0xA9},     {"reg", 0xAE},
    {"sect", 0xA7},     {"agrave", 0xE0},   {"aacute", 0xE1},   {"acirc", 0xE2},    {"auml", 0xE4},     {"ccedil", 0xE7},   {"egrave", 0xE8},
    {"eacute", 0xE9},   {"ecirc", 0xEA},    {"euml", 0xEB},     {"igrave", 0xEC},   {"iacute", 0xED},   {"icirc", 0xEE},    {"iuml", 0xEF},
    {"ntilde", 0xF1},   {"ograve", 0xF2},   {"oacute", 0xF3},   {"ocirc", 0xF4},    {"ouml", 0xF6},     {"ugrave", 0xF9},   {"uacute", 0xFA},
    {"ucirc", 0xFB},    {"uuml", 0xFC},     {"szlig", 0xDF},    {"oelig", 0x153},   {"aelig", 0xE6},    {"Agrave", 0xC0},   {"Acirc", 0xC2},
    {"Ccedil", 0xC7},   {"Egrave", 0xC8},   {"Eacute", 0xC9},   {"Ecirc", 0xCA},    {"Icirc", 0xCE},    {"Ocirc", 0xD4},    {"OElig", 0x152},
    {"Uuml", 0xDC},     {"shy", 0xAD},
}};

/// The character of "&name;", "&#233;" or "&#xE9;" without its & and ;.
std::optional<std::uint32_t> entity_code(std::string_view name) {
  if (name.size() > 1 && name.front() == '#') {
    const bool is_hex = name[1] == 'x' || name[1] == 'X';
    const std::string_view digits = name.substr(is_hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hex ? 16 : 10);
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (error != std::errc{} || end != digits.data() + digits.size() || code == 0 || code > 0x10FFFF || is_surrogate) return std::nullopt;
    return code;
  }
  for (const auto& [known, code] : named_entities)
    if (known == name) return code;
  return std::nullopt;
}

std::string decode_entities(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') {
      const std::size_t end = text.find(';', i);
      if (end != std::string_view::npos && end - i <= 10) {
        if (const auto code = entity_code(text.substr(i + 1, end - i - 1))) {
          append_character(decoded, *code);
          i = end;
          continue;
        }
      }
    }
    decoded += text[i];
  }
  return decoded;
}

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

bool opens_tag(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return false;
  const char next = text[at + 1];
  return is_letter(next) || next == '!' || (next == '/' && at + 2 < text.size() && is_letter(text[at + 2]));
}

std::string_view tag_name(std::string_view inside) {
  if (!inside.empty() && inside.front() == '/') inside.remove_prefix(1);
  std::size_t length = 0;
  while (length < inside.size() && (is_letter(inside[length]) || (inside[length] >= '0' && inside[length] <= '9'))) ++length;
  return inside.substr(0, length);
}

std::string_view text_for_tag(std::string_view inside) {
  const bool is_end = !inside.empty() && inside.front() == '/';
  const std::string_view name = tag_name(inside);
  if (name == "br") return "\n";
  if (name == "li") return is_end ? "\n" : "- ";
  for (const std::string_view block : {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote"})
    if (name == block) return is_end ? "\n\n" : "";
  return "";
}

std::string strip_tags(std::string_view text) {
  std::string stripped;
  stripped.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<' && opens_tag(text, i)) {
      if (const std::size_t end = text.find('>', i); end != std::string_view::npos) {
        stripped += text_for_tag(text.substr(i + 1, end - i - 1));
        i = end;
        continue;
      }
    }
    stripped += text[i];
  }
  return stripped;
}

enum class Kind { kept, space, line_end, dropped };

Kind kind_of(std::uint32_t code) {
  if (code == '\n' || code == 0x2028 || code == 0x2029 || code == 0x85) return Kind::line_end;
  if (code == ' ' || code == '\t' || (code >= 0x2000 && code <= 0x200A) || code == 0x3000 || code == 0x1680 || code == 0x205F) return Kind::space;
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return Kind::dropped;
  if (code == 0x200B || code == 0x2060 || code == 0xFEFF || code == 0xAD || (code >= 0x202A && code <= 0x202E)) return Kind::dropped;
  return Kind::kept;
}

/// One space between words, at most one empty line between paragraphs, nothing at the ends.
std::string tidy_spaces(std::string_view text, std::size_t line_ends_max) {
  std::string tidy;
  tidy.reserve(text.size());
  bool owes_space = false;
  std::size_t owed_line_ends = 0;
  while (!text.empty()) {
    const Character character = read_character(text);
    const std::size_t bytes = character.bytes == 0 ? 1 : character.bytes;
    const Kind kind = character.bytes == 0 ? Kind::dropped : kind_of(character.code);
    if (kind == Kind::line_end) ++owed_line_ends;
    else if (kind == Kind::space) owes_space = true;
    else if (kind == Kind::kept) {
      if (!tidy.empty() && owed_line_ends > 0 && line_ends_max > 0) tidy.append(std::min(owed_line_ends, line_ends_max), '\n');
      else if (!tidy.empty() && (owes_space || owed_line_ends > 0)) tidy += ' ';
      owes_space = false;
      owed_line_ends = 0;
      tidy += text.substr(0, bytes);
    }
    text.remove_prefix(bytes);
  }
  return tidy;
}

}  // namespace

std::string clean_text(std::string_view text) { return http::to_nfc(tidy_spaces(decode_entities(strip_tags(text)), 2)); }
std::string clean_line(std::string_view text) { return http::to_nfc(tidy_spaces(decode_entities(strip_tags(text)), 0)); }

}  // namespace palabre::transfer
