// The cookies we set, all written in one way. Called by whoever keeps something in a browser.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace palabre::http {

constexpr std::int64_t cookie_year_s = 365 * 24 * 60 * 60;

struct Cookie {
  std::string_view name;
  std::string_view value;
  std::int64_t age_s = 0;       // 0: it goes away
  bool is_for_scripts = false;  // the page's own scripts may read it
};

/// The value of Set-Cookie: for the whole site, never sent along from other sites, over TLS alone where `is_secure`.
std::string cookie_line(const Cookie& cookie, bool is_secure);

}  // namespace palabre::http
