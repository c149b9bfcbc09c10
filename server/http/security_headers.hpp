// The headers that keep pages safe from each other. Written into every answer by ready_answer.
#pragma once
#include <string_view>

namespace palabre::http {

/// Complete header lines. HTML: no inline script or style, no framing, Trusted Types with our one policy. Everything else: nothing may load.
std::string_view security_header_lines(bool is_html);

}  // namespace palabre::http
