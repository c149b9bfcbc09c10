// Finds the address to print. Called by the posters and the slips.
#include "screens/site_address.hpp"

#include <algorithm>

namespace palabre::screens {
namespace {

bool is_host_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
}

}  // namespace

std::string site_address(const http::Call& call) {
  if (!call.services.public_url.empty()) return call.services.public_url;
  const std::string& host = call.request.host;
  constexpr std::size_t host_chars_max = 100;
  const bool is_sane = !host.empty() && host.size() <= host_chars_max && std::all_of(host.begin(), host.end(), is_host_char);
  return is_sane ? (call.request.is_secure ? "https://" : "http://") + host : call.services.site_address;
}

std::string without_scheme(const std::string& address) {
  const auto at = address.find("://");
  return at == std::string::npos ? address : address.substr(at + 3);
}

}  // namespace palabre::screens
