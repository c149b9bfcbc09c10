// Routes that change ideas: propose, edit, support, move, merge. JSON in, act, view out. Joined by ideas::routes.
#include "ideas/answer_merge.hpp"
#include "ideas/cancel_merge.hpp"
#include "ideas/change_idea_state.hpp"
#include "ideas/idea_input.hpp"
#include "ideas/idea_view.hpp"
#include "ideas/ideas_api.hpp"
#include "ideas/propose_merge.hpp"
#include "ideas/support_idea.hpp"

#include <nlohmann/json.hpp>

namespace palabre::ideas {
namespace {

using http::Call;
using http::Response;

/// The person who asks, with the roles held where the idea stands.
Result<people::Actor> load_actor_at(const Call& call, IdeaId id) {
  const auto redesign = load_redesign_of(call.db(), id);
  if (!redesign) return redesign.error();
  return people::load_actor(call.db(), *call.viewer, *redesign);
}

/// The idea as it is now, with the number of the event that made it so.
Result<Response> idea_response(const Call& call, IdeaId id, const people::Actor& actor, std::int64_t seq, int status = 200) {
  const auto found = load_visible_idea(call.db(), id, actor);
  if (!found) return found.error();
  auto view = idea_view(load_full_idea(call.db(), *found, ""));
  view["seq"] = seq;
  return http::json_response(view, status);
}

Result<Response> post_idea(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  auto proposal = read_proposal(*input, *call.services.limits);
  if (const auto refusal = input->refusal()) return *refusal;
  const auto redesign = redesigns::find_redesign(call.db(), call.path_value("slug"));
  if (!redesign) return refuse(Reason::not_found, "no such redesign", "redesign");
  proposal.redesign = redesign->id;
  const auto actor = people::load_actor(call.db(), *call.viewer, redesign->id);
  const auto proposed = propose_idea(call.db(), actor, proposal, *call.services.limits);
  if (!proposed) return proposed.error();
  auto response = idea_response(call, proposed->id, actor, proposed->seq, 201);
  if (response) response->header("Location", "/api/v1/ideas/" + proposed->id.text());
  return response;
}

Result<Response> patch_idea(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  auto edit = read_edit(*input, *call.services.limits);
  if (const auto refusal = input->refusal()) return *refusal;
  edit.idea = *id;
  const auto actor = load_actor_at(call, *id);
  if (!actor) return actor.error();
  const auto edited = edit_idea(call.db(), *actor, edit, *call.services.limits);
  if (!edited) return edited.error();
  return idea_response(call, *id, *actor, edited->seq);
}

/// Support needs no roles: spares a statement on the busiest write.
people::Actor bare_actor(const Call& call) {
  people::Actor actor;
  actor.person = call.viewer->person;
  actor.opaque_id = call.viewer->opaque_id;
  actor.is_organisation = call.viewer->is_organisation;
  actor.is_admin = call.viewer->is_admin;
  return actor;
}

Result<Response> support_response(const Result<SupportCount>& count) {
  if (!count) return count.error();
  Response response;
  response.body = R"({"supports":)" + std::to_string(count->supports) + R"(,"supported":)" + (count->is_supported ? "true" : "false") +
                  R"(,"seq":)" + std::to_string(count->seq) + "}";
  return response;
}

Result<Response> put_support(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  return support_response(support_idea(call.db(), bare_actor(call), *id));
}

Result<Response> delete_support(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  return support_response(unsupport_idea(call.db(), bare_actor(call), *id));
}

Result<Response> post_transition(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  ChangeIdeaState change;
  change.idea = *id;
  const auto to = idea_state_of(input->line("to", {1, 40}));
  if (!to) input->refuse_field(Reason::bad_field, "to", "not a state of an idea");
  change.to = to.value_or(IdeaState::draft);
  change.reason = input->optional_text("reason", {0, limits.reason_chars_max}).value_or("");
  change.reason_code = input->optional_line("reason_code", {0, 40}).value_or("");
  if (const auto refusal = input->refusal()) return *refusal;
  const auto actor = load_actor_at(call, *id);
  if (!actor) return actor.error();
  const auto seq = change_idea_state(call.db(), *actor, change, limits);
  if (!seq) return seq.error();
  return idea_response(call, *id, *actor, *seq);
}

Result<Response> post_merge(const Call& call) {
  const auto id = call.path_id<IdeaId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  ProposeMerge proposal{*id, read_id<IdeaId>(*input, "into"), input->optional_text("reason", {0, limits.reason_chars_max}).value_or("")};
  if (!proposal.into.is_set()) input->refuse_field(Reason::missing_field, "into", "the idea that stays");
  if (const auto refusal = input->refusal()) return *refusal;
  const auto actor = load_actor_at(call, *id);
  if (!actor) return actor.error();
  const auto merge = propose_merge(call.db(), *actor, proposal, limits);
  if (!merge) return merge.error();
  const auto found = find_merge(call.db(), *merge);
  return http::json_response(merge_view(*found), 201);
}

Result<Response> post_consent(const Call& call) {
  const auto id = call.path_id<MergeId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  const auto is_given = input->optional_fact("is_given");
  if (!is_given) input->refuse_field(Reason::missing_field, "is_given", "yes or no");
  AnswerMerge answer{*id, is_given.value_or(false), read_id<PersonId>(*input, "person"),
                     input->optional_text("note", {0, limits.reason_chars_max}).value_or("")};
  if (const auto refusal = input->refusal()) return *refusal;
  const auto merge = find_merge(call.db(), *id);
  if (!merge) return refuse(Reason::not_found, "no such merge", "id");
  const auto actor = people::load_actor(call.db(), *call.viewer, merge->redesign);
  const auto answered = answer_merge(call.db(), actor, answer, limits);
  if (!answered) return answered.error();
  return http::json_response({{"id", id->text()}, {"state", name_of(answered->state)}, {"carried", answered->carried}, {"seq", answered->seq}});
}

Result<Response> post_cancel(const Call& call) {
  const auto id = call.path_id<MergeId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const Limits& limits = *call.services.limits;
  const std::string reason = input->text("reason", {limits.reason_chars_min, limits.reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto merge = find_merge(call.db(), *id);
  if (!merge) return refuse(Reason::not_found, "no such merge", "id");
  const auto actor = people::load_actor(call.db(), *call.viewer, merge->redesign);
  const auto cancelled = cancel_merge(call.db(), actor, {*id, reason}, limits);
  if (!cancelled) return cancelled.error();
  return http::json_response(merge_view(*cancelled));
}

}  // namespace

http::Routes write_routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {post, "/api/v1/redesigns/{slug}/ideas", Who::participant, Kind::write, Cost::normal, Audience::mine, post_idea},
      {patch, "/api/v1/ideas/{id}", Who::author, Kind::write, Cost::normal, Audience::mine, patch_idea},
      {put, "/api/v1/ideas/{id}/support", Who::participant, Kind::write, Cost::cheap, Audience::mine, put_support},
      {del, "/api/v1/ideas/{id}/support", Who::participant, Kind::write, Cost::cheap, Audience::mine, delete_support},
      {post, "/api/v1/ideas/{id}/transitions", Who::author, Kind::write, Cost::normal, Audience::mine, post_transition},
      {post, "/api/v1/ideas/{id}/merges", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_merge},
      {post, "/api/v1/merges/{id}/cancel", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_cancel},
      {post, "/api/v1/merges/{id}/consent", Who::author, Kind::write, Cost::normal, Audience::mine, post_consent},
  };
}

}  // namespace palabre::ideas
