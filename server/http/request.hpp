// One request as handlers see it. Made by net/http_session, by tests, and by nobody else.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace palabre::http {

enum class Method { get, head, post, put, patch, del, options, other };

struct Request {
  Method method = Method::get;
  std::string path;          // decoded, starts with "/"
  std::string query;         // raw, without "?"
  std::string body;
  std::string content_type;  // lower case, without parameters
  std::string boundary;      // of multipart/form-data
  std::string origin;
  std::string host;
  std::string accept;
  std::string accept_language;
  std::string if_none_match;
  std::string if_match;
  std::string idempotency_key;
  std::string bearer;        // of "Authorization: Bearer …"
  std::string cookie;        // the raw header
  std::string remote_address;
  std::string id;            // for the log and the 500 page
  std::int64_t seen = 0;     // of "Palabre-Seen": the newest event this client knows of; see http/seen.hpp
  bool accepts_gzip = false;
  bool accepts_br = false;
  bool is_secure = false;    // TLS here or at a trusted proxy
  bool is_forwarded = false; // says itself that it came through a proxy

  /// The first value of a query parameter, decoded; nothing when absent.
  [[nodiscard]] std::optional<std::string> param(std::string_view name) const;
  /// The value of one cookie; empty when absent.
  [[nodiscard]] std::string_view cookie_value(std::string_view name) const;
};

/// Decodes %XX (and "+" when `is_form`). Nothing for a broken escape or bytes that are not UTF-8.
std::optional<std::string> decode_percent(std::string_view text, bool is_form);
/// Encodes everything but unreserved characters.
std::string encode_percent(std::string_view text);
/// "a=1&b=2" as decoded pairs in order. Nothing when one is broken.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view text);

}  // namespace palabre::http
