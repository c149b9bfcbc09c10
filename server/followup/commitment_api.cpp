// Commitments over HTTP: JSON in, act, view out.
// Called by the router; main joins these rows with the other slices'.
#include "followup/commitment_api.hpp"

#include "followup/commitment_access.hpp"
#include "followup/commitment_input.hpp"
#include "followup/commitment_view.hpp"
#include "http/paging.hpp"

#include <nlohmann/json.hpp>

namespace palabre::followup {

namespace {

using http::Call;
using http::Input;
using http::Response;
using nlohmann::json;

constexpr std::string_view list_order = "commitments";

Result<Response> list_commitments(const Call& call) {
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  CommitmentQuery query;
  query.limit = *limit;
  if (const auto name = call.request.param("state")) {
    query.state = commitment_state_of(*name);
    if (!query.state) return refuse(Reason::bad_field, "one of the states of a commitment", "state");
  }
  if (const auto late = call.request.param("late")) {
    if (*late != "true" && *late != "false") return refuse(Reason::bad_field, "true or false", "late");
    query.is_late_only = *late == "true";
  }
  if (const auto text = call.request.param("after")) {
    const auto cursor = http::decode_cursor(*text, list_order);
    if (!cursor) return cursor.error();
    query.after_key = cursor->key;
    query.after_id = cursor->id;
  }
  const auto redesign = ideas::load_public_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return redesign.error();
  auto page = load_commitment_page(call.db(), redesign->id, query, call.now);
  json body = {{"items", json::array()}, {"next", nullptr}, {"follow_up", follow_up_view(call.db(), redesign->id, call.now)}};
  std::string next;
  if (page.size() > *limit) {
    page.pop_back();
    next = http::encode_cursor({std::string(list_order), page.back().key, page.back().id.value, 0});
    body["next"] = next;
  }
  for (const auto& listed : page) body["items"].push_back(commitment_line_view(call.db(), find_commitment(call.db(), listed.id).value(), call.now));
  Response response = http::json_response(body);
  response.depends_on = {redesigns::channel_of(redesign->id)};
  response.fresh_until = call.now.plus_ms(ms_per_minute);
  if (!next.empty()) http::add_next_link(response, call.request, next);
  return response;
}

Result<Response> get_commitment(const Call& call) {
  const auto id = call.path_id<CommitmentId>();
  if (!id) return id.error();
  const auto place = load_visible_commitment(call.db(), *id, people::Actor{});
  if (!place) return place.error();
  Response response = http::json_response(commitment_view(call.db(), place->commitment, call.now));
  response.depends_on = {redesigns::channel_of(place->redesign.id)};
  response.fresh_until = call.now.plus_ms(ms_per_minute);
  return response;
}

Result<Response> answer_with(const Call& call, const CommitmentDone& done, int status = 200) {
  json body = commitment_view(call.db(), find_commitment(call.db(), done.commitment).value(), call.now);
  body["seq"] = done.seq;
  Response response = http::json_response(body, status);
  if (status == 201) response.header("Location", "/api/v1/commitments/" + done.commitment.text());
  return response;
}

Result<Response> post_commitment(const Call& call) {
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign");
  const auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  if (!ideas::may_see(*redesign, actor)) return refuse(Reason::not_found, "no such redesign");
  auto input = Input::read(call.request);
  if (!input) return input.error();
  const auto wanted = read_new_commitment(*input, redesign->id, writing_language(call.viewer->language, redesign->languages));
  if (!wanted) return wanted.error();
  const auto done = create_commitment(call.db(), actor, *wanted);
  if (!done) return done.error();
  return answer_with(call, *done, 201);
}

/// What every act on one commitment starts with.
struct Act {
  CommitmentId commitment;
  people::Actor actor;
  std::string language;
  Input input;
};

Result<Act> open_act(const Call& call) {
  const auto id = call.path_id<CommitmentId>();
  if (!id) return id.error();
  const auto redesign = load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  const auto place = load_visible_commitment(call.db(), *id, actor);
  if (!place) return place.error();
  auto input = Input::read(call.request);
  if (!input) return input.error();
  return Act{*id, std::move(actor), writing_language(call.viewer->language, place->redesign.languages), std::move(*input)};
}

Result<Response> finish(const Call& call, const Result<CommitmentDone>& done) {
  if (!done) return done.error();
  return answer_with(call, *done);
}

Result<CommitmentDone> drop(const Call& call, Act& act, const TextsByLanguage& texts) {
  AskDrop wanted{act.commitment, texts, act.input.optional_line("decided_body", {1, budget_line_chars_max}).value_or(""),
                 read_id<CommitmentId>(act.input, "replaced_by")};
  act.input.ignore("url");
  if (auto refusal = act.input.refusal()) return *refusal;
  const auto asked = find_open_drop(call.db(), act.commitment);
  if (asked && asked->asked_by != act.actor.person) return settle_drop(call.db(), act.actor, {act.commitment, true});
  return ask_drop(call.db(), act.actor, wanted);
}

Result<Response> post_transition(const Call& call) {
  auto act = open_act(call);
  if (!act) return act.error();
  const auto to = static_cast<CommitmentState>(act->input.choice("to", commitment_state_names()));
  const auto texts = read_words(act->input, "text", act->language);
  if (to == CommitmentState::dropped) return finish(call, drop(call, *act, texts));
  const auto url = act->input.optional_line("url", {1, url_chars_max}).value_or("");
  if (auto refusal = act->input.refusal()) return *refusal;
  if (to == CommitmentState::delivered) return finish(call, deliver_commitment(call.db(), act->actor, {act->commitment, texts, url}));
  if (!url.empty()) return refuse(Reason::bad_field, "an address goes with an update or a delivery", "url");
  return finish(call, move_commitment(call.db(), act->actor, {act->commitment, to, texts}));
}

Result<Response> post_update(const Call& call) {
  auto act = open_act(call);
  if (!act) return act.error();
  UpdateCommitment wanted;
  wanted.commitment = act->commitment;
  wanted.texts = read_words(act->input, "text", act->language);
  wanted.url = act->input.optional_line("url", {1, url_chars_max}).value_or("");
  wanted.done = read_steps(act->input, "done");
  wanted.begun = read_steps(act->input, "begun");
  if (const auto to = act->input.optional_choice("to", commitment_state_names())) wanted.to = static_cast<CommitmentState>(*to);
  if (auto refusal = act->input.refusal()) return *refusal;
  return finish(call, update_commitment(call.db(), act->actor, wanted));
}

Result<Response> post_date(const Call& call) {
  auto act = open_act(call);
  if (!act) return act.error();
  RescheduleCommitment wanted;
  wanted.commitment = act->commitment;
  wanted.milestone = read_id<MilestoneId>(act->input, "milestone");
  const auto due_at = read_day(act->input, "due_on");
  if (!due_at) act->input.refuse_field(Reason::missing_field, "due_on", "give the new day");
  wanted.due_at = due_at.value_or(Instant{});
  wanted.reasons = read_words(act->input, "text", act->language);
  if (auto refusal = act->input.refusal()) return *refusal;
  return finish(call, reschedule_commitment(call.db(), act->actor, wanted));
}

Result<Response> patch_commitment(const Call& call) {
  auto act = open_act(call);
  if (!act) return act.error();
  EditCommitment wanted;
  wanted.commitment = act->commitment;
  for (auto& [language, text] : act->input.texts_by_language("titles", {3, commitment_title_chars_max})) wanted.titles[language] = std::move(text);
  for (auto& [language, text] : act->input.texts_by_language("bodies", {1, commitment_text_chars_max})) wanted.bodies[language] = std::move(text);
  wanted.officer = read_id<PersonId>(act->input, "officer");
  wanted.budget_eur = act->input.optional_integer("budget_eur", 0, budget_eur_max);
  wanted.budget_line = act->input.optional_line("budget_line", {1, budget_line_chars_max});
  wanted.milestone = read_one_step(act->input, "milestone", act->language);
  wanted.reasons = read_words(act->input, "text", act->language);
  if (auto refusal = act->input.refusal()) return *refusal;
  return finish(call, edit_commitment(call.db(), act->actor, wanted));
}

Result<Response> post_opinion(const Call& call) {
  auto act = open_act(call);
  if (!act) return act.error();
  const auto opinion = static_cast<Opinion>(act->input.choice("opinion", opinion_names()));
  if (auto refusal = act->input.refusal()) return *refusal;
  return finish(call, give_opinion(call.db(), act->actor, {act->commitment, opinion}));
}

/// Does not drop it after all: the other side refuses, or the asker takes it back.
Result<Response> delete_drop(const Call& call) {
  const auto id = call.path_id<CommitmentId>();
  if (!id) return id.error();
  const auto redesign = load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  return finish(call, settle_drop(call.db(), people::load_actor(call.db(), *call.viewer, *redesign), {*id, false}));
}

/// {opinion}: the reader's own in the newest check, or null.
Result<Response> get_opinion(const Call& call) {
  const auto id = call.path_id<CommitmentId>();
  if (!id) return id.error();
  const auto redesign = load_redesign_of(call.db(), *id);
  if (!redesign) return redesign.error();
  const auto actor = people::load_actor(call.db(), *call.viewer, *redesign);
  if (const auto place = load_visible_commitment(call.db(), *id, actor); !place) return place.error();
  const auto check = find_last_check(call.db(), *id);
  const auto own = check ? find_opinion(call.db(), check->id, actor.person) : std::nullopt;
  return http::json_response({{"opinion", own ? json(name_of(*own)) : json(nullptr)}});
}

}  // namespace

http::Routes commitment_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/commitments", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_commitments},
      {Method::post, "/api/v1/redesigns/{slug}/commitments", Who::officer, Kind::write, Cost::normal, Audience::mine, post_commitment},
      {Method::get, "/api/v1/commitments/{id}", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_commitment},
      {Method::patch, "/api/v1/commitments/{id}", Who::officer, Kind::write, Cost::normal, Audience::mine, patch_commitment},
      {Method::post, "/api/v1/commitments/{id}/transitions", Who::officer, Kind::write, Cost::normal, Audience::mine, post_transition},
      {Method::post, "/api/v1/commitments/{id}/updates", Who::officer, Kind::write, Cost::normal, Audience::mine, post_update},
      {Method::post, "/api/v1/commitments/{id}/dates", Who::officer, Kind::write, Cost::normal, Audience::mine, post_date},
      {Method::del, "/api/v1/commitments/{id}/drop", Who::officer, Kind::write, Cost::normal, Audience::mine, delete_drop},
      {Method::get, "/api/v1/commitments/{id}/opinions/mine", Who::signed_in, Kind::read, Cost::normal, Audience::mine, get_opinion},
      {Method::post, "/api/v1/commitments/{id}/opinions", Who::participant, Kind::write, Cost::normal, Audience::mine, post_opinion},
  };
}

}  // namespace palabre::followup
