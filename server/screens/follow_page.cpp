// The forms of the follow button and of "mark all as read" under an idea. Joined into screens::routes().
#include "http/input.hpp"
#include "ideas/idea_access.hpp"
#include "notices/follow.hpp"
#include "notices/visit.hpp"
#include "screens/page.hpp"
#include "screens/page_routes.hpp"

namespace palabre::screens {
namespace {

Result<bool> read_wish(const http::Call& call) {
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  input->ignore("back");
  const auto wanted = input->choice("do", {"follow", "stop"});
  if (auto refusal = input->refusal()) return *refusal;
  return wanted == 0;
}

/// Back to where the button stood.
std::string back_of(const http::Call& call, const std::string& own_page) {
  const auto fields = http::parse_form(call.request.body);
  for (const auto& [name, value] : fields.value_or(http::TextPairs{}))
    if (name == "back") return local_path(value, own_page);
  return own_page;
}

Result<http::Response> set_follow(Page& page, RedesignId redesign, notices::FollowTarget target, const std::string& path) {
  const auto wanted = read_wish(page.call());
  if (!wanted) return wanted.error();
  const auto done = notices::follow(page.db(), page.actor(redesign), target, *wanted);
  if (!done) return done.error();
  return http::see_other(with_param(back_of(page.call(), page.href(path)), "notice", *wanted ? "follow_on" : "follow_off"));
}

Result<http::Response> post_idea(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto redesign = ideas::load_redesign_of(page->db(), *id);
  if (!redesign) return redesign.error();
  return set_follow(*page, *redesign, notices::target_of(*id), "/ideas/" + id->text());
}

Result<http::Response> post_redesign(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto redesign = redesigns::find_redesign(page->db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign", "slug");
  return set_follow(*page, redesign->id, notices::target_of(redesign->id), "/redesigns/" + redesign->slug);
}

Result<http::Response> post_seen(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto seen = CommentId::parse(input->line("seen", {1, 20}));
  if (!seen) input->refuse_field(Reason::bad_field, "seen", "the id of a comment");
  if (auto refusal = input->refusal()) return *refusal;
  const auto redesign = ideas::load_redesign_of(page->db(), *id);
  if (!redesign) return redesign.error();
  const auto done = notices::save_visit(page->db(), page->actor(*redesign), *id, *seen);
  if (!done) return done.error();
  return go_to(*page, "/ideas/" + id->text() + "#comments", "all_read");
}

}  // namespace

http::Routes follow_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::post, "/{lang}/ideas/{id}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, post_idea},
      {Method::post, "/{lang}/redesigns/{slug}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, post_redesign},
      {Method::post, "/{lang}/ideas/{id}/seen", Who::participant, Kind::write, Cost::normal, Audience::mine, post_seen},
  };
}

}  // namespace palabre::screens
