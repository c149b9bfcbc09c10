// The pictures that go with shared links: of the site, a redesign, an idea, in each language. Joined into screens::routes().
#include "drawing/share_card.hpp"

#include "ideas/idea_repo.hpp"
#include "redesigns/redesign_view.hpp"
#include "screens/gathered.hpp"
#include "screens/idea_page.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

namespace {

/// A card with what it depends on.
struct Prepared {
  drawing::ShareCard card;
  http::Response answer;
};
using Preparation = Result<Prepared>;

Prepared begin_card(const Page& page) {
  Prepared prepared;
  prepared.card.site_name = page.call().services.site_name;
  prepared.card.language = page.language();
  prepared.card.is_right_to_left = page.text("language.direction") == "rtl";
  return prepared;
}

Preparation site_card(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  page->depend_on("instance");
  Prepared prepared = begin_card(*page);
  prepared.card.title = {page->text("home.title"), page->language()};
  prepared.card.fact = page->text("footer.promise");
  page->keep_with(prepared.answer);
  prepared.answer.fresh_until = Instant{INT64_MAX};
  return prepared;
}

Preparation redesign_card(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const redesigns::Redesign& redesign = at->redesign;
  Prepared prepared = begin_card(*page);
  const LocalText title = local_text(*page, at->texts.title, redesign.languages);
  prepared.card.title = {title.text, title.language};
  prepared.card.above = {owner_text(*page, redesign), page->language()};
  prepared.card.fact = phases_view(*page, redesign, at->phases)["summary_text"];
  if (redesign.ideas > 0) prepared.card.state = page->count("count.ideas", redesign.ideas);
  page->keep_with(prepared.answer);
  prepared.answer.fresh_until = redesigns::fresh_until(redesign.state, at->phases, page->now());
  return prepared;
}

/// Merged, withdrawn and hidden ideas have none: their pages carry the site's.
Preparation idea_card(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto here = open_idea(*page);
  if (!here) return here.error();
  if (!ideas::is_listed(here->idea.state)) return refuse(Reason::gone, "an idea that cannot be read has no card");
  Prepared prepared = begin_card(*page);
  const TitleShown title = title_for(*page, here->idea);
  const LocalText above = local_text(*page, here->at.texts.title, here->at.redesign.languages);
  prepared.card.title = {title.text, title.language};
  prepared.card.above = {above.text, above.language};
  prepared.card.fact = page->count("count.supports", here->idea.supports + here->idea.imported_supports);
  prepared.card.state = status_text(*page, here->idea.state);
  page->keep_with(prepared.answer);
  prepared.answer.fresh_until = Instant{INT64_MAX};
  return prepared;
}

Result<http::Response> draw(const http::Call& call, Preparation (*prepare)(const http::Call&)) {
  auto prepared = gathered(call, prepare);
  if (!prepared) return prepared.error();
  http::Response answer = std::move(prepared->answer);
  answer.content_type = "image/png";
  answer.body = drawing::draw_share_card(prepared->card);
  return answer;
}

Result<http::Response> get_site_card(const http::Call& call) { return draw(call, site_card); }
Result<http::Response> get_redesign_card(const http::Call& call) { return draw(call, redesign_card); }
Result<http::Response> get_idea_card(const http::Call& call) { return draw(call, idea_card); }

}  // namespace

http::Routes share_card_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/card.png", Who::anyone, Kind::draw, Cost::costly, Audience::everyone, get_site_card},
      {Method::get, "/{lang}/redesigns/{slug}/card.png", Who::anyone, Kind::draw, Cost::costly, Audience::everyone, get_redesign_card},
      {Method::get, "/{lang}/ideas/{id}/card.png", Who::anyone, Kind::draw, Cost::costly, Audience::everyone, get_idea_card},
  };
}

}  // namespace palabre::screens
