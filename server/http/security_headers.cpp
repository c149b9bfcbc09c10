// The security header lines. Called by ready_answer.cpp and by net's static files.
#include "http/security_headers.hpp"

namespace palabre::http {

std::string_view security_header_lines(bool is_html) {
  static constexpr std::string_view html =
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
      "connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types co\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: same-origin\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Permissions-Policy: camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()\r\n";
  static constexpr std::string_view other =
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: same-origin\r\n";
  return is_html ? html : other;
}

}  // namespace palabre::http
