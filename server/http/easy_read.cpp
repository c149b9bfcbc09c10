// Writes the cookie of the easy-read switch. Called by the switch's page; net reads it to choose between kept bytes.
#include "http/easy_read.hpp"

namespace palabre::http {

std::string easy_read_cookie_value(bool is_on, const Request& request) {
  constexpr int year_s = 365 * 24 * 60 * 60;
  std::string value = std::string(easy_read_cookie) + (is_on ? "=1" : "=") + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(is_on ? year_s : 0);
  if (request.is_secure) value += "; Secure";
  return value;
}

}  // namespace palabre::http
