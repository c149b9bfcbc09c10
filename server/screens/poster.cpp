// A page to print and hang up: title, question, a large QR code, the short address. Joined into screens::routes().
#include "drawing/qr_code.hpp"
#include "screens/idea_page.hpp"
#include "screens/idea_parts.hpp"
#include "screens/light_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/site_address.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

struct Poster {
  LocalText title;
  LocalText question;          // empty: none is asked
  std::string owner;
  std::string path;            // of the page behind the code, with language
  std::string short_path;      // to be typed
  std::string back_href;
  bool has_light = false;
};

http::Response show_poster(Page& page, const Poster& poster) {
  const std::string site = site_address(page.call());
  const auto code = site.empty() ? std::nullopt : drawing::qr_code(site + poster.path);
  json picture = false;
  if (code) picture = {{"size", code->size}, {"path", code->path}, {"label_text", page.text("poster.code_label", {{"address", site + poster.path}})}};
  const json view = {{"lang", poster.title.language},
                     {"title", poster.title.text},
                     {"question_lang", poster.question.language},
                     {"question_text", poster.question.text},
                     {"owner_text", poster.owner},
                     {"call_text", page.text(poster.has_light ? "poster.call_light" : "poster.call")},
                     {"code", std::move(picture)},
                     {"address_text", code ? without_scheme(site + poster.short_path) : std::string()},
                     {"back_href", poster.back_href}};
  page.set_title(page.text("poster.title", {{"title", poster.title.text}}));
  return page.show("poster", view);
}

Result<http::Response> get_redesign_poster(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const LightAtHand here = light_at_hand(*page, *at);
  Poster poster;
  poster.title = local_text(*page, at->texts.title, at->redesign.languages);
  if (here.light.is_on && here.light.question) poster.question = local_text(*page, here.light.question->texts, at->redesign.languages);
  poster.has_light = here.light.is_on;
  poster.owner = owner_text(*page, at->redesign);
  poster.path = page->href(visit_path(at->redesign));
  poster.short_path = visit_path(at->redesign);
  poster.back_href = page->href("/redesigns/" + at->redesign.slug);
  return show_poster(*page, poster);
}

Result<http::Response> get_idea_poster(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  if (!ideas::is_listed(here->idea.state)) return refuse(Reason::gone, "an idea that cannot be read has no poster");
  const TitleShown title = title_for(*page, here->idea);
  Poster poster;
  poster.title = {title.text, title.language};
  poster.question = local_text(*page, here->at.texts.title, here->at.redesign.languages);
  poster.owner = owner_text(*page, here->at.redesign);
  poster.path = poster.short_path = poster.back_href = page->href("/ideas/" + here->idea.id.text());
  return show_poster(*page, poster);
}

}  // namespace

http::Routes poster_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/redesigns/{slug}/poster", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_redesign_poster},
      {Method::get, "/{lang}/ideas/{id}/poster", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_idea_poster},
  };
}

}  // namespace palabre::screens
