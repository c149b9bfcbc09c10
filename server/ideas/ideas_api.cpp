// GET routes of ideas: lists, one idea, its versions, similar ideas, search. Same bytes for everybody. Joined by main.
#include "ideas/ideas_api.hpp"

#include "http/paging.hpp"
#include "http/utf8.hpp"
#include "ideas/idea_text.hpp"
#include "ideas/idea_view.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace palabre::ideas {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

/// A typed line of the query: tidied, at most `chars_max`.
Result<std::string> read_line(const Call& call, std::string_view name, std::size_t chars_max) {
  const auto typed = call.request.param(name);
  if (!typed) return std::string();
  auto line = http::tidy_line(*typed);
  if (count_chars(line) > chars_max) return refuse(Reason::too_long, "at most " + std::to_string(chars_max) + " characters", name);
  return line;
}

/// "lang", "language": two lower-case letters or nothing.
Result<std::string> read_language(const Call& call, std::string_view name) {
  auto text = call.request.param(name).value_or("");
  const auto is_small_letter = [](char letter) { return letter >= 'a' && letter <= 'z'; };
  if (text.empty() || (text.size() == 2 && is_small_letter(text[0]) && is_small_letter(text[1]))) return text;
  return refuse(Reason::bad_field, "a language is two lower-case letters", name);
}

template <class SomeId>
Result<SomeId> read_param_id(const Call& call, std::string_view name) {
  const auto text = call.request.param(name);
  if (!text || text->empty()) return SomeId{};
  const auto id = SomeId::parse(*text);
  if (!id) return refuse(Reason::bad_field, "an id is a positive number", name);
  return *id;
}

Result<IdeaSort> read_sort(const Call& call) {
  const auto text = call.request.param("sort").value_or("random");
  const auto sort = idea_sort_of(text);
  if (!sort) return refuse(Reason::bad_field, "one of random, newest, supported, discussed", "sort");
  return *sort;
}

Result<std::optional<IdeaState>> read_status(const Call& call) {
  const auto text = call.request.param("status").value_or("");
  if (text.empty()) return std::optional<IdeaState>();
  const auto status = idea_state_of(text);
  if (!status || !is_listed(*status)) return refuse(Reason::bad_field, "not a state that lists show", "status");
  return std::optional(*status);
}

Result<std::int64_t> read_seed(const Call& call) {
  const auto text = call.request.param("seed");
  if (!text) return hour_seed(call.now);
  std::int64_t seed = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seed);
  if (error != std::errc{} || end != text->data() + text->size() || seed < 0) return refuse(Reason::bad_field, "a number from 0 up", "seed");
  return seed;
}

Result<void> read_filters(const Call& call, IdeaQuery& query) {
  const Limits& limits = *call.services.limits;
  const auto status = read_status(call);
  if (!status) return status.error();
  const auto phase = read_param_id<PhaseId>(call, "phase");
  if (!phase) return phase.error();
  const auto author = read_param_id<PersonId>(call, "author");
  if (!author) return author.error();
  const auto tag = read_line(call, "tag", limits.tag_chars_max);
  if (!tag) return tag.error();
  const auto text = read_line(call, "q", limits.query_chars_max);
  if (!text) return text.error();
  const auto tidy = tidy_tags({*tag});
  query.status = *status;
  query.phase = *phase;
  query.author = *author;
  query.tag = tidy.empty() ? "" : tidy.front();
  query.text = *text;
  return {};
}

/// "lat,lon" and metres.
Result<void> read_near(const Call& call, IdeaQuery& query) {
  const Limits& limits = *call.services.limits;
  const auto place = read_line(call, "place", limits.place_chars_max);
  if (!place) return place.error();
  query.place = *place;
  const auto point = call.request.param("near").value_or("");
  const auto radius = call.request.param("radius").value_or("");
  const auto near = near_of(point, radius);
  if (!near && !point.empty()) return refuse(Reason::bad_field, "near is latitude,longitude in degrees", "near");
  if (!radius.empty() && !radius_of(radius)) return refuse(Reason::bad_field, "metres from 100 to 50000", "radius");
  query.near = near;
  return {};
}

Result<IdeaQuery> read_query(const Call& call) {
  IdeaQuery query;
  const auto sort = read_sort(call);
  if (!sort) return sort.error();
  query.sort = *sort;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  const auto seed = read_seed(call);
  if (!seed) return seed.error();
  query.seed = *seed;
  if (auto read = read_filters(call, query); !read) return read.error();
  if (auto read = read_near(call, query); !read) return read.error();
  if (const auto after = call.request.param("after")) {
    auto cursor = http::decode_cursor(*after, name_of(query.sort));
    if (!cursor) return cursor.error();
    query.after = std::move(*cursor);
  }
  return query;
}

Instant boundary_of(const Call& call, RedesignId redesign) { return next_boundary(redesigns::load_phases(call.db(), redesign), call.now); }

Result<Response> get_ideas(const Call& call) {
  const auto redesign = load_public_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return redesign.error();
  const auto query = read_query(call);
  if (!query) return query.error();
  const auto language = read_language(call, "lang");
  if (!language) return language.error();
  const auto page = load_idea_page(call.db(), *redesign, *query);
  json body{{"items", json::array()}, {"next", nullptr}, {"total", page.total}};
  for (const auto& card : load_cards(call.db(), page.ids, *language)) body["items"].push_back(card_view(card, redesign->slug));
  const auto next = page.next ? http::encode_cursor(*page.next) : std::string();
  if (!next.empty()) body["next"] = next;
  auto response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  response.depends_on = {redesigns::channel_of(redesign->id)};
  response.fresh_until = boundary_of(call, redesign->id);
  const bool is_of_this_hour = query->sort == IdeaSort::random && !query->after && !call.request.param("seed");
  if (is_of_this_hour) response.fresh_until = std::min(response.fresh_until, hour_end(call.now));
  return response;
}

json feature_of(const IdeaCard& card, std::string_view slug) {
  return {{"type", "Feature"},
          {"id", card.idea.id.text()},
          {"geometry", {{"type", "Point"}, {"coordinates", {*card.idea.longitude, *card.idea.latitude}}}},
          {"properties", card_view(card, slug)}};
}

/// Every idea with a point on the map that the filters leave, newest first, as RFC 7946 wants it: longitude first.
Result<Response> get_features(const Call& call) {
  const auto redesign = load_public_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return redesign.error();
  const auto language = read_language(call, "lang");
  if (!language) return language.error();
  IdeaQuery query;
  query.sort = IdeaSort::newest;
  query.limit = call.services.limits->feed_ideas_max;
  query.is_on_map = true;
  if (auto read = read_filters(call, query); !read) return read.error();
  if (auto read = read_near(call, query); !read) return read.error();
  const auto page = load_idea_page(call.db(), *redesign, query);
  json features = json::array();
  for (const auto& card : load_cards(call.db(), page.ids, *language)) features.push_back(feature_of(card, redesign->slug));
  auto response = http::json_response({{"type", "FeatureCollection"}, {"features", std::move(features)}});
  response.content_type = "application/geo+json";
  response.depends_on = {redesigns::channel_of(redesign->id)};
  response.fresh_until = boundary_of(call, redesign->id);
  return response;
}

Result<FullIdea> load_full(const Call& call, Instant& fresh_until, std::vector<std::string>& depends_on) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto language = read_language(call, "lang");
  if (!language) return language.error();
  const auto found = load_visible_idea(call.db(), *id, people::Actor{});
  if (!found) return found.error();
  fresh_until = boundary_of(call, found->redesign.id);
  depends_on = {redesigns::channel_of(found->redesign.id), redesigns::subject_of(*id)};
  return load_full_idea(call.db(), *found, *language);
}

Result<Response> get_idea(const Call& call) {
  Instant fresh_until;
  std::vector<std::string> depends_on;
  const auto full = load_full(call, fresh_until, depends_on);
  if (!full) return full.error();
  auto response = http::json_response(idea_view(*full));
  response.depends_on = std::move(depends_on);
  response.fresh_until = fresh_until;
  return response;
}

Result<Response> get_versions(const Call& call) {
  Instant fresh_until;
  std::vector<std::string> depends_on;
  const auto full = load_full(call, fresh_until, depends_on);
  if (!full) return full.error();
  auto response = http::json_response({{"items", versions_view(*full)}});
  response.depends_on = std::move(depends_on);
  response.fresh_until = fresh_until;
  return response;
}

/// Not kept: hardly anybody types the same words, and keeping them would push out what everybody reads.
Result<Response> get_similar(const Call& call) {
  const auto redesign = load_public_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return redesign.error();
  const Limits& limits = *call.services.limits;
  const auto text = read_line(call, "q", limits.query_chars_max + limits.title_chars_max);
  if (!text) return text.error();
  const auto language = read_language(call, "language");
  if (!language) return language.error();
  std::vector<IdeaId> ids;
  for (const auto& found : find_similar(call.db(), *redesign, *text, limits.similar_max)) ids.push_back(found.idea);
  json items = json::array();
  for (const auto& card : load_cards(call.db(), ids, *language)) items.push_back(card_view(card, redesign->slug));
  return http::json_response({{"items", std::move(items)}});
}

Result<TextQuery> read_text_query(const Call& call) {
  TextQuery query;
  const auto text = read_line(call, "q", call.services.limits->query_chars_max);
  if (!text) return text.error();
  if (text->empty()) return refuse(Reason::missing_field, "what to search for", "q");
  query.text = *text;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  query.limit = *limit;
  if (const auto slug = call.request.param("redesign"); slug && !slug->empty()) {
    const auto redesign = load_public_redesign(call.db(), *slug);
    if (!redesign) return redesign.error();
    query.redesign = redesign->id;
  }
  if (const auto kind = call.request.param("kind"); kind && !kind->empty()) {
    if (*kind != "idea" && *kind != "comment") return refuse(Reason::bad_field, "one of idea, comment", "kind");
    query.kind = *kind == "idea" ? db::SearchKind::idea : db::SearchKind::comment;
  }
  return query;
}

Result<Response> get_search(const Call& call) {
  auto query = read_text_query(call);
  if (!query) return query.error();
  if (const auto after = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*after, "search");
    if (!cursor) return cursor.error();
    if (cursor->key < 0 || cursor->key > 10'000) return refuse(Reason::bad_cursor, "use the cursor of the previous page", "after");
    query->offset = static_cast<std::size_t>(cursor->key);
  }
  const auto page = search_texts(call.db(), *query);
  json body{{"items", json::array()}, {"next", nullptr}};
  for (const auto& found : page.items) body["items"].push_back(found_view(found));
  if (!page.next_offset) return http::json_response(body);
  const auto next = http::encode_cursor({"search", static_cast<std::int64_t>(*page.next_offset), 0, 0});
  body["next"] = next;
  auto response = http::json_response(body);
  http::add_next_link(response, call.request, next);
  return response;
}

}  // namespace

http::Routes read_routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {get, "/api/v1/redesigns/{slug}/ideas", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_ideas},
      {get, "/api/v1/redesigns/{slug}/ideas.geojson", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_features},
      {get, "/api/v1/redesigns/{slug}/similar", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_similar},
      {get, "/api/v1/ideas/{id}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_idea},
      {get, "/api/v1/ideas/{id}/versions", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_versions},
      {get, "/api/v1/search", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_search},
  };
}

http::Routes routes() {
  http::Routes all = read_routes();
  for (auto more : {write_routes(), mark_routes()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace palabre::ideas
