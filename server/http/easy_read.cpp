// Writes the cookie of the easy-read switch. Called by the switch's page; net reads it to choose between kept bytes.
#include "http/easy_read.hpp"

#include "http/cookie.hpp"

namespace palabre::http {

std::string easy_read_cookie_value(bool is_on, const Request& request) {
  return cookie_line({easy_read_cookie, is_on ? "1" : "", is_on ? cookie_year_s : 0}, request.is_secure);
}

}  // namespace palabre::http
