// The one choice of reading that a visitor's browser keeps for the server: short texts in plain language. It is no person's secret and
// sorts readers into two, so that each half shares its bytes.
#pragma once
#include "http/request.hpp"

#include <string>
#include <string_view>

namespace palabre::http {

inline constexpr std::string_view easy_read_cookie = "palabre_easy";

inline bool wants_easy_read(const Request& request) { return request.cookie_value(easy_read_cookie) == "1"; }

/// For Set-Cookie: a year, or gone.
std::string easy_read_cookie_value(bool is_on, const Request& request);

}  // namespace palabre::http
