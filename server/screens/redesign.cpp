// The page of a redesign: purpose, what can change, phases, some ideas, who decides. Joined into screens::routes().
#include "assisted/assisted_repo.hpp"
#include "ideas/idea_list.hpp"
#include "pages/localised.hpp"
#include "planning/roadmap.hpp"
#include "redesigns/redesign.hpp"
#include "screens/follow_parts.hpp"
#include "screens/commitment_parts.hpp"
#include "screens/idea_parts.hpp"
#include "screens/light_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/recent_parts.hpp"
#include "screens/redesign_parts.hpp"
#include "screens/round_parts.hpp"
#include "screens/staff_rules.hpp"
#include "screens/vote_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

constexpr std::size_t ideas_shown = 3;
constexpr std::size_t answers_shown = 4;

json points_view(const Page& page, const RedesignAtHand& at, const std::vector<redesigns::TextsByLanguage>& points) {
  json views = json::array();
  for (const auto& point : points) {
    const LocalText text = local_text(page, point, at.redesign.languages);
    if (!text.text.empty()) views.push_back({{"lang", text.language}, {"text", text.text}});
  }
  return views;
}

json promise_view(const Page& page, const RedesignAtHand& at) {
  const LocalText text = local_text(page, at.texts.promise, at.redesign.languages);
  return {{"level_text", page.text("redesign.promise_level." + at.redesign.power_level)},
          {"lang", text.language},
          {"text", text.text},
          {"explain_text", page.text("redesign.promise_explain." + at.redesign.power_level)}};
}

json deciders_view(const Page& page, const RedesignAtHand& at) {
  const std::string owner = owner_text(page, at.redesign);
  const LocalText decides = local_text(page, at.texts.decides, at.redesign.languages);
  std::string role = decides.text;
  if (!owner.empty() && role.starts_with(owner)) {  // "City: decides the budget" is shown as name and part
    role.erase(0, owner.size());
    for (const std::string_view separator : {" ", "\u00A0", "\u202F", ":", " ", "\u00A0"}) {
      if (role.starts_with(separator)) role.erase(0, separator.size());
    }
  }
  json views = json::array();
  if (!owner.empty() || !role.empty()) views.push_back({{"name", owner}, {"role_text", role}, {"role_lang", decides.language}});
  return views;
}

json facts_view(const Page& page, const redesigns::Redesign& redesign) {
  const auto fact = [&](std::string_view key, std::int64_t value) {
    return json{{"label_text", page.text(key)}, {"value_text", pages::format_number(page.language(), value)}};
  };
  return json::array({fact("redesign.fact_ideas", redesign.ideas), fact("redesign.fact_supports", redesign.supports),
                      fact("redesign.fact_comments", redesign.comments)});
}

/// How much of it was collected by facilitators; nothing when nothing was.
std::string assisted_text(const Page& page, const redesigns::Redesign& redesign) {
  const auto counts = assisted::count_assisted(page.db(), redesign.id);
  if (counts.ideas + counts.comments + counts.supports == 0) return {};
  return page.text("redesign.assisted", {{"ideas", counts.ideas}, {"remarks", counts.comments}, {"backings", counts.supports}});
}

json answered_view(const Page& page, const redesigns::Redesign& redesign) {
  if (redesign.ideas == 0) return false;
  const auto number = [&](std::int64_t value) { return pages::format_number(page.language(), value); };
  return {{"label_text", page.text("redesign.answered")},
          {"value_text", page.text("redesign.value_of", {{"value", number(redesign.answers)}, {"total", number(redesign.ideas)}})},
          {"value", redesign.answers},
          {"max", redesign.ideas}};
}

/// What this reader works on here.
json staff_links_view(Page& page, const RedesignAtHand& at) {
  const people::Actor& reader = page.actor(at.redesign.id);
  const std::string base = "/redesigns/" + at.redesign.slug;
  json links = json::array();
  const auto add = [&](std::string_view key, const std::string& path) { links.push_back({{"href", page.href(base + path)}, {"text", page.text(key)}}); };
  const bool may_own = reader.is_owner() || reader.is_admin;
  if (decide_inbox(reader)) add("redesign.link_inbox", "/inbox");
  if (reader.is_facilitator()) add("redesign.link_desk", "/desk");
  if (reader.is_moderator()) add("redesign.link_moderation", "/moderation");
  if (reader.is_moderator() || may_own) add("redesign.link_phases", "/phases");
  if (reader.is_moderator() || may_own) add("redesign.link_batches", "/batches");
  if (redesigns::decide_redesign_edit(at.redesign.state, reader)) add("redesign.link_timeline", "/timeline");
  if (redesigns::decide_redesign_edit(at.redesign.state, reader)) add("redesign.link_texts", "/texts");
  if (planning::decide_roadmap_reading(reader)) add("redesign.link_roadmap", "/roadmap");
  if (reader.is_moderator() || reader.is_facilitator()) add("redesign.link_rounds", "/rounds");
  if (may_own) add("redesign.link_roles", "/roles");
  if (may_open_settings(at.redesign, reader)) add("redesign.link_settings", "/settings");
  if (redesigns::decide_redesign_edit(at.redesign.state, reader)) add("redesign.link_light", "/light");
  return links;
}

json some_ideas_view(Page& page, const RedesignAtHand& at) {
  ideas::IdeaQuery query;
  query.limit = ideas_shown;
  query.seed = ideas::hour_seed(page.now());
  page.expire_at(ideas::hour_end(page.now()));
  const auto found = ideas::load_idea_page(page.db(), at.redesign, query);
  const IdeaSetting setting = idea_setting(page, at, page.here());
  json cards = json::array();
  for (const auto& card : ideas::load_cards(page.db(), found.ids, page.language())) cards.push_back(idea_card_view(page, setting, card));
  return cards;
}

json empty_view(const Page& page, bool can_propose, const std::string& new_href) {
  const json action = {{"href", new_href}, {"text", page.text("idea.propose")}};
  return {{"is_search", false}, {"is_done", false}, {"is_start", true}, {"is_notices", false}, {"is_drafts", false}, {"title_text", page.text("ideas.empty_title")},
          {"text", can_propose ? page.text("ideas.empty_text") : std::string()}, {"action", can_propose ? action : json(false)}};
}

/// The short plain version: at the top for those who asked for it, else further down.
void add_easy_read(const Page& page, const RedesignAtHand& at, json& view) {
  const auto asked = easy_text(page, at);
  const LocalText shown = asked.value_or(local_text(page, at.texts.easy_read, at.redesign.languages));
  view["is_easy"] = asked.has_value();
  view["easy_text"] = shown.text;
  view["easy_lang"] = shown.language;
  view["easy_mark"] = original_text(page, shown.language);
  view["easy_missing_text"] = easy_missing_text(page, at);
}

Result<http::Response> get_redesign(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const redesigns::Redesign& redesign = at->redesign;
  const LocalText title = local_text(*page, at->texts.title, redesign.languages);
  const LocalText summary = local_text(*page, at->texts.summary, redesign.languages);
  page->offer_easy_read().set_title(title.text).set_description(summary.text).add_crumb(title.text, {}, title.language);
  page->set_feed("/redesigns/" + redesign.slug + "/feed.atom");
  page->set_card(page->href("/redesigns/" + redesign.slug + "/card.png"), page->text("card.page", {{"title", title.text}, {"site", call.services.site_name}}));
  const std::string base = page->href("/redesigns/" + redesign.slug);
  const std::string reason = why_not_propose(*page, *at);
  const std::string vote = open_vote_path(*page, *at);
  json staff = staff_links_view(*page, *at);
  json open_points = points_view(*page, *at, at->texts.can_change);
  json fixed_points = points_view(*page, *at, at->texts.fixed_points);
  json answers = recent_answers_view(*page, redesign.id, answers_shown);
  json deciders = deciders_view(*page, *at);
  json cards = some_ideas_view(*page, *at);
  const LightAtHand light = light_at_hand(*page, *at);
  json view = {
      {"question", question_view(*page, light)},
      {"share", share_view(*page, title.text, "/redesigns/" + redesign.slug + "/poster")},
      {"id", redesign.id.value},
      {"state_text", page->text("redesign.state." + std::string(redesigns::name_of(redesign.state)))},
      {"owner_text", owner_text(*page, redesign)},
      {"lang", title.language},
      {"title", title.text},
      {"summary", summary.text},
      {"summary_lang", summary.language},
      {"original_text", original_text(*page, summary.language)},
      {"can_propose", reason.empty()},
      {"new_href", base + "/ideas/new"},
      {"ideas_href", base + "/ideas"},
      {"reason_text", reason},
      {"presence", presence_view(redesigns::channel_of(redesign.id))},
      {"follow", follow_view(*page, notices::target_of(redesign.id), base)},
      {"has_staff_links", !staff.empty()},
      {"staff_links", std::move(staff)},
      {"has_open_points", !open_points.empty()},
      {"open_points", std::move(open_points)},
      {"has_fixed_points", !fixed_points.empty()},
      {"fixed_points", std::move(fixed_points)},
      {"promise", promise_view(*page, *at)},
      {"has_ideas", !cards.empty()},
      {"all_ideas_text", page->count("redesign.all_ideas", redesign.ideas)},
      {"empty", cards.empty() ? empty_view(*page, reason.empty(), base + "/ideas/new") : json(false)},
      {"ideas", std::move(cards)},
      {"next_round", next_round_view(*page, *at)},
      {"next_vote", next_vote_view(*page, *at)},
      {"vote_href", vote.empty() ? std::string() : page->href(vote)},
      {"has_answers", !answers.empty()},
      {"answers", std::move(answers)},
      {"answers_href", base + "/answers"},
      {"log_href", base + "/log"},
      {"phases", phases_view(*page, redesign, at->phases)},
      {"facts", facts_view(*page, redesign)},
      {"assisted_text", assisted_text(*page, redesign)},
      {"answered", answered_view(*page, redesign)},
      {"follow_up", follow_up_part_view(*page, *at)},
      {"has_deciders", !deciders.empty()},
      {"deciders", std::move(deciders)},
  };
  add_easy_read(*page, *at, view);
  return page->show("redesign", view);
}

}  // namespace

http::Routes redesign_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}", Who::anyone, Kind::read, Cost::normal, Audience::page, get_redesign}};
}

}  // namespace palabre::screens
