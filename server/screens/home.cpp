// The home page: open redesigns, what one can do in them now, recent answers. Joined into screens::routes().
#include "screens/page_routes.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/recent_parts.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t recent_answers_max = 5;

bool is_finished(redesigns::RedesignState state) {
  using enum redesigns::RedesignState;
  return state == follow_up || state == evaluated || state == archived;
}

json empty_view(const Page& page) {
  return {{"is_search", false}, {"is_done", false}, {"is_start", true}, {"is_notices", false}, {"is_drafts", false}, {"title_text", page.text("home.empty_title")},
          {"text", page.text("home.empty_text")}, {"action", false}};
}

Result<http::Response> get_home(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  page->offer_easy_read().set_title(page->text("home.title")).depend_on("instance");
  json open = json::array();
  json finished = json::array();
  auto shown = redesigns::load_public_redesigns(page->db());
  if (page->is_signed_in()) {
    for (auto& own : redesigns::load_redesigns_of(page->db(), page->person())) {
      if (!redesigns::is_public(own.state)) shown.push_back(std::move(own));
    }
  }
  for (auto& redesign : shown) {
    const auto at = at_hand(*page, std::move(redesign));
    (is_finished(at.redesign.state) ? finished : open).push_back(redesign_card_view(*page, at));
  }
  json answers = recent_answers_view(*page, RedesignId{}, recent_answers_max);
  const bool may_create = call.viewer && call.viewer->is_admin;
  const json view = {
      {"search_action", page->href("/search")},
      {"create_href", may_create ? page->href("/redesigns/new") : std::string()},
      {"has_redesigns", !open.empty()},
      {"empty", open.empty() && finished.empty() ? empty_view(*page) : json(false)},
      {"redesigns", std::move(open)},
      {"has_answers", !answers.empty()},
      {"answers", std::move(answers)},
      {"has_finished", !finished.empty()},
      {"finished", std::move(finished)},
  };
  return page->show("home", view);
}

}  // namespace

http::Routes home_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/", Who::anyone, Kind::read, Cost::normal, Audience::page, get_home},
          {Method::get, "/{lang}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_home}};
}

}  // namespace palabre::screens
