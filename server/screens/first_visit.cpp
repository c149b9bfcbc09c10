// The first visit, from a poster's QR code: what it is about, one question, three ideas; and at once where it stands.
// Joined into screens::routes(). The first page is the same for everybody; "where it stands" is made for who reads it.
#include "ideas/idea_list.hpp"
#include "ideas/idea_repo.hpp"
#include "http/input.hpp"
#include "http/language.hpp"
#include "light/answer_question.hpp"
#include "light/react_to_idea.hpp"
#include "pages/catalogue.hpp"
#include "redesigns/redesign_view.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/light_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t ideas_shown = 3;
constexpr std::size_t own_ideas_shown = 20;
constexpr std::size_t points_shown = 4;

/// Redesigns in preparation have no poster yet: for their staff the page of the redesign is enough.
Result<RedesignAtHand> open_visit(Page& page) {
  auto at = open_redesign(page, page.call().path_value("slug"));
  if (!at) return at.error();
  if (!redesigns::is_public(at->redesign.state)) return refuse(Reason::not_found, "no such redesign", "slug");
  page.expire_at(redesigns::fresh_until(at->redesign.state, at->phases, page.now()));
  return at;
}

json idea_rows(const Page& page, const LightAtHand& here, const std::vector<IdeaId>& ids, const std::string& back) {
  json rows = json::array();
  for (const auto& card : ideas::load_cards(page.db(), ids, page.language())) {
    rows.push_back({{"href", page.href("/ideas/" + card.idea.id.text())},
                    {"id", card.idea.id.value},
                    {"lang", card.title_language},
                    {"title", card.title},
                    {"reaction", reaction_view(page, here, card, back)}});
  }
  return rows;
}

/// Three that can be reacted to, another three every hour; where none can, three of all.
std::vector<IdeaId> some_ideas(Page& page, const RedesignAtHand& at) {
  const auto seed = ideas::hour_seed(page.now());
  page.expire_at(ideas::hour_end(page.now()));
  auto ids = light::load_some_reactable(page.db(), at.redesign.id, static_cast<std::uint64_t>(seed), ideas_shown);
  if (!ids.empty()) return ids;
  ideas::IdeaQuery query;
  query.limit = ideas_shown;
  query.seed = seed;
  return ideas::load_idea_page(page.db(), at.redesign, query).ids;
}

json points_view(const Page& page, const RedesignAtHand& at) {
  json views = json::array();
  for (const auto& point : at.texts.can_change) {
    const LocalText text = local_text(page, point, at.redesign.languages);
    if (!text.text.empty() && views.size() < points_shown) views.push_back({{"lang", text.language}, {"text", text.text}});
  }
  return views;
}

/// The short plain version where the owner gave one in this language.
LocalText plain_words(const Page& page, const RedesignAtHand& at) {
  const auto easy = at.texts.easy_read.find(page.language());
  if (easy != at.texts.easy_read.end() && !easy->second.empty()) return {easy->second, page.language()};
  return local_text(page, at.texts.summary, at.redesign.languages);
}

/// What all pages of a first visit hold.
json visit_view(Page& page, const LightAtHand& here) {
  const auto& redesign = here.at.redesign;
  const LocalText title = local_text(page, here.at.texts.title, redesign.languages);
  page.set_title(title.text).set_description(plain_words(page, here.at).text);
  const std::string results = page.href(visit_path(redesign) + "/results");
  const json phases = phases_view(page, redesign, here.at.phases);
  return {{"id", redesign.id.value},
          {"slug", redesign.slug},
          {"lang", title.language},
          {"title", title.text},
          {"owner_text", owner_text(page, redesign)},
          {"redesign_href", page.href("/redesigns/" + redesign.slug)},
          {"ideas_href", page.href("/redesigns/" + redesign.slug + "/ideas")},
          {"results_href", results},
          {"where_text", phases["summary_text"]},
          {"left_text", phases["left_text"]},
          {"has_light", here.light.is_on},
          {"sign_up_href", page.is_signed_in() ? std::string() : with_param(page.href("/sign-up"), "back", results)}};
}

Result<http::Response> get_visit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_visit(*page);
  if (!at) return at.error();
  const LightAtHand here = light_at_hand(*page, *at);
  json view = visit_view(*page, here);
  const LocalText plain = plain_words(*page, *at);
  json points = points_view(*page, *at);
  json rows = idea_rows(*page, here, some_ideas(*page, *at), page->href(visit_path(at->redesign)));
  view["plain_lang"] = plain.language;
  view["original_text"] = original_text(*page, plain.language);
  view["plain_text"] = plain.text;
  view["has_points"] = !points.empty();
  view["points"] = std::move(points);
  view["question"] = question_view(*page, here);
  view["has_ideas"] = !rows.empty();
  view["ideas"] = std::move(rows);
  return page->show("first_visit", view);
}

/// What can be reacted to, and first of all what the reader reacted to: there it can be taken back.
std::vector<IdeaId> own_and_some_ideas(Page& page, const LightAtHand& here) {
  std::vector<IdeaId> ids(here.own.reacted.begin(), here.own.reacted.end());
  if (ids.size() > own_ideas_shown) ids.resize(own_ideas_shown);
  for (const auto id : some_ideas(page, here.at))
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  return ids;
}

Result<http::Response> get_results(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_visit(*page);
  if (!at) return at.error();
  const LightAtHand here = light_at_hand(*page, *at);
  json view = visit_view(*page, here);
  const bool may_answer = light::decide_answer(here.light, at->redesign.state, at->phases, false, page->now()).has_value();
  json rows = idea_rows(*page, here, own_and_some_ideas(*page, here), page->here());
  page->set_title(page->text("light.standing"));
  view["results"] = question_results_view(*page, here);
  view["visit_href"] = page->href(visit_path(at->redesign));
  view["can_answer"] = may_answer && here.own.choice == 0;
  view["can_change"] = may_answer && here.own.choice > 0;
  view["presence"] = presence_view(redesigns::channel_of(at->redesign.id));
  view["follow_up"] = follow_up_part_view(*page, *at);
  view["has_ideas"] = !rows.empty();
  view["ideas"] = std::move(rows);
  return page->show("standing", view);
}

/// Where a form without scripts goes back to, with the notice; the new visitor's token travels along.
Result<http::Response> go_back(const Page& page, const light::Arrival& arrival, const std::string& path, std::string_view notice) {
  http::Response response = http::see_other(with_param(path, "notice", notice));
  if (auto may = light::welcome(page.call(), arrival, response); !may) return may.error();
  return response;
}

Result<http::Response> post_visit(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_visit(*page);
  if (!at) return at.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const auto choice = input->optional_integer("choice", 1, static_cast<std::int64_t>(light::choices_max));
  const auto wish = input->optional_choice("do", {"withdraw"});
  if (!choice && !wish) input->refuse_field(Reason::missing_field, "choice", "choose one of the answers");
  if (auto refusal = input->refusal()) return *refusal;
  const std::string results = page->href(visit_path(at->redesign) + "/results");
  if (!choice) {
    const light::Arrival nobody_new{light::participant_of(call), {}};
    const auto done = light::take_answer_back(page->db(), nobody_new.who, at->redesign);
    if (!done) return done.error();
    return go_back(*page, nobody_new, results, "answer_withdrawn");
  }
  const auto arrival = light::arrive(call);
  const auto done = light::answer_question(page->db(), arrival.who, at->redesign, *choice);
  if (!done) return done.error();
  return go_back(*page, arrival, results, "answered");
}

Result<http::Response> post_reaction(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::from_form(call.request.body);
  if (!input) return input.error();
  const std::string back = local_path(input->optional_line("back", {0, 1000}).value_or(""), page->href("/ideas/" + id->text()));
  const auto wish = input->choice("do", {"react", "withdraw"});
  if (auto refusal = input->refusal()) return *refusal;
  const auto arrival = wish == 0 ? light::arrive(call) : light::Arrival{light::participant_of(call), {}};
  const auto done = wish == 0 ? light::react_to_idea(page->db(), arrival.who, *id) : light::take_reaction_back(page->db(), arrival.who, *id);
  if (!done) return done.error();
  // Visitors' pages are the same for all: only "where it stands" can show what is one's own, and take it back.
  const auto idea = ideas::find_idea(page->db(), *id);
  const auto redesign = redesigns::find_redesign(page->db(), idea->redesign);
  const bool is_visitor = !call.viewer.has_value();
  const std::string to = is_visitor ? page->href(visit_path(*redesign) + "/results#idea-" + id->text()) : back;
  return go_back(*page, arrival, to, wish == 0 ? "reacted" : "unreacted");
}

/// "/r/lipowe", short enough to be typed from a poster: to the page in the reader's language.
Result<http::Response> get_short_address(const http::Call& call) {
  const auto page = Page::open_anyhow(call);
  http::Response response;
  response.status = 302;
  response.content_type.clear();
  response.header("Location", page.href("/r/" + http::encode_percent(call.path_value("slug"))));
  response.header("Vary", "Accept-Language, Cookie");
  response.header("Cache-Control", "private, no-store");
  return response;
}

}  // namespace

http::Routes first_visit_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/r/{slug}", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_short_address},
      {Method::get, "/{lang}/r/{slug}", Who::anyone, Kind::read, Cost::cheap, Audience::page, get_visit},
      {Method::post, "/{lang}/r/{slug}", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_visit},
      {Method::get, "/{lang}/r/{slug}/results", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_results},
      {Method::post, "/{lang}/ideas/{id}/reaction", Who::anyone, Kind::write, Cost::normal, Audience::mine, post_reaction},
  };
}

}  // namespace palabre::screens
