// Contributions without an account over HTTP: JSON in, act, view out.
// Called by the router; the visitor's token travels in a cookie, as for browsers.
#include "light/light_api.hpp"

#include "http/input.hpp"
#include "light/answer_question.hpp"
#include "light/claim_contributions.hpp"
#include "light/edit_light.hpp"
#include "light/light_view.hpp"
#include "light/react_to_idea.hpp"
#include "redesigns/redesign_input.hpp"
#include "redesigns/redesign_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::light {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr http::Length question_length{1, 300};
constexpr http::Length choice_length{1, 120};

Result<redesigns::Redesign> load_public(const Call& call) {
  auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign || !redesigns::is_public(redesign->state)) return refuse(Reason::not_found, "no such redesign", "slug");
  return std::move(*redesign);
}

Result<Response> get_light(const Call& call) {
  const auto redesign = load_public(call);
  if (!redesign) return redesign.error();
  Response response = http::json_response(light_view(call.db(), *redesign, load_light(call.db(), redesign->id)));
  response.depends_on = {redesigns::channel_of(redesign->id)};
  response.fresh_until = redesigns::fresh_until(redesign->state, redesigns::load_phases(call.db(), redesign->id), call.now);
  return response;
}

Result<Response> get_own(const Call& call) {
  const auto redesign = load_public(call);
  if (!redesign) return redesign.error();
  const auto contributor = find_contributor(call.db(), participant_of(call));
  return http::json_response(own_view(load_own_marks(call.db(), contributor, redesign->id)));
}

/// Lists and texts as in every other body about redesigns.
Result<EditLight> read_edit(const Call& call, const redesigns::Redesign& redesign) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string language = redesign.languages.empty() ? "fr" : redesign.languages.front();
  EditLight wanted;
  const auto is_on = input->optional_fact("is_on");
  if (!is_on) input->refuse_field(Reason::missing_field, "is_on", "true or false");
  wanted.is_on = is_on.value_or(false);
  Question question;
  for (auto& [code, text] : input->texts("question", question_length, language)) question.texts[code] = std::move(text);
  for (auto& pairs : input->texts_list("choices", choice_length, choices_max, language))
    question.choices.push_back({redesigns::TextsByLanguage(pairs.begin(), pairs.end()), 0});
  wanted.wants_new_question = input->optional_fact("begins_anew").value_or(false);
  if (auto refusal = input->refusal()) return *refusal;
  if (!question.texts.empty() || !question.choices.empty()) wanted.question = std::move(question);
  return wanted;
}

Result<Response> put_light(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_owner() && !place->actor.is_admin) return refuse(Reason::not_allowed, "the owner decides what is taken without an account");
  const auto wanted = read_edit(call, place->redesign);
  if (!wanted) return wanted.error();
  const auto edited = edit_light(call.db(), place->actor, place->redesign, *wanted);
  if (!edited) return edited.error();
  return http::json_response(light_view(call.db(), place->redesign, *edited));
}

Result<Response> answered_response(const Call& call, const Arrival& arrival, const Result<Answered>& answered) {
  if (!answered) return answered.error();
  Response response = http::json_response({{"question", question_view(answered->question)},
                                           {"choice", answered->choice > 0 ? json(answered->choice) : json(nullptr)},
                                           {"seq", answered->seq}});
  if (answered->is_changed)
    if (auto may = welcome(call, arrival, response); !may) return may.error();
  return response;
}

Result<Response> put_answer(const Call& call) {
  const auto redesign = load_public(call);
  if (!redesign) return redesign.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto choice = input->optional_integer("choice", 1, static_cast<std::int64_t>(choices_max));
  if (!choice) input->refuse_field(Reason::missing_field, "choice", "the position of a choice");
  if (auto refusal = input->refusal()) return *refusal;
  const auto arrival = arrive(call);
  return answered_response(call, arrival, answer_question(call.db(), arrival.who, *redesign, *choice));
}

Result<Response> delete_answer(const Call& call) {
  const auto redesign = load_public(call);
  if (!redesign) return redesign.error();
  const Arrival nobody_new{participant_of(call), {}};
  return answered_response(call, nobody_new, take_answer_back(call.db(), nobody_new.who, *redesign));
}

Result<Response> reaction_response(const Call& call, const Arrival& arrival, const Result<ReactionCount>& count) {
  if (!count) return count.error();
  Response response = http::json_response({{"reactions", count->reactions}, {"reacted", count->is_reacted}, {"seq", count->seq}});
  if (count->is_changed)
    if (auto may = welcome(call, arrival, response); !may) return may.error();
  return response;
}

Result<Response> put_reaction(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const auto arrival = arrive(call);
  return reaction_response(call, arrival, react_to_idea(call.db(), arrival.who, *id));
}

Result<Response> delete_reaction(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  const Arrival nobody_new{participant_of(call), {}};
  return reaction_response(call, nobody_new, take_reaction_back(call.db(), nobody_new.who, *id));
}

Result<Response> post_claim(const Call& call) {
  const auto claim = claim_contributions(call.db(), *call.viewer, call.request.cookie_value(visitor_cookie));
  Response response = http::json_response({{"taken", claim.taken}, {"dropped", claim.dropped}});
  if (!call.viewer->is_organisation) forget_visitor(call.request, response);
  return response;
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {get, "/api/v1/redesigns/{slug}/light", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_light},
      {put, "/api/v1/redesigns/{slug}/light", Who::owner, Kind::write, Cost::normal, Audience::mine, put_light},
      {get, "/api/v1/redesigns/{slug}/light/own", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_own},
      {put, "/api/v1/redesigns/{slug}/light/answer", Who::anyone, Kind::write, Cost::normal, Audience::mine, put_answer},
      {del, "/api/v1/redesigns/{slug}/light/answer", Who::anyone, Kind::write, Cost::normal, Audience::mine, delete_answer},
      {put, "/api/v1/ideas/{id}/reaction", Who::anyone, Kind::write, Cost::normal, Audience::mine, put_reaction},
      {del, "/api/v1/ideas/{id}/reaction", Who::anyone, Kind::write, Cost::normal, Audience::mine, delete_reaction},
      {post, "/api/v1/me/claims", Who::signed_in, Kind::write, Cost::normal, Audience::mine, post_claim},
  };
}

}  // namespace palabre::light
