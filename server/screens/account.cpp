// One's own page: what waits for one, the newest of each list, roles. Joined into screens::routes().
#include "crypto/crypto.hpp"
#include "ideas/idea_repo.hpp"
#include "ideas/merge.hpp"
#include "ideas/own_ideas.hpp"
#include "light/claim_contributions.hpp"
#include "light/visitor.hpp"
#include "people/person_repo.hpp"
#include "screens/idea_parts.hpp"
#include "screens/me_parts.hpp"
#include "screens/notice_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/vote_parts.hpp"
#include "screens/wording.hpp"
#include "votes/voted.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t lines_shown = 3;
constexpr std::size_t reactions_shown = 50;  // they have no page of their own

json list_view(const Page& page, std::string key, std::string_view heading_key, std::string_view none_key, json items) {
  const bool has_own_page = key != "merges" && key != "reactions";
  const std::string href = has_own_page ? page.href("/me/" + key) : std::string();
  return {{"heading_text", page.text(heading_key)}, {"has_items", !items.empty()}, {"items", std::move(items)},
          {"none_text", page.text(none_key)}, {"href", href}, {"key", std::move(key)}};
}

json merge_lines(const Page& page) {
  json lines = json::array();
  for (const auto& redesign : redesigns::load_public_redesigns(page.db())) {
    for (const auto& merge : ideas::load_waiting_merges(page.db(), page.person(), redesign.id)) {
      const auto idea = ideas::find_idea(page.db(), merge.idea);
      if (!idea) continue;
      const auto into = ideas::find_idea(page.db(), merge.into);
      const LocalText own{merge.idea_title, idea->language};
      const LocalText other{merge.into_title, into ? into->language : idea->language};
      lines.push_back(idea_line_view(page, {"/merges/" + merge.id.text(), merge.idea_title, page.language(), idea->state, {when_text(page, merge.created_at)},
                                            text_html(page, "account.merge_line", {{"idea", own}, {"into", other}})}));
    }
  }
  return lines;
}

json reaction_lines(const Page& page) {
  const auto contributor = light::find_contributor(page.db(), page.person());
  json lines = json::array();
  for (const auto id : light::load_reacted_everywhere(page.db(), contributor, reactions_shown)) {
    const auto idea = ideas::find_idea(page.db(), id);
    if (idea) lines.push_back(idea_line_view(page, {"/ideas/" + id.text(), idea->title, idea->language, idea->state, {page.count("count.reactions", idea->reactions)}}));
  }
  return lines;
}

/// What became one's own by signing in, and what still waits in this browser.
std::string claimed_text(const Page& page) {
  constexpr std::int64_t shown_ms = 30 * ms_per_day;
  const auto claim = light::load_claims(page.db(), page.person(), page.now().plus_ms(-shown_ms));
  if (claim.taken > 0) return page.count("account.claimed", claim.taken);
  return claim.dropped > 0 ? page.count("account.claimed_twice", claim.dropped) : std::string();
}

bool has_unclaimed(const Page& page) {
  const auto token = page.call().request.cookie_value(light::visitor_cookie);
  if (token.empty() || page.call().viewer->is_organisation) return false;
  const auto visitor = light::find_contributor(page.db(), crypto::digest(token));
  return visitor.is_set() && light::count_contributions(page.db(), visitor) > 0;
}

json lists_view(const Page& page) {
  json lists = json::array();
  json merges = merge_lines(page);
  if (!merges.empty()) lists.push_back(list_view(page, "merges", "account.merges", "account.no_merges", std::move(merges)));
  const auto ideas = ideas::load_written(page.db(), page.person(), lines_shown);
  lists.push_back(list_view(page, "ideas", "account.ideas", "account.no_ideas", my_idea_lines(page, ideas, true)));
  json drafts = my_draft_lines(page, 0, lines_shown);
  if (!drafts.empty()) lists.push_back(list_view(page, "drafts", "account.drafts", "account.no_drafts", std::move(drafts)));
  json reactions = reaction_lines(page);
  if (!reactions.empty()) lists.push_back(list_view(page, "reactions", "account.reactions", "account.no_supports", std::move(reactions)));
  const auto supported = ideas::load_supported_everywhere(page.db(), page.person(), lines_shown);
  lists.push_back(list_view(page, "supports", "account.supports", "account.no_supports", my_idea_lines(page, supported, false)));
  json voted = json::array();
  for (const auto vote : votes::load_voted(page.db(), page.person(), lines_shown, 0)) voted.push_back(voted_line_view(page, vote));
  if (!voted.empty()) lists.push_back(list_view(page, "votes", "account.votes", "account.no_votes", std::move(voted)));
  return lists;
}

json roles_view(const Page& page) {
  json views = json::array();
  for (const auto& redesign : redesigns::load_redesigns_of(page.db(), page.person())) {
    const auto held = people::load_roles(page.db(), redesign.id, page.person());
    const auto title = local_text(page, redesigns::parse_redesign_texts(redesign.texts_json).title, redesign.languages);
    for (int i = 0; i < people::role_count; ++i) {
      const auto role = static_cast<people::Role>(i);
      if (!held.has(role)) continue;
      views.push_back({{"role_text", page.text("role." + std::string(people::role_name(role)))},
                       {"href", page.href("/redesigns/" + redesign.slug)},
                       {"where_text", title.text}});
    }
  }
  return views;
}

Result<http::Response> get_account(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto me = open_my_page(*page, MyTab::overview);
  if (!me) return me.error();
  json notices = notice_views(*page, notices::load_notices(page->db(), page->person(), {}, lines_shown));
  json roles = roles_view(*page);
  const json view = {
      {"head", my_head_view(*page, MyTab::overview, *me)},
      {"claimed_text", claimed_text(*page)},
      {"claim_action", has_unclaimed(*page) ? page->href("/me/claim") : std::string()},
      {"lists", lists_view(*page)},
      {"has_notices", !notices.empty()},
      {"notices", std::move(notices)},
      {"notices_href", page->href("/me/notices")},
      {"has_roles", !roles.empty()},
      {"roles", std::move(roles)},
  };
  return page->show("account", view);
}

Result<http::Response> post_claim(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  light::claim_contributions(page->db(), *call.viewer, call.request.cookie_value(light::visitor_cookie));
  http::Response response = go_to(*page, "/me", "claimed");
  if (!call.viewer->is_organisation) light::forget_visitor(call.request, response);
  return response;
}

}  // namespace

http::Routes account_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/me", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_account},
      {Method::post, "/{lang}/me/claim", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_claim},
  };
}

}  // namespace palabre::screens
