// Comments over HTTP: JSON in, act, view out.
// Called by the router; main joins these rows with the other slices'.
#include "discussion/comment_api.hpp"
#include "base/names.hpp"

#include "discussion/ask_author.hpp"
#include "discussion/comment_view.hpp"
#include "discussion/edit_comment.hpp"
#include "discussion/post_comment.hpp"
#include "discussion/withdraw_comment.hpp"
#include "http/input.hpp"
#include "http/paging.hpp"
#include "ideas/idea_access.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::discussion {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

/// Shared answers show what a visitor may see, whoever asks.
people::Actor visitor() { return {}; }

Response depend(Response response, const ideas::IdeaInPlace& place) {
  response.depends_on = {redesigns::channel_of(place.redesign.id), redesigns::subject_of(place.idea.id)};
  return response;
}

Result<CommentPlace> read_after(const Call& call, std::string_view order) {
  const auto after = call.request.param("after");
  if (!after) return CommentPlace{};
  const auto cursor = http::decode_cursor(*after, order);
  if (!cursor) return cursor.error();
  return CommentPlace{cursor->key, cursor->id};
}

Result<std::size_t> read_page_size(const Call& call) {
  if (!call.request.param("limit")) return call.services.limits->comments_page_size;
  return http::read_limit(call.request, *call.services.limits);
}

Result<CommentQuery> read_query(const Call& call) {
  CommentQuery query;
  const std::string order = call.request.param("sort").value_or("oldest");
  const auto sort = find_name<CommentSort>(sort_names(), order);
  if (!sort) return refuse(Reason::bad_field, "one of oldest, newest, for, against", "sort");
  query.sort = *sort;
  const auto after = read_after(call, order);
  if (!after) return after.error();
  query.after = *after;
  const auto limit = read_page_size(call);
  if (!limit) return limit.error();
  query.limit = *limit;
  query.replies_max = call.services.limits->page_size_max;
  return query;
}

Result<Response> list_comments(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto query = read_query(call);
  if (!query) return query.error();
  const auto place = ideas::load_visible_idea(call.db(), *id, visitor());
  if (!place) return place.error();
  const CommentPage page = load_comment_page(call.db(), place->idea, *query);
  const auto roles = load_roles_by_person(call.db(), place->redesign.id);
  json body = {{"items", json::array()}, {"next", nullptr}, {"comments", place->idea.comments}};
  for (const auto& thread : page.threads) body["items"].push_back(thread_view(thread, roles));
  std::string next;
  if (page.next) {
    next = http::encode_cursor({std::string(sort_names()[static_cast<std::size_t>(query->sort)]), page.next->key, page.next->id, 0});
    body["next"] = next;
  }
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return depend(std::move(response), *place);
}

struct Found {
  Comment comment;
  ideas::IdeaInPlace place;
};

/// Refuses not_found for a comment under an idea that strangers cannot read, and for the discussion of a hidden idea.
Result<Found> load_public_comment(const Call& call) {
  const auto id = call.path_id<CommentId>();
  if (!id) return id.error();
  auto comment = find_comment(call.db(), *id);
  if (!comment) return refuse(Reason::not_found, "no such comment");
  auto place = ideas::load_visible_idea(call.db(), comment->idea, visitor());
  if (!place) return refuse(Reason::not_found, "no such comment");
  if (place->idea.state == ideas::IdeaState::hidden) return refuse(Reason::gone, "the idea it stands under was hidden");
  return Found{std::move(*comment), std::move(*place)};
}

json one_view(const Call& call, CommentId id, RedesignId redesign) {
  return comment_view(find_shown_comment(call.db(), id).value(), load_roles_by_person(call.db(), redesign));
}

Result<Response> show_comment(const Call& call) {
  const auto found = load_public_comment(call);
  if (!found) return found.error();
  return depend(http::json_response(one_view(call, found->comment.id, found->place.redesign.id)), found->place);
}

Result<Response> list_replies(const Call& call) {
  const auto found = load_public_comment(call);
  if (!found) return found.error();
  const auto after = read_after(call, replies_order);
  if (!after) return after.error();
  const auto limit = read_page_size(call);
  if (!limit) return limit.error();
  auto replies = load_replies(call.db(), found->comment.id, *after, *limit + 1);
  json body = {{"items", json::array()}, {"next", nullptr}};
  std::string next;
  if (replies.size() > *limit) {
    replies.pop_back();
    next = http::encode_cursor({std::string(replies_order), replies.back().place.key, replies.back().place.id, 0});
    body["next"] = next;
  }
  const auto roles = load_roles_by_person(call.db(), found->place.redesign.id);
  for (const auto& reply : replies) body["items"].push_back(comment_view(reply.shown, roles));
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return depend(std::move(response), found->place);
}

Result<Response> list_versions(const Call& call) {
  const auto found = load_public_comment(call);
  if (!found) return found.error();
  if (found->comment.state != CommentState::published)
    return refuse(Reason::gone, "this comment is " + std::string(name_of(found->comment.state)));
  json items = json::array();
  for (const auto& version : load_comment_versions(call.db(), found->comment.id))
    items.push_back({{"version", version.version}, {"body", version.body}, {"created_at", iso_text(version.created_at)}});
  return depend(http::json_response({{"items", std::move(items)}}), found->place);
}

/// What a change answers: the comment as everybody sees it, the idea's count and the event's number.
Response changed_response(const Call& call, const CommentChange& change, RedesignId redesign, int status) {
  json body = one_view(call, change.comment, redesign);
  body["comments"] = change.comments;
  body["seq"] = change.seq;
  return http::json_response(body, status);
}

bool is_language_code(std::string_view text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

Result<PostComment> read_comment(const Call& call, IdeaId idea) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  PostComment wanted;
  wanted.idea = idea;
  wanted.body = input->text("body", {1, call.services.limits->comment_chars_max});
  if (const auto stance = input->optional_choice("stance", stance_names())) wanted.stance = static_cast<Stance>(*stance);
  wanted.language = input->optional_line("language", {2, 2}).value_or(call.viewer->language);
  if (!is_language_code(wanted.language)) input->refuse_field(Reason::bad_field, "language", "two lower-case letters");
  if (const auto parent = input->optional_line("parent", {1, 20})) {
    const auto id = CommentId::parse(*parent);
    if (!id) input->refuse_field(Reason::bad_field, "parent", "the number of a comment");
    wanted.parent = id.value_or(CommentId{});
  }
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<Response> post(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto wanted = read_comment(call, *id);
  if (!wanted) return wanted.error();
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  const auto change = post_comment(call.db(), actor, *wanted, *call.services.limits);
  if (!change) return change.error();
  Response response = changed_response(call, *change, *redesign, 201);
  response.header("Location", "/api/v1/comments/" + change->comment.text());
  return response;
}

Result<Response> ask(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  AskAuthor wanted{*id, input->optional_line("language", {2, 2}).value_or(call.viewer->language), input->text("body", {1, call.services.limits->comment_chars_max})};
  if (!is_language_code(wanted.language)) input->refuse_field(Reason::bad_field, "language", "two lower-case letters");
  if (auto refusal = input->refusal()) return *refusal;
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  const auto change = ask_author(call.db(), actor, wanted, *call.services.limits);
  if (!change) return change.error();
  Response response = changed_response(call, *change, *redesign, 201);
  response.header("Location", "/api/v1/comments/" + change->comment.text());
  return response;
}

Result<Response> edit(const Call& call) {
  const auto found = load_public_comment(call);
  if (!found) return found.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  EditComment wanted;
  wanted.comment = found->comment.id;
  wanted.body = input->text("body", {1, call.services.limits->comment_chars_max});
  if (const auto version = input->optional_integer("version", 1, INT32_MAX)) wanted.seen_version = static_cast<int>(*version);
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = people::load_actor(call.db(), *call.viewer, found->place.redesign.id);
  const auto change = edit_comment(call.db(), actor, wanted, *call.services.limits);
  if (!change) return change.error();
  return changed_response(call, *change, found->place.redesign.id, 200);
}

Result<Response> withdraw(const Call& call) {
  const auto id = call.path_id<CommentId>();
  if (!id) return id.error();
  const auto comment = find_comment(call.db(), *id);
  if (!comment) return refuse(Reason::not_found, "no such comment");
  const auto redesign = ideas::load_redesign_of(call.db(), comment->idea);
  if (!redesign) return redesign.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  const auto change = withdraw_comment(call.db(), actor, *id);
  if (!change) return change.error();
  return changed_response(call, *change, *redesign, 200);
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/ideas/{id}/comments", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_comments},
      {Method::post, "/api/v1/ideas/{id}/comments", Who::participant, Kind::write, Cost::normal, Audience::mine, post},
      {Method::post, "/api/v1/ideas/{id}/clarifications", Who::officer, Kind::write, Cost::normal, Audience::mine, ask},
      {Method::get, "/api/v1/comments/{id}", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, show_comment},
      {Method::patch, "/api/v1/comments/{id}", Who::author, Kind::write, Cost::normal, Audience::mine, edit},
      {Method::del, "/api/v1/comments/{id}", Who::author, Kind::write, Cost::normal, Audience::mine, withdraw},
      {Method::get, "/api/v1/comments/{id}/replies", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_replies},
      {Method::get, "/api/v1/comments/{id}/versions", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, list_versions},
  };
}

}  // namespace palabre::discussion
