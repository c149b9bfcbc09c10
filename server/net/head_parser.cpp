// Copies the header fields we use out of Beast's parser. Called by it, for http_session.
#include "net/head_parser.hpp"

#include "base/parse_number.hpp"
#include "http/router.hpp"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace palabre::net {
namespace {

namespace beast = boost::beast;
using Field = beast::http::field;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// True when `wanted` is in a list like "gzip;q=0.5, br" and not weighed 0.
bool accepts(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    const auto item = trim(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    const auto semicolon = item.find(';');
    if (!beast::iequals(trim(item.substr(0, semicolon)), wanted)) continue;
    const auto weight = semicolon == std::string_view::npos ? std::string_view{} : item.substr(semicolon + 1);
    const auto digits = weight.find_first_of("123456789");
    return weight.find("q=0") == std::string_view::npos || digits != std::string_view::npos;
  }
  return false;
}

std::string media_type(std::string_view value) {
  std::string type(trim(value.substr(0, value.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return type;
}

/// The parameter "boundary", quoted or not; what it may hold is checked by the reader of the parts.
std::string boundary_of(std::string_view value) {
  for (auto rest = value; !rest.empty();) {
    const auto semicolon = rest.find(';');
    rest = semicolon == std::string_view::npos ? std::string_view{} : trim(rest.substr(semicolon + 1));
    constexpr std::string_view name = "boundary=";
    if (rest.size() <= name.size() || !beast::iequals(rest.substr(0, name.size()), name)) continue;
    auto text = rest.substr(name.size());
    if (text.front() == '"') return std::string(text.substr(1, text.find('"', 1) - 1));
    return std::string(trim(text.substr(0, text.find(';'))));
  }
  return {};
}

void join(std::string& list, std::string_view value, std::string_view between) {
  if (!list.empty()) list += between;
  list += value;
}

}  // namespace

void HeadParser::on_request_impl(beast::http::verb, Text method, Text target, int version, Error&) {
  wire_.version = version;
  request_.method = http::parse_method(method);
  wire_.target = std::string_view(target);
  if (const auto scheme = wire_.target.find("://"); wire_.target.starts_with("http") && scheme != std::string::npos && scheme <= 5) {
    const auto slash = wire_.target.find('/', scheme + 3);
    wire_.target = slash == std::string::npos ? "/" : wire_.target.substr(slash);
  }
}

void HeadParser::on_field_impl(Field name, Text raw_name, Text raw_value, Error&) {
  const std::string_view value(raw_value.data(), raw_value.size());
  ++wire_.fields;
  switch (name) {
    case Field::host: request_.host = value; ++wire_.hosts; return;
    case Field::content_type:
      request_.content_type = media_type(value);
      request_.boundary = boundary_of(value);
      return;
    case Field::origin: request_.origin = value; return;
    case Field::accept: join(request_.accept, value, ", "); return;
    case Field::accept_language: join(request_.accept_language, value, ", "); return;
    case Field::if_none_match: join(request_.if_none_match, value, ", "); return;
    case Field::if_match: join(request_.if_match, value, ", "); return;
    case Field::cookie: join(request_.cookie, value, "; "); return;
    case Field::accept_encoding:
      request_.accepts_gzip = request_.accepts_gzip || accepts(value, "gzip");
      request_.accepts_br = request_.accepts_br || accepts(value, "br");
      return;
    case Field::authorization:
      if (value.size() > 7 && beast::iequals(value.substr(0, 7), "Bearer ")) request_.bearer = trim(value.substr(7));
      return;
    case Field::expect: wire_.expects_continue = beast::iequals(value, "100-continue"); return;
    case Field::sec_websocket_key: wire_.socket_key = value; return;
    case Field::sec_websocket_version: wire_.socket_version = value; return;
    case Field::forwarded:
    case Field::via: wire_.is_forwarded = true; return;
    case Field::sec_websocket_protocol: join(wire_.socket_protocol, value, ", "); return;
    case Field::unknown: break;
    default: return;
  }
  if (beast::iequals(raw_name, "Idempotency-Key")) request_.idempotency_key = value;
  else if (beast::iequals(raw_name, "Palabre-Seen")) request_.seen = parse_number<std::int64_t>(trim(value)).value_or(0);
  else if (beast::iequals(raw_name, "X-Forwarded-For")) {
    join(wire_.forwarded_for, value, ", ");
    wire_.is_forwarded = true;
  } else if (beast::iequals(raw_name, "X-Real-IP")) wire_.is_forwarded = true;
  else if (beast::iequals(raw_name, "X-Request-Id")) wire_.request_id = value;
  else if (beast::iequals(raw_name, "X-Forwarded-Proto")) wire_.forwarded_proto = value;
}

void HeadParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error&) {
  if (length) request_.body.reserve(static_cast<std::size_t>(*length));  // within the body limit, checked by the parser
}

std::size_t HeadParser::on_body_impl(Text part, Error&) {
  request_.body.append(part.data(), part.size());
  return part.size();
}

std::size_t HeadParser::on_chunk_body_impl(std::uint64_t, Text part, Error&) {
  request_.body.append(part.data(), part.size());
  return part.size();
}

}  // namespace palabre::net
