// Answers over HTTP: JSON in, act, view out.
// Called by the router; main joins these rows with the other slices'.
#include "followup/answer_api.hpp"

#include "followup/answer_view.hpp"
#include "followup/publish_answer.hpp"
#include "http/input.hpp"
#include "http/paging.hpp"
#include "ideas/idea_access.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::followup {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

Result<Response> list_answers(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto place = ideas::load_visible_idea(call.db(), *id, people::Actor{});
  if (!place) return place.error();
  json items = json::array();
  for (const auto& shown : load_answers(call.db(), *id)) items.push_back(answer_view(shown, place->idea.language));
  Response response = http::json_response({{"items", std::move(items)}});
  response.depends_on = {redesigns::channel_of(place->redesign.id), redesigns::subject_of(*id)};
  return response;
}

/// A plain `body` is in the writer's language when the redesign speaks it, else in the redesign's first.
std::string body_language(const Call& call, const redesigns::Redesign& redesign) {
  const auto& spoken = redesign.languages;
  const std::string& own = call.viewer->language;
  if (spoken.empty() || std::find(spoken.begin(), spoken.end(), own) != spoken.end()) return own;
  return spoken.front();
}

Result<PublishAnswer> read_answer(const Call& call, const ideas::IdeaInPlace& place) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const http::Length length{1, call.services.limits->answer_chars_max};
  PublishAnswer wanted;
  wanted.idea = place.idea.id;
  wanted.kind = static_cast<AnswerKind>(input->choice("kind", kind_names()));
  for (auto& [language, text] : input->texts_by_language("texts", length)) wanted.texts.emplace(language, text);
  const auto language = input->optional_line("language", {2, 2});
  if (auto body = input->optional_text("body", length))
    wanted.texts.insert_or_assign(language.value_or(body_language(call, place.redesign)), std::move(*body));
  if (const auto code = input->optional_choice("reason_code", reason_code_names())) wanted.reason_code = static_cast<ReasonCode>(*code);
  wanted.review_on = input->optional_instant("review_on");
  if (auto refusal = input->refusal()) return *refusal;
  return wanted;
}

Result<Response> post_answer(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto redesign = ideas::load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  const auto place = ideas::load_visible_idea(call.db(), *id, actor);
  if (!place) return place.error();
  const auto wanted = read_answer(call, *place);
  if (!wanted) return wanted.error();
  const auto published = publish_answer(call.db(), actor, *wanted);
  if (!published) return published.error();
  const auto answers = load_answers(call.db(), *id);
  const auto shown = std::find_if(answers.begin(), answers.end(), [&](const ShownAnswer& one) { return one.answer.id == published->answer; });
  json body = answer_view(*shown, place->idea.language);
  body["seq"] = published->seq;
  Response response = http::json_response(body, 201);
  response.header("Location", "/api/v1/ideas/" + id->text() + "/answers");
  return response;
}

Result<Response> list_inbox(const Call& call) {
  constexpr std::string_view order = "inbox";
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  InboxPlace after;
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, order);
    if (!cursor) return cursor.error();
    after = {cursor->key, cursor->id};
  }
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  const auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  if (!redesigns::is_public(redesign->state) && actor.roles.is_empty()) return refuse(Reason::not_found, "no such redesign");
  if (!actor.is_officer() && !actor.is_owner()) return refuse(Reason::not_allowed, "the inbox is for the officers and the owner of this redesign");
  auto inbox = load_inbox(call.db(), redesign->id, after, *limit + 1);
  const auto count = count_inbox(call.db(), redesign->id, call.now);
  json body = {{"items", json::array()}, {"next", nullptr}, {"waiting", count.waiting}, {"overdue", count.overdue}};
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

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/ideas/{id}/answers", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_answers},
      {Method::post, "/api/v1/ideas/{id}/answers", Who::officer, Kind::write, Cost::normal, Audience::mine, post_answer},
      {Method::get, "/api/v1/redesigns/{slug}/inbox", Who::officer, Kind::read, Cost::normal, Audience::mine, list_inbox},
  };
}

}  // namespace palabre::followup
