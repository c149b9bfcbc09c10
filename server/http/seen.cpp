// Reads and writes the number of the newest event a client knows of. Called by net where several servers share a database.
#include "http/seen.hpp"

#include "base/parse_number.hpp"
#include "http/cookie.hpp"

#include <algorithm>
#include <string>

namespace palabre::http {
namespace {

constexpr std::int64_t kept_s = 60;

}  // namespace

std::int64_t seen_of(const Request& request) {
  const auto cookie = parse_number<std::int64_t>(request.cookie_value(seen_cookie));
  return std::max({std::int64_t{0}, request.seen, cookie.value_or(0)});
}

void tell_seen(Response& response, std::int64_t seq, bool is_secure) {
  const std::string number = std::to_string(seq);
  response.header(std::string(seen_header), number);
  response.header("Set-Cookie", cookie_line({seen_cookie, number, kept_s}, is_secure));
}

}  // namespace palabre::http
