// The list of ideas of a redesign: filters, fair random order, paging. Joined into screens::routes().
#include "http/utf8.hpp"
#include "ideas/idea_list.hpp"
#include "ideas/idea_text.hpp"
#include "ideas/own_ideas.hpp"
#include "pages/localised.hpp"
#include "screens/form.hpp"
#include "screens/idea_parts.hpp"
#include "screens/page_routes.hpp"
#include "screens/phase_parts.hpp"
#include "screens/place_parts.hpp"
#include "screens/wording.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using ideas::IdeaSort;
using ideas::IdeaState;
using nlohmann::json;

namespace {

constexpr std::size_t tags_offered = 30;
constexpr std::size_t places_offered = 40;

/// What stands in the address; a value that makes no sense is as if it were not there, except a cursor.
Result<ideas::IdeaQuery> read_query(const Page& page) {
  const http::Request& request = page.call().request;
  const Limits& limits = *page.call().services.limits;
  const auto param = [&](std::string_view name) { return http::tidy_line(request.param(name).value_or("")); };
  ideas::IdeaQuery query;
  query.sort = ideas::idea_sort_of(param("sort")).value_or(IdeaSort::random);
  query.limit = limits.page_size;
  query.seed = ideas::hour_seed(page.now());
  const auto status = ideas::idea_state_of(param("status"));
  if (status && ideas::is_listed(*status)) query.status = status;
  query.phase = PhaseId::parse(param("phase")).value_or(PhaseId{});
  const auto tags = ideas::tidy_tags({param("tag")});
  query.tag = tags.empty() ? std::string() : tags.front();
  query.place = param("place");
  if (ideas::count_chars(query.place) > limits.place_chars_max) query.place.clear();
  query.near = ideas::near_of(param("near"), param("radius"));
  if (param("view") == "map") {
    query.is_on_map = true;
    query.limit = limits.map_ideas_max;
  }
  query.text = param("q");
  if (ideas::count_chars(query.text) > limits.query_chars_max) query.text.clear();
  if (const auto after = request.param("after")) {
    auto cursor = http::decode_cursor(*after, ideas::name_of(query.sort));
    if (!cursor) return cursor.error();
    query.after = std::move(*cursor);
  }
  return query;
}

bool is_filtered(const ideas::IdeaQuery& query) { return query.status || query.phase.is_set() || !query.tag.empty(); }
bool is_placed(const ideas::IdeaQuery& query) { return !query.place.empty() || query.near.has_value(); }

json sort_field_view(const Page& page, Form& form) {
  std::vector<Option> options;
  for (const auto sort : {IdeaSort::random, IdeaSort::newest, IdeaSort::supported, IdeaSort::discussed}) {
    const std::string name(ideas::name_of(sort));
    options.push_back({name, page.text("ideas.sort_" + name)});
  }
  return form.field_view(page, {.name = "sort", .label = page.text("ideas.sort_label"), .kind = FieldKind::select, .is_required = false, .options = options});
}

json select_view(const Page& page, Form& form, const std::string& name, std::vector<Option> options) {
  options.insert(options.begin(), {"", page.text("ideas.any")});
  return form.field_view(page, {.name = name, .label = page.text("ideas." + name + "_label"), .kind = FieldKind::select, .is_required = false,
                                .options = std::move(options)});
}

json filter_fields_view(const Page& page, const RedesignAtHand& at, Form& form) {
  std::vector<Option> phases, statuses, tags;
  for (const auto& phase : at.phases) {
    if (redesigns::phase_allows(phase.type, redesigns::Act::propose))
      phases.push_back({phase.id.text(), local_text(page, phase.titles, at.redesign.languages).text});
  }
  for (int i = 0; i < ideas::idea_state_count; ++i) {
    const auto state = static_cast<IdeaState>(i);
    if (ideas::is_listed(state)) statuses.push_back({std::string(ideas::name_of(state)), status_text(page, state)});
  }
  for (const auto& tag : ideas::load_used_tags(page.db(), at.redesign.id, tags_offered)) tags.push_back({tag, tag});
  return json::array({select_view(page, form, "phase", std::move(phases)), select_view(page, form, "status", std::move(statuses)),
                      select_view(page, form, "tag", std::move(tags))});
}

/// Filters that work without scripts: a part of a name, or the surroundings of a place some idea is at.
json place_filter_view(const Page& page, const RedesignAtHand& at, Form& form) {
  std::vector<Option> points;
  for (const auto& place : ideas::load_used_places(page.db(), at.redesign.id, places_offered))
    points.push_back({degrees_text(place.latitude) + "," + degrees_text(place.longitude), place.label});
  const auto chosen = form.value("near");
  const auto is_offered = [&](const Option& option) { return option.value == chosen; };
  if (!chosen.empty() && std::none_of(points.begin(), points.end(), is_offered)) points.insert(points.begin(), {chosen, page.text("map.chosen_point")});
  std::vector<Option> radii;
  for (const std::int64_t metres : {500, 1000, 2000, 5000})
    radii.push_back({std::to_string(metres), page.text(metres < 1000 ? "map.metres" : "map.kilometres", {{"count", metres < 1000 ? metres : metres / 1000}})});
  json place = form.field_view(page, {.name = "place", .label = page.text("map.place_label"), .length = {0, page.call().services.limits->place_chars_max}, .is_required = false});
  points.insert(points.begin(), {"", page.text("ideas.any")});
  json near = form.field_view(page, {.name = "near", .label = page.text("map.near_label"), .kind = FieldKind::select, .is_required = false, .options = points});
  json radius = form.field_view(page, {.name = "radius", .label = page.text("map.radius_label"), .kind = FieldKind::select, .is_required = false, .options = radii});
  return json::array({std::move(place), std::move(near), std::move(radius)});
}

/// One idea on the map and in the list beside it: the pins are made of this list and of nothing else.
json pin_view(const Page& page, const ideas::IdeaCard& card, const std::optional<ideas::Near>& near) {
  const ideas::Idea& idea = card.idea;
  std::string distance;
  if (near) distance = page.text("map.distance", {{"metres", static_cast<std::int64_t>(ideas::distance_m(*idea.latitude, *idea.longitude, *near) / 10) * 10}});
  return {{"id", idea.id.value},
          {"href", page.href("/ideas/" + idea.id.text())},
          {"title", card.title},
          {"lang", card.title_language},
          {"lat", degrees_text(*idea.latitude)},
          {"lon", degrees_text(*idea.longitude)},
          {"place_text", idea.place},
          {"distance_text", distance},
          {"status", ideas::name_of(idea.state)},
          {"status_text", status_text(page, idea.state)},
          {"supports_text", page.count("count.supports", idea.supports)}};
}

json empty_view(const Page& page, bool is_search, const std::string& new_href) {
  if (is_search)
    return {{"is_search", true}, {"is_done", false}, {"is_start", false}, {"is_notices", false}, {"is_drafts", false}, {"title_text", page.text("ideas.no_match_title")},
            {"text", page.text("ideas.no_match_text")}, {"action", false}};
  const json action = {{"href", new_href}, {"text", page.text("idea.propose")}};
  return {{"is_search", false}, {"is_done", false}, {"is_start", true}, {"is_notices", false}, {"is_drafts", false}, {"title_text", page.text("ideas.empty_title")},
          {"text", page.text("ideas.empty_text")}, {"action", new_href.empty() ? json(false) : action}};
}

std::string near_text(const ideas::Near& near) { return degrees_text(near.latitude) + "," + degrees_text(near.longitude); }

/// The list's address with its filters and order, without the view.
std::string list_address(const Page& page, const RedesignAtHand& at, const ideas::IdeaQuery& query) {
  std::string address = page.href("/redesigns/" + at.redesign.slug + "/ideas");
  if (query.sort != IdeaSort::random) address = with_param(address, "sort", ideas::name_of(query.sort));
  if (query.status) address = with_param(address, "status", ideas::name_of(*query.status));
  if (query.phase.is_set()) address = with_param(address, "phase", query.phase.text());
  if (!query.tag.empty()) address = with_param(address, "tag", query.tag);
  if (!query.text.empty()) address = with_param(address, "q", query.text);
  if (!query.place.empty()) address = with_param(address, "place", query.place);
  if (query.near) address = with_param(with_param(address, "near", near_text(*query.near)), "radius", degrees_text(query.near->radius_m));
  return address;
}

json pages_view(const Page& page, const ideas::IdeaQuery& query, const ideas::IdeaPage& found, const std::string& address) {
  if (!query.after && !found.next) return false;
  const auto number = [&](std::int64_t value) { return pages::format_number(page.language(), value); };
  return {{"previous_href", query.after ? address : std::string()},
          {"page_text", page.text("pages.range", {{"shown", number(static_cast<std::int64_t>(found.ids.size()))}, {"total", number(found.total)}})},
          {"next_href", found.next ? with_param(address, "after", http::encode_cursor(*found.next)) : std::string()}};
}

Form filled_form(const ideas::IdeaQuery& query) {
  Form form;
  form.fill("sort", std::string(ideas::name_of(query.sort))).fill("q", query.text).fill("tag", query.tag);
  form.fill("status", query.status ? std::string(ideas::name_of(*query.status)) : std::string());
  form.fill("place", query.place).fill("near", query.near ? near_text(*query.near) : std::string());
  form.fill("radius", query.near ? degrees_text(query.near->radius_m) : std::string("500"));
  form.fill("phase", query.phase.is_set() ? query.phase.text() : std::string());
  return form;
}

Result<http::Response> get_ideas(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto at = open_redesign(*page, call.path_value("slug"));
  if (!at) return at.error();
  const auto query = read_query(*page);
  if (!query) return query.error();
  const auto found = ideas::load_idea_page(page->db(), at->redesign, *query);
  if (query->sort == IdeaSort::random) page->expire_at(ideas::hour_end(page->now()));
  const LocalText title = local_text(*page, at->texts.title, at->redesign.languages);
  page->set_title(page->text("ideas.title") + " – " + title.text);
  add_redesign_crumb(*page, *at);
  page->add_crumb(page->text("ideas.title"));

  const std::string base = page->href("/redesigns/" + at->redesign.slug);
  const std::string reason = why_not_propose(*page, *at);
  const std::string new_href = base + "/ideas/new";
  const bool narrows = is_filtered(*query) || !query->text.empty() || is_placed(*query);
  const IdeaSetting setting = idea_setting(*page, *at, page->here());
  json cards = json::array();
  json pins = json::array();
  for (const auto& card : ideas::load_cards(page->db(), found.ids, page->language())) {
    if (query->is_on_map) pins.push_back(pin_view(*page, card, query->near));
    else cards.push_back(idea_card_view(*page, setting, card));
  }
  const std::size_t shown = cards.size() + pins.size();
  const std::string list_href = list_address(*page, *at, *query);
  const std::string map_href = with_param(list_href, "view", "map");
  if (query->is_on_map) page->needs_map();
  Form form = filled_form(*query);
  json q_field = form.field_view(*page, {.name = "q", .label = page->text("ideas.q_label"), .type = "search", .is_required = false});
  const json view = {
      {"redesign", at->redesign.id.value},
      {"redesign_href", base},
      {"redesign_title", title.text},
      {"lang", title.language},
      {"can_propose", reason.empty()},
      {"new_href", new_href},
      {"reason_text", reason},
      {"filters_action", base + "/ideas"},
      {"q_field", std::move(q_field)},
      {"sort_field", sort_field_view(*page, form)},
      {"is_filtered", is_filtered(*query)},
      {"filter_fields", filter_fields_view(*page, *at, form)},
      {"count_text", page->count("count.ideas", found.total)},
      {"clear_href", narrows ? (query->is_on_map ? base + "/ideas?view=map" : base + "/ideas") : std::string()},
      {"list_href", list_href},
      {"map_href", map_href},
      {"is_map", query->is_on_map},
      {"is_list", !query->is_on_map},
      {"has_pins", !pins.empty()},
      {"pins", std::move(pins)},
      {"map", map_view(*page, at->redesign)},
      {"feed_href", "/api/v1/redesigns/" + at->redesign.slug + "/ideas.geojson"},
      {"place_fields", place_filter_view(*page, *at, form)},
      {"is_placed", is_placed(*query)},
      {"sort_text", query->sort == IdeaSort::random ? page->text("ideas.sort_random_text") : std::string()},
      {"has_ideas", !cards.empty()},
      {"empty", shown == 0 ? empty_view(*page, narrows || query->is_on_map, reason.empty() ? new_href : std::string()) : json(false)},
      {"ideas", std::move(cards)},
      {"pages", pages_view(*page, *query, found, query->is_on_map ? map_href : list_href)},
      {"phases", phases_view(*page, at->redesign, at->phases)},
      {"presence", presence_view(redesigns::channel_of(at->redesign.id))},
  };
  return page->show("ideas", view);
}

}  // namespace

http::Routes ideas_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {{Method::get, "/{lang}/redesigns/{slug}/ideas", Who::anyone, Kind::read, Cost::normal, Audience::page, get_ideas}};
}

}  // namespace palabre::screens
