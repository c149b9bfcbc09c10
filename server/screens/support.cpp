// The support button's form. Joined into screens::routes().
#include "http/input.hpp"
#include "ideas/idea_access.hpp"
#include "ideas/support_idea.hpp"
#include "screens/page.hpp"
#include "screens/page_routes.hpp"

namespace palabre::screens {

namespace {

Result<http::Response> post_support(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const std::string own_page = page->href("/ideas/" + id->text());
  const std::string back = local_path(input->optional_line("back", {0, 1000}).value_or(""), own_page);
  const auto wanted = input->choice("do", {"support", "withdraw"});
  if (auto refusal = input->refusal()) return *refusal;
  const auto redesign = ideas::load_redesign_of(page->db(), *id);
  if (!redesign) return redesign.error();
  const people::Actor& actor = page->actor(*redesign);
  const auto done = wanted == 0 ? ideas::support_idea(page->db(), actor, *id) : ideas::unsupport_idea(page->db(), actor, *id);
  if (!done) return done.error();
  const bool is_own_page = back.substr(0, back.find_first_of("?#")) == own_page;
  return http::see_other(with_param(is_own_page ? back : back + "#idea-" + id->text(), "notice", wanted == 0 ? "supported" : "unsupported"));
}

}  // namespace

http::Routes support_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::post, "/{lang}/ideas/{id}/support", Who::participant, Kind::write, Cost::normal, Audience::mine, post_support}};
}

}  // namespace palabre::screens
