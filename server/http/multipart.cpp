// Cuts a multipart/form-data body into its parts. Called by the routes of pictures and by forms that carry a file.
#include "http/multipart.hpp"
#include "base/ascii.hpp"

#include "http/utf8.hpp"

#include <algorithm>

namespace palabre::http {
namespace {

constexpr std::size_t parts_max = 64;
constexpr std::size_t header_lines_max = 16;
constexpr std::size_t header_line_bytes_max = 1000;
constexpr std::string_view line_end = "\r\n";

Refusal broken(std::string_view what) { return refuse(Reason::bad_encoding, "multipart/form-data: " + std::string(what)); }

bool same_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower_ascii(a) == lower_ascii(b); });
}

std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// RFC 2046: 1 to 70 of these characters, no space at the end.
bool is_boundary(std::string_view text) {
  constexpr std::string_view marks = "'()+_,-./:=? ";
  const auto is_allowed = [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= 70 && text.back() != ' ' && std::all_of(text.begin(), text.end(), is_allowed);
}

/// `; name="text"` at the front of `rest`, with %22, %0D and %0A as browsers write them; takes it off. False when broken.
bool take_parameter(std::string_view& rest, std::string& name, std::string& text) {
  rest = trim_ascii(rest);
  if (rest.empty() || rest.front() != ';') return false;
  rest = trim_ascii(rest.substr(1));
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos || equals + 1 >= rest.size() || rest[equals + 1] != '"') return false;
  name = std::string(trim_ascii(rest.substr(0, equals)));
  std::size_t at = equals + 2;
  text.clear();
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\')) ++at;
    text += rest[at];
  }
  if (at >= rest.size()) return false;
  rest = rest.substr(at + 1);
  return true;
}

std::string unescaped(std::string text) {
  for (const auto& [code, letter] : {std::pair{"%22", '"'}, std::pair{"%0D", '\r'}, std::pair{"%0A", '\n'}}) {
    for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) text.replace(at, 3, 1, letter);
  }
  return text;
}

std::optional<Refusal> read_disposition(std::string_view value, Part& part) {
  constexpr std::string_view kind = "form-data";
  if (value.size() < kind.size() || !same_ignoring_case(value.substr(0, kind.size()), kind)) return broken("a part is no form-data");
  std::string_view rest = value.substr(kind.size());
  bool has_name = false;
  while (!trim_ascii(rest).empty()) {
    std::string name;
    std::string text;
    if (!take_parameter(rest, name, text)) return broken("a Content-Disposition cannot be read");
    if (!is_utf8(text)) return broken("a name is not UTF-8");
    if (same_ignoring_case(name, "name")) {
      if (has_name) return broken("a part has two names");
      has_name = true;
      part.name = unescaped(std::move(text));
    } else if (same_ignoring_case(name, "filename")) {
      part.file_name = unescaped(std::move(text));
    } else {
      return broken("a Content-Disposition has an unknown parameter");
    }
  }
  if (!has_name || part.name.empty() || part.name.size() > 200) return broken("a part has no name");
  return std::nullopt;
}

std::optional<Refusal> read_header_line(std::string_view line, Part& part, bool& has_disposition) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || line.size() > header_line_bytes_max) return broken("a header line of a part cannot be read");
  const auto name = line.substr(0, colon);
  const auto value = trim_ascii(line.substr(colon + 1));
  if (same_ignoring_case(name, "content-disposition")) {
    if (has_disposition) return broken("a part has two Content-Dispositions");
    has_disposition = true;
    return read_disposition(value, part);
  }
  if (same_ignoring_case(name, "content-type")) {
    part.content_type = std::string(trim_ascii(value.substr(0, value.find(';'))));
    part.content_type = lower_ascii(part.content_type);
  }
  if (same_ignoring_case(name, "content-transfer-encoding") && !same_ignoring_case(value, "binary") && !same_ignoring_case(value, "8bit") &&
      !same_ignoring_case(value, "7bit"))
    return broken("a part is encoded for mail");
  return std::nullopt;
}

/// Reads the header of the part `text` begins with and leaves its content there.
std::optional<Refusal> read_part_header(std::string_view& text, Part& part) {
  bool has_disposition = false;
  for (std::size_t lines = 0; lines <= header_lines_max; ++lines) {
    const auto end = text.substr(0, header_line_bytes_max + 2).find(line_end);
    if (end == std::string_view::npos) return broken("the header of a part does not end");
    const auto line = text.substr(0, end);
    text.remove_prefix(end + line_end.size());
    if (line.empty()) return has_disposition ? std::nullopt : std::optional(broken("a part has no Content-Disposition"));
    if (auto refusal = read_header_line(line, part, has_disposition)) return refusal;
  }
  return broken("a part has too many header lines");
}

}  // namespace

Result<std::vector<Part>> read_multipart(std::string_view body, std::string_view boundary) {
  if (!is_boundary(boundary)) return broken("the boundary is missing or not valid");
  const std::string first = "--" + std::string(boundary);
  const std::string next = "\r\n" + first;
  if (!body.starts_with(first)) return broken("the body does not begin with its boundary");
  std::string_view rest = body.substr(first.size());
  std::vector<Part> parts;
  for (;;) {
    if (rest.starts_with("--")) {
      const auto after = rest.substr(2);
      if (!after.empty() && after != line_end) return broken("something stands after the end");
      return parts;
    }
    if (!rest.starts_with(line_end)) return broken("a boundary does not end its line");
    rest.remove_prefix(line_end.size());
    if (parts.size() == parts_max) return refuse(Reason::too_large, "a form has at most 64 parts");
    Part part;
    if (auto refusal = read_part_header(rest, part)) return *refusal;
    const auto end = rest.find(next);
    if (end == std::string_view::npos) return broken("a part does not end");
    part.bytes = rest.substr(0, end);
    rest.remove_prefix(end + next.size());
    parts.push_back(std::move(part));
  }
}

Result<std::vector<std::pair<std::string, std::string>>> read_form_fields(const Request& request) {
  if (request.content_type != "multipart/form-data") {
    if (request.content_type != "application/x-www-form-urlencoded" && !(request.content_type.empty() && request.body.empty()))
      return refuse(Reason::unsupported_media_type, "send multipart/form-data or application/x-www-form-urlencoded");
    auto pairs = parse_form(request.body);
    if (!pairs) return refuse(Reason::bad_encoding, "the form is not valid percent-encoded UTF-8");
    return std::move(*pairs);
  }
  const auto parts = read_multipart(request.body, request.boundary);
  if (!parts) return parts.error();
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto& part : *parts) {
    if (part.file_name) continue;
    if (!is_utf8(part.bytes)) return refuse(Reason::bad_encoding, "a field is not valid UTF-8", part.name);
    fields.emplace_back(part.name, std::string(part.bytes));
  }
  return fields;
}

std::optional<Part> find_file(const Request& request, std::string_view name) {
  if (request.content_type != "multipart/form-data") return std::nullopt;
  const auto parts = read_multipart(request.body, request.boundary);
  if (!parts) return std::nullopt;
  for (const auto& part : *parts) {
    if (part.file_name && part.name == name && !(part.bytes.empty() && part.file_name->empty())) return part;
  }
  return std::nullopt;
}

}  // namespace palabre::http
