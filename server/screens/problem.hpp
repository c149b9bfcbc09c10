// The page that says which rule stood in the way and what to do instead.
#pragma once
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/route.hpp"

namespace palabre::screens {

/// A refusal as a page in the reader's language, when HTML is asked for. What the person had typed is shown to be copied.
/// Shape:  `status` 0 is the one of the refusal's reason; 500 is a fault of ours: the page quotes the request's number.
/// Why:    net calls it for every refusal outside the API, so that nobody is left with a bare status.   Thread: any.
http::Response render_problem(const http::Request& request, const Refusal& refusal, const http::Services& services, int status = 0);

}  // namespace palabre::screens
