// The security header lines. Called by ready_answer.cpp and by net's static files.
#include "http/security_headers.hpp"

#include <algorithm>

namespace palabre::http {
namespace {

/// A word of a policy: nothing in it can end the directive or the header.
std::string word(const std::string& text) {
  const bool is_safe = std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != ';' && c != ',' && c != '\'' && c != '"'; });
  return is_safe && !text.empty() ? " " + text : std::string();
}

}  // namespace

std::string security_header_lines(bool is_html, const ContentPolicy& policy) {
  if (!is_html) {
    return "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
           "X-Content-Type-Options: nosniff\r\n"
           "Referrer-Policy: same-origin\r\n";
  }
  return "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" + word(policy.image_host) +
         "; font-src 'self'; connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
         "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types co" + word(policy.trusted_types) + "\r\n"
         "X-Content-Type-Options: nosniff\r\n"
         "Referrer-Policy: same-origin\r\n"
         "Cross-Origin-Opener-Policy: same-origin\r\n"
         "Permissions-Policy: camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()\r\n";
}

}  // namespace palabre::http
