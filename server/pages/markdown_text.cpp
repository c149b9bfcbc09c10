// Decodes entities and judges link addresses in people's Markdown.
// Called by the HTML and the plain text writer in markdown.cpp.
#include "pages/markdown_text.hpp"

#include "pages/code_points.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace palabre::pages {
namespace {

/// The entities people do type, and the ones that could hide an address.
constexpr auto known_entities = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"amp", "&"},      {"lt", "<"},       {"gt", ">"},       {"quot", "\""},    {"apos", "'"},     {"nbsp", "\u00A0"},
    {"colon", ":"},    {"Tab", "\t"},     {"NewLine", "\n"}, {"sol", "/"},      {"lpar", "("},     {"rpar", ")"},
    {"copy", "©"},     {"reg", "®"},      {"euro", "€"},     {"hellip", "…"},   {"mdash", "—"},    {"ndash", "–"},
    {"laquo", "«"},    {"raquo", "»"},    {"lsquo", "‘"},    {"rsquo", "’"},    {"ldquo", "“"},    {"rdquo", "”"},
    {"eacute", "é"},   {"egrave", "è"},   {"ecirc", "ê"},    {"euml", "ë"},     {"agrave", "à"},   {"acirc", "â"},
    {"ccedil", "ç"},   {"ocirc", "ô"},    {"ouml", "ö"},     {"icirc", "î"},    {"iuml", "ï"},     {"ugrave", "ù"},
    {"ucirc", "û"},    {"uuml", "ü"},     {"times", "×"},    {"deg", "°"},      {"para", "¶"},     {"sect", "§"},
    {"bull", "•"},     {"middot", "·"},   {"rarr", "→"},     {"larr", "←"},     {"frac12", "½"},   {"le", "≤"},
    {"ge", "≥"},
});

std::string decode_number(std::string_view digits) {
  const bool is_hex = digits.front() == 'x' || digits.front() == 'X';
  if (is_hex) digits.remove_prefix(1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, is_hex ? 16 : 10);
  const bool is_whole = error == std::errc{} && end == digits.data() + digits.size();
  const bool is_control = (number < 0x20 && number != '\n' && number != '\t') || (number >= 0x7F && number < 0xA0);
  if (!is_whole || is_control || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return std::string(replacement_character);
  std::string text;
  append_code_point(static_cast<std::int32_t>(number), text);
  return text;
}

bool begins_with(std::string_view text, std::string_view lower_case_prefix) {
  if (text.size() < lower_case_prefix.size()) return false;
  return std::equal(lower_case_prefix.begin(), lower_case_prefix.end(), text.begin(), [](char expected, char c) {
    return expected == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
}

bool has_rest(std::string_view address, std::string_view prefix) {
  if (!begins_with(address, prefix) || address.size() == prefix.size()) return false;
  return std::string_view("/\\?#:@").find(address[prefix.size()]) == std::string_view::npos;
}

}  // namespace

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 3) return std::string(entity);
  const std::string_view name = entity.substr(1, entity.size() - 2);
  if (name.front() == '#') return name.size() > 1 ? decode_number(name.substr(1)) : std::string(entity);
  for (const auto& [known, text] : known_entities) {
    if (known == name) return std::string(text);
  }
  return std::string(entity);
}

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
  std::string text;
  for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
    const MD_OFFSET begin = attribute.substr_offsets[i];
    const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
    if (attribute.substr_types[i] == MD_TEXT_ENTITY) text += decode_entity(part);
    else if (attribute.substr_types[i] == MD_TEXT_NULLCHAR) text += replacement_character;
    else text += part;
  }
  return text;
}

std::optional<std::string> safe_address(std::string address) {
  const bool is_allowed = has_rest(address, "https://") || has_rest(address, "http://") || has_rest(address, "mailto:");
  const bool has_control = std::any_of(address.begin(), address.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (!is_allowed || has_control) return std::nullopt;
  for (std::size_t at = address.find(' '); at != std::string::npos; at = address.find(' ', at)) address.replace(at, 1, "%20");
  return address;
}

std::string repaired_utf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (next_code_point(text, at) < 0) repaired += replacement_character;
    else repaired.append(text, begin, at - begin);
  }
  return repaired;
}

}  // namespace palabre::pages
