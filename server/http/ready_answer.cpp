// Turns a Response into bytes with all its headers. Called by net on database threads, and on io threads for small refusals.
#include "http/ready_answer.hpp"

#include "http/compress.hpp"
#include "http/security_headers.hpp"

#include <algorithm>

namespace palabre::http {
namespace {

bool is_header_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
}

void add_line(std::string& head, std::string_view name, std::string_view value) {
  if (!is_header_text(name) || !is_header_text(value)) return;
  head.append(name).append(": ").append(value).append("\r\n");
}

bool has_header(const Response& response, std::string_view wanted) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) { return header.first == wanted; });
}

/// Shared caches may keep what everyone sees but must ask again; pages depend on the cookie; what is mine is never stored.
std::string_view cache_control(Audience audience, int status) {
  if (status >= 400 || audience == Audience::mine) return "private, no-store";
  return audience == Audience::everyone ? "public, no-cache" : "private, no-cache";
}

std::string_view vary(Audience audience) {
  return audience == Audience::everyone ? "Accept-Encoding, Accept-Language" : "Accept-Encoding, Accept-Language, Cookie, Authorization";
}

}  // namespace

Encoding choose_encoding(const Request& request, bool is_kept) {
  if (is_kept && request.accepts_br) return Encoding::br;
  return request.accepts_gzip ? Encoding::gzip : Encoding::identity;
}

ReadyAnswer make_ready(const Response& response, Method method, Audience audience, Encoding encoding) {
  const bool is_read = method == Method::get || method == Method::head;
  const bool is_bodiless = response.status == 204 || response.status == 304;
  const bool is_packed = encoding != Encoding::identity && response.body.size() >= compress_bytes_min &&
                         is_compressible(response.content_type) && !has_header(response, "Content-Encoding");
  ReadyAnswer ready;
  ready.status = response.status;
  std::string shared;
  if (is_read && response.status == 200) {
    ready.etag_core = etag_core(response.body);
    if (!has_header(response, "ETag")) add_line(shared, "ETag", etag_of(ready.etag_core, is_packed ? encoding : Encoding::identity));
  }
  if (!has_header(response, "Cache-Control")) add_line(shared, "Cache-Control", cache_control(audience, response.status));
  if (!has_header(response, "Vary")) add_line(shared, "Vary", vary(audience));
  for (const auto& [name, value] : response.headers) add_line(shared, name, value);
  std::string security = security_header_lines(response.content_type.starts_with("text/html"), response.policy);
  if (has_header(response, "Content-Security-Policy")) security.erase(0, security.find("\r\n") + 2);  // a worker's own stands above
  shared += security;
  if (!ready.etag_core.empty()) ready.not_modified = shared + "\r\n";

  const std::string packed = is_packed ? compress(response.body, encoding) : std::string();
  const std::string& body = is_packed ? packed : response.body;
  ready.bytes.reserve(shared.size() + body.size() + 160);
  if (!response.content_type.empty()) add_line(ready.bytes, "Content-Type", response.content_type);
  if (is_packed) add_line(ready.bytes, "Content-Encoding", encoding_name(encoding));
  if (!is_bodiless) add_line(ready.bytes, "Content-Length", std::to_string(body.size()));
  ready.bytes += shared;
  ready.bytes += "\r\n";
  ready.head_bytes = ready.bytes.size();
  if (!is_bodiless) ready.bytes += body;
  return ready;
}

std::string_view status_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

}  // namespace palabre::http
