// Cursors as base64url of "sort|key|id|seed", page sizes and next links. Called by the list routes and screens.
#include "http/paging.hpp"
#include "base/parse_number.hpp"

#include <charconv>
#include <vector>

namespace palabre::http {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) text.push_back(alphabet[(pending >> (bits - 6)) & 63U]);
  }
  if (bits > 0) text.push_back(alphabet[(pending << (6 - bits)) & 63U]);
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  std::uint32_t pending = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    pending = (pending << 6U) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>((pending >> bits) & 255U));
    }
  }
  return bytes;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const auto end = text.find(mark, at);
    parts.push_back(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

std::string encode_path(std::string_view path) {
  std::string text;
  for (const auto part : split(path.substr(1), '/')) {
    text += '/';
    text += encode_percent(part);
  }
  return text;
}

}  // namespace

std::string encode_cursor(const Cursor& cursor) {
  return to_base64url(cursor.sort + '|' + std::to_string(cursor.key) + '|' + std::to_string(cursor.id) + '|' +
                      std::to_string(cursor.seed));
}

Result<Cursor> decode_cursor(std::string_view text, std::string_view sort) {
  const auto bad = [] { return refuse(Reason::bad_cursor, "use the cursor of the previous page as it came", "after"); };
  if (text.size() > 256) return bad();
  const auto bytes = from_base64url(text);
  if (!bytes) return bad();
  const auto parts = split(*bytes, '|');
  if (parts.size() != 4 || parts[0] != sort) return bad();
  const auto key = parse_number<std::int64_t>(parts[1]);
  const auto id = parse_number<std::int64_t>(parts[2]);
  const auto seed = parse_number<std::int64_t>(parts[3]);
  if (!key || !id || !seed) return bad();
  return Cursor{std::string(sort), *key, *id, *seed};
}

Result<std::size_t> read_limit(const Request& request, const Limits& limits) {
  const auto text = request.param("limit");
  if (!text) return limits.page_size;
  const auto number = parse_number<std::size_t>(*text);
  if (!number || *number < 1 || *number > limits.page_size_max) {
    return refuse(Reason::bad_field, "limit is a number from 1 to " + std::to_string(limits.page_size_max), "limit");
  }
  return *number;
}

void add_next_link(Response& response, const Request& request, std::string_view cursor) {
  std::string link = "<" + encode_path(request.path) + "?";
  for (const auto& [name, value] : parse_form(request.query).value_or(std::vector<std::pair<std::string, std::string>>{})) {
    if (name != "after") link += encode_percent(name) + "=" + encode_percent(value) + "&";
  }
  link += "after=" + encode_percent(cursor) + ">; rel=\"next\"";
  response.header("Link", std::move(link));
}

}  // namespace palabre::http
