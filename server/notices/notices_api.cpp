// /follow, /me/follows, /me/notices, /visit: JSON in, act, view out. Joined with the other slices' tables by serve().
#include "notices/notices_api.hpp"

#include "http/input.hpp"
#include "http/paging.hpp"
#include "ideas/idea_access.hpp"
#include "notices/follow.hpp"
#include "notices/notice_store.hpp"
#include "notices/visit.hpp"

#include <nlohmann/json.hpp>

namespace palabre::notices {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr std::string_view notices_order = "notices";
constexpr std::string_view follows_order = "follows";

template <class SomeId>
json maybe_id(SomeId id) {
  return id.is_set() ? json(id.text()) : json(nullptr);
}

json notice_view(const Notice& notice) {
  json hidden = nullptr;
  if (notice.kind == NoticeKind::hidden && !notice.rule.empty()) hidden = {{"rule", notice.rule}, {"reason", notice.reason}};
  return {{"id", notice.id.text()},     {"kind", name_of(notice.kind)},     {"word", notice.word},
          {"count", notice.count},      {"is_mine", notice.is_mine},        {"is_read", notice.is_read},
          {"at", iso_text(notice.at)},  {"redesign", notice.redesign_slug}, {"idea", maybe_id(notice.idea)},
          {"comment", maybe_id(notice.comment)}, {"phase", maybe_id(notice.phase)},  {"merge", maybe_id(notice.merge)},
          {"round", maybe_id(notice.round)}, {"statement", maybe_id(notice.statement)},
          {"hidden", std::move(hidden)}};
}

// ---- follows

Response following(bool is_on) { return http::json_response({{"following", is_on}}); }

template <bool is_wanted>
Result<Response> set_idea_follow(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto done = follow(call.db(), people::load_actor(call.db(), *call.viewer, *redesign), target_of(*id), is_wanted);
  if (!done) return done.error();
  return following(is_wanted);
}

template <bool is_wanted>
Result<Response> set_redesign_follow(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign", "slug");
  const auto done = follow(call.db(), people::load_actor(call.db(), *call.viewer, redesign->id), target_of(redesign->id), is_wanted);
  if (!done) return done.error();
  return following(is_wanted);
}

Result<Response> get_follows(const Call& call) {
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  FollowPlace after;
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, follows_order);
    if (!cursor) return cursor.error();
    after = {Instant{cursor->key}, cursor->id};
  }
  auto found = load_followed(call.db(), call.viewer->person, after, *limit + 1);
  std::string next;
  if (found.size() > *limit) {
    found.pop_back();
    next = http::encode_cursor({std::string(follows_order), found.back().since.unix_ms, found.back().target.id, 0});
  }
  json items = json::array();
  for (const auto& one : found) {
    items.push_back({{"kind", name_of(one.target.kind)}, {"id", std::to_string(one.target.id)}, {"since", iso_text(one.since)},
                     {"new_comments", one.new_comments}});
  }
  Response response = http::json_response({{"items", std::move(items)}, {"next", next.empty() ? json(nullptr) : json(next)}});
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

// ---- notices

Result<Response> get_notices(const Call& call) {
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  NoticePlace after;
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, notices_order);
    if (!cursor) return cursor.error();
    after = {Instant{cursor->key}, cursor->id};
  }
  auto found = load_notices(call.db(), call.viewer->person, after, *limit + 1);
  std::string next;
  if (found.size() > *limit) {
    found.pop_back();
    next = http::encode_cursor({std::string(notices_order), found.back().at.unix_ms, found.back().id.value, 0});
  }
  json items = json::array();
  for (const auto& notice : found) items.push_back(notice_view(notice));
  Response response = http::json_response(
      {{"items", std::move(items)}, {"unread", count_unread(call.db(), call.viewer->person)}, {"next", next.empty() ? json(nullptr) : json(next)}});
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

Response unread_response(const Call& call) { return http::json_response({{"unread", count_unread(call.db(), call.viewer->person)}}); }

Result<Response> get_unread(const Call& call) { return unread_response(call); }

Result<Response> post_read(const Call& call) {
  const auto id = call.path_id<NoticeId>();
  if (!id) return id.error();
  const auto done = read_notice(call.db(), call.viewer->person, *id);
  if (!done) return done.error();
  return unread_response(call);
}

Result<Response> post_read_all(const Call& call) {
  read_all_notices(call.db(), call.viewer->person, INT64_MAX);
  return unread_response(call);
}

// ---- reading marks

json visit_view(const Visit& visit) {
  return {{"seen", visit.seen.is_set() ? json(visit.seen.text()) : json(nullptr)},
          {"new_comments", visit.new_comments},
          {"first_new", maybe_id(visit.first_new)}};
}

Result<Response> get_visit(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto found = ideas::load_visible_idea(call.db(), *id, people::load_actor(call.db(), *call.viewer, *redesign));
  if (!found) return found.error();
  return http::json_response(visit_view(load_visit(call.db(), call.viewer->person, *id)));
}

Result<Response> put_visit(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto seen = CommentId::parse(input->line("seen", {1, 20}));
  if (!seen) input->refuse_field(Reason::bad_field, "seen", "the id of a comment");
  if (const auto refusal = input->refusal()) return *refusal;
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto done = save_visit(call.db(), people::load_actor(call.db(), *call.viewer, *redesign), *id, *seen);
  if (!done) return done.error();
  return http::json_response(visit_view(load_visit(call.db(), call.viewer->person, *id)));
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {put, "/api/v1/ideas/{id}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, set_idea_follow<true>},
      {del, "/api/v1/ideas/{id}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, set_idea_follow<false>},
      {put, "/api/v1/redesigns/{slug}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, set_redesign_follow<true>},
      {del, "/api/v1/redesigns/{slug}/follow", Who::participant, Kind::write, Cost::normal, Audience::mine, set_redesign_follow<false>},
      {get, "/api/v1/me/follows", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_follows},
      {get, "/api/v1/me/notices", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_notices},
      {get, "/api/v1/me/notices/unread", Who::signed_in, Kind::read, Cost::cheap, Audience::mine, get_unread},
      {post, "/api/v1/me/notices/read", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_read_all},
      {post, "/api/v1/me/notices/{id}/read", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_read},
      {get, "/api/v1/ideas/{id}/visit", Who::participant, Kind::read, Cost::cheap, Audience::mine, get_visit},
      {put, "/api/v1/ideas/{id}/visit", Who::participant, Kind::write, Cost::normal, Audience::mine, put_visit},
  };
}

}  // namespace palabre::notices
