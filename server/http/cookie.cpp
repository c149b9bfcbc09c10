// Writes Set-Cookie.
#include "http/cookie.hpp"

namespace palabre::http {

std::string cookie_line(const Cookie& cookie, bool is_secure) {
  std::string line(cookie.name);
  line += '=';
  line += cookie.value;
  line += "; Path=/";
  if (!cookie.is_for_scripts) line += "; HttpOnly";
  line += "; SameSite=Lax; Max-Age=";
  line += std::to_string(cookie.age_s);
  if (is_secure) line += "; Secure";
  return line;
}

}  // namespace palabre::http
