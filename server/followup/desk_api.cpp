// The officers' desk over HTTP: inbox by facets, drafts, what waits for release, who looks after what.
// Called by the router; main joins these rows with the other slices'.
#include "followup/answer_api.hpp"
#include "followup/answer_view.hpp"
#include "followup/assign_idea.hpp"
#include "followup/inbox.hpp"
#include "followup/send_answer.hpp"
#include "http/input.hpp"
#include "http/paging.hpp"
#include "ideas/idea_access.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

struct Desk {
  redesigns::Redesign redesign;
  people::Actor actor;
};

/// Someone without any role learns nothing about what is not public.
Result<Desk> open_desk(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  if (!redesigns::is_public(redesign->state) && actor.roles.is_empty() && !actor.is_admin) return refuse(Reason::not_found, "no such redesign");
  return Desk{*redesign, std::move(actor)};
}

Result<void> require_officer(const people::Actor& actor) {
  if (actor.is_officer() || actor.is_owner()) return {};
  return refuse(Reason::not_allowed, "the inbox is for the officers and the owner of this redesign");
}

Result<Response> list_inbox(const Call& call) {
  constexpr std::string_view order = "inbox";
  InboxQuery query;
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, order);
    if (!cursor) return cursor.error();
    query.after = {cursor->key, cursor->id};
  }
  if (const auto name = call.request.param("facet")) {
    const auto facet = facet_of(*name);
    if (!facet) return refuse(Reason::bad_field, "no such facet", "facet");
    query.facet = *facet;
  }
  const auto desk = open_desk(call);
  if (!desk) return desk.error();
  if (const auto may = require_officer(desk->actor); !may) return may.error();
  query.reader = desk->actor.person;
  query.now = call.now;
  query.limit = *limit + 1;
  auto inbox = load_inbox(call.db(), desk->redesign.id, query);
  const auto counts = count_facets(call.db(), desk->redesign.id, query);
  json facets = json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) facets[std::string(facet_names()[i])] = counts[i];
  json body = {{"items", json::array()}, {"next", nullptr}, {"waiting", counts.at(0)}, {"overdue", counts.at(1)}, {"facets", std::move(facets)}};
  std::string next;
  if (inbox.size() > *limit) {
    inbox.pop_back();
    next = http::encode_cursor({std::string(order), inbox.back().place.key, inbox.back().place.id, 0});
    body["next"] = next;
  }
  for (const auto& waiting : inbox) body["items"].push_back(waiting_view(waiting, call.now));
  Response response = http::json_response(body);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

Result<Response> list_pending(const Call& call) {
  const auto desk = open_desk(call);
  if (!desk) return desk.error();
  if (const auto may = require_officer(desk->actor); !may) return may.error();
  json items = json::array();
  for (const auto& pending : load_waiting(call.db(), desk->redesign.id, call.services.limits->page_size_max)) items.push_back(pending_view(pending));
  return http::json_response({{"items", std::move(items)}, {"four_eyes", needs_four_eyes(call.db(), desk->redesign.id)}});
}

/// The actor in the redesign of the answer; a number tells strangers nothing.
Result<people::Actor> actor_for(const Call& call, PendingAnswerId id) {
  const auto pending = find_pending(call.db(), id);
  const auto redesign = pending ? ideas::load_redesign_of(call.db(), pending->answer.idea) : Result<RedesignId>(refuse(Reason::not_found));
  if (!redesign) return refuse(Reason::not_found, "no such answer");
  auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  if (!actor.is_officer() && !actor.is_owner()) return refuse(Reason::not_found, "no such answer");
  return actor;
}

Result<Response> release(const Call& call) {
  const auto id = call.path_id<PendingAnswerId>();
  if (!id) return id.error();
  const auto actor = actor_for(call, *id);
  if (!actor) return actor.error();
  const auto published = release_answer(call.db(), *actor, *id);
  if (!published) return published.error();
  json body = pending_view(find_pending(call.db(), *id).value());
  body["answer"] = published->answer.text();
  body["seq"] = published->seq;
  return http::json_response(body);
}

Result<Response> send_back(const Call& call) {
  const auto id = call.path_id<PendingAnswerId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string note = input->text("note", {call.services.limits->reason_chars_min, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = actor_for(call, *id);
  if (!actor) return actor.error();
  const auto sent = send_answer_back(call.db(), *actor, *id, note);
  if (!sent) return sent.error();
  return http::json_response(pending_view(*sent));
}

Result<Response> take_back(const Call& call) {
  const auto id = call.path_id<PendingAnswerId>();
  if (!id) return id.error();
  const auto actor = actor_for(call, *id);
  if (!actor) return actor.error();
  const auto taken = take_answer_back(call.db(), *actor, *id);
  if (!taken) return taken.error();
  return http::json_response(pending_view(*taken));
}

// ---- drafts and assignment of one idea

Result<people::Actor> officer_of(const Call& call, IdeaId idea) {
  const auto redesign = ideas::load_redesign_of(call.db(), idea);
  if (!redesign) return redesign.error();
  auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  if (const auto place = ideas::load_visible_idea(call.db(), idea, actor); !place) return place.error();
  if (const auto may = require_officer(actor); !may) return may.error();
  return actor;
}

json draft_view(const AnswerDraft& draft) {
  return {{"kind", draft.kind}, {"reason_code", draft.reason_code}, {"review_on", draft.review_on}, {"texts", draft.texts}, {"note", draft.note}, {"updated_at", iso_text(draft.updated_at)}};
}

Result<Response> show_draft(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto actor = officer_of(call, *id);
  if (!actor) return actor.error();
  const auto draft = find_answer_draft(call.db(), *id, actor->person);
  if (!draft) return refuse(Reason::not_found, "no draft");
  return http::json_response(draft_view(*draft));
}

Result<Response> put_draft(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  AnswerDraft draft;
  if (const auto kind = input->optional_choice("kind", kind_names())) draft.kind = kind_names().at(*kind);
  if (const auto code = input->optional_choice("reason_code", reason_code_names())) draft.reason_code = reason_code_names().at(*code);
  draft.review_on = input->optional_line("review_on", {1, 40}).value_or("");
  for (auto& [language, text] : input->texts_by_language("texts", {1, call.services.limits->answer_chars_max})) draft.texts[language] = std::move(text);
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = officer_of(call, *id);
  if (!actor) return actor.error();
  save_answer_draft(call.db(), *id, actor->person, draft);
  return http::json_response(draft_view(find_answer_draft(call.db(), *id, actor->person).value()));
}

Result<Response> delete_draft(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto actor = officer_of(call, *id);
  if (!actor) return actor.error();
  remove_answer_draft(call.db(), *id, actor->person);
  return http::no_content();
}

Result<Response> put_assignee(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto typed = input->optional_line("person", {1, 20});
  const auto person = typed ? PersonId::parse(*typed) : PersonId{};
  if (!person) input->refuse_field(Reason::bad_field, "person", "the id of a person, or null");
  if (auto refusal = input->refusal()) return *refusal;
  const auto actor = officer_of(call, *id);
  if (!actor) return actor.error();
  if (const auto assigned = assign_idea(call.db(), *actor, {*id, *person}); !assigned) return assigned.error();
  return http::json_response({{"idea", id->text()}, {"person", person->is_set() ? json(person->text()) : json(nullptr)}});
}

Result<Response> put_four_eyes(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto on = input->optional_fact("on");
  if (!input->has("on")) input->refuse_field(Reason::missing_field, "on", "true or false");
  if (auto refusal = input->refusal()) return *refusal;
  const auto desk = open_desk(call);
  if (!desk) return desk.error();
  if (const auto switched = switch_four_eyes(call.db(), desk->actor, desk->redesign.id, on.value()); !switched) return switched.error();
  return http::json_response({{"four_eyes", on.value()}});
}

}  // namespace

http::Routes desk_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/inbox", Who::officer, Kind::read, Cost::normal, Audience::mine, list_inbox},
      {Method::get, "/api/v1/redesigns/{slug}/pending-answers", Who::officer, Kind::read, Cost::normal, Audience::mine, list_pending},
      {Method::put, "/api/v1/redesigns/{slug}/four-eyes", Who::owner, Kind::write, Cost::normal, Audience::mine, put_four_eyes},
      {Method::post, "/api/v1/pending-answers/{id}/release", Who::officer, Kind::write, Cost::normal, Audience::mine, release},
      {Method::post, "/api/v1/pending-answers/{id}/send-back", Who::officer, Kind::write, Cost::normal, Audience::mine, send_back},
      {Method::post, "/api/v1/pending-answers/{id}/take-back", Who::officer, Kind::write, Cost::normal, Audience::mine, take_back},
      {Method::get, "/api/v1/ideas/{id}/answer-draft", Who::officer, Kind::read, Cost::normal, Audience::mine, show_draft},
      {Method::put, "/api/v1/ideas/{id}/answer-draft", Who::officer, Kind::write, Cost::normal, Audience::mine, put_draft},
      {Method::del, "/api/v1/ideas/{id}/answer-draft", Who::officer, Kind::write, Cost::normal, Audience::mine, delete_draft},
      {Method::put, "/api/v1/ideas/{id}/assignee", Who::officer, Kind::write, Cost::normal, Audience::mine, put_assignee},
  };
}

}  // namespace palabre::followup
