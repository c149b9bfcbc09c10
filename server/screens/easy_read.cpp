// The easy-read switch: one plain form, remembered in a cookie. Joined into screens::routes().
#include "http/easy_read.hpp"

#include "http/input.hpp"
#include "screens/form.hpp"
#include "screens/page_routes.hpp"

namespace palabre::screens {

namespace {

Result<http::Response> post_easy_read(const http::Call& call) {
  const auto page = Page::open(call);
  if (!page) return page.error();
  const Form form = Form::typed(call.request);
  http::Response response = http::see_other(local_path(form.value("back"), page->href("/")));
  response.header("Set-Cookie", http::easy_read_cookie_value(form.value("on") == "1", call.request));
  return response;
}

}  // namespace

http::Routes easy_read_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::post, "/{lang}/easy-read", Who::anyone, Kind::read, Cost::cheap, Audience::mine, post_easy_read}};
}

}  // namespace palabre::screens
