// Answers over HTTP: JSON in, act, view out.
// Called by the router; main joins these rows with the other slices'.
#include "followup/answer_api.hpp"

#include "followup/answer_view.hpp"
#include "followup/send_answer.hpp"
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
  const auto sent = send_answer(call.db(), actor, *wanted);
  if (!sent) return sent.error();
  if (!sent->published) return http::json_response(pending_view(find_pending(call.db(), sent->pending).value()), 202);
  const auto& published = sent->published;
  const auto answers = load_answers(call.db(), *id);
  const auto shown = std::find_if(answers.begin(), answers.end(), [&](const ShownAnswer& one) { return one.answer.id == published->answer; });
  json body = answer_view(*shown, place->idea.language);
  body["seq"] = published->seq;
  Response response = http::json_response(body, 201);
  response.header("Location", "/api/v1/ideas/" + id->text() + "/answers");
  return response;
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  http::Routes all = {
      {Method::get, "/api/v1/ideas/{id}/answers", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_answers},
      {Method::post, "/api/v1/ideas/{id}/answers", Who::officer, Kind::write, Cost::normal, Audience::mine, post_answer},
  };
  for (const auto& more : {desk_routes(), answer_list_routes()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace palabre::followup
