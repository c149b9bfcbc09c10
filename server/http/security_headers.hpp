// The headers that tell a browser what a page may do. The same lines for every answer of a kind.
#pragma once
#include "http/response.hpp"

#include <string>

namespace palabre::http {

/// Header lines, each with CRLF: the content policy, nosniff, referrer and permissions. `policy` widens that of HTML pages.
std::string security_header_lines(bool is_html, const ContentPolicy& policy = {});

}  // namespace palabre::http
