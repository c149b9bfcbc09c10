// An answer turned into bytes: everything after the status line and the date. Made on database threads, written by net.
#pragma once
#include "http/etag.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/route.hpp"
#include "http/traffic.hpp"

#include <string>
#include <string_view>

namespace palabre::http {

struct ReadyAnswer {
  int status = 200;
  TrafficRow row = unknown_row;  // where it is counted
  std::string bytes;         // header lines, an empty line and the body
  std::size_t head_bytes = 0;  // of `bytes`: what HEAD sends
  std::string etag_core;     // empty: no tag
  std::string not_modified;  // header lines and the empty line of the 304; empty: no tag
};

/// The encoding for this client: brotli only where the bytes are kept, since it costs more to make.
Encoding choose_encoding(const Request& request, bool is_kept);

/// Adds length, tag, encoding, caching and security headers. Header values with control characters are left out.
ReadyAnswer make_ready(const Response& response, Method method, Audience audience, Encoding encoding);

/// "OK", "Not Found", …
std::string_view status_phrase(int status);

}  // namespace palabre::http
