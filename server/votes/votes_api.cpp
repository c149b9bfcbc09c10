// Votes over HTTP: JSON in, act, view out.
// Called by the router; app joins these rows with the other slices'.
#include "votes/votes_api.hpp"

#include "redesigns/redesign_input.hpp"
#include "redesigns/redesign_view.hpp"
#include "votes/ballot_input.hpp"
#include "votes/vote_access.hpp"
#include "votes/vote_act.hpp"
#include "votes/vote_input.hpp"
#include "votes/vote_view.hpp"

#include <nlohmann/json.hpp>

namespace palabre::votes {
namespace {

using http::Call;
using http::Response;
using nlohmann::json;

constexpr http::Length receipt_length{1, 60};

/// For everybody, until something happens in the redesign or the clock moves a phase.
Response public_response(const Call& call, const redesigns::Redesign& redesign, Response response) {
  response.depends_on = {redesigns::channel_of(redesign.id)};
  response.fresh_until = redesigns::fresh_until(redesign.state, redesigns::load_phases(call.db(), redesign.id), call.now);
  return response;
}

Response changed(const Call& call, const Vote& vote, int status = 200) {
  const auto phase = redesigns::find_phase(call.db(), vote.phase).value();
  const auto redesign = redesigns::find_redesign(call.db(), vote.redesign).value();
  return http::json_response(vote_view(call.db(), vote, phase, redesign), status);
}

Result<Response> list_votes(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  json items = json::array();
  for (const auto& vote : load_votes(call.db(), place->redesign.id))
    items.push_back(vote_view(call.db(), vote, redesigns::find_phase(call.db(), vote.phase).value(), place->redesign));
  return public_response(call, place->redesign, http::json_response({{"items", std::move(items)}}));
}

Result<Response> get_vote(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  return public_response(call, at->redesign, http::json_response(vote_view(call.db(), at->vote, at->phase, at->redesign)));
}

Result<Response> get_own(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  const auto elector = elector_of(call.db(), call.viewer ? &*call.viewer : nullptr, at->vote.id);
  return http::json_response(own_view(decide_vote_now(at->redesign, at->phase, at->vote, elector, call.now), elector));
}

Result<Response> put_vote(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto place = redesigns::phase_place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_owner() && !place->actor.is_admin) return refuse(Reason::not_allowed, "the owner of the redesign sets the vote up");
  Vote wanted = read_definition(*input, place->redesign);
  if (auto refusal = input->refusal()) return *refusal;
  const auto vote = define_vote(call.db(), place->actor, place->phase.id, std::move(wanted));
  if (!vote) return vote.error();
  return changed(call, *vote);
}

Result<Response> post_freeze(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto at = vote_at(call);
  if (!at) return at.error();
  if (!at->actor.is_owner() && !at->actor.is_admin) return refuse(Reason::not_allowed, "the owner of the redesign freezes the ballot");
  const std::string reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  const auto vote = freeze_vote(call.db(), at->actor, at->vote.id, reason);
  if (!vote) return vote.error();
  return changed(call, *vote);
}

Result<Response> post_ballot(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Casting casting;
  casting.receipt = input->line("receipt", receipt_length);
  casting.choices = read_choices(*input);
  if (auto refusal = input->refusal()) return *refusal;
  const auto at = vote_at(call);
  if (!at) return at.error();
  const auto elector = elector_of(call.db(), call.viewer ? &*call.viewer : nullptr, at->vote.id);
  const auto cast = cast_ballot(call.db(), at->actor, elector, at->vote.id, casting);
  if (!cast) return cast.error();
  return http::json_response({{"receipt", cast->receipt}, {"cast", cast->cast}, {"is_new", cast->is_new}}, cast->is_new ? 201 : 200);
}

Result<Response> post_receipt(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string receipt = input->line("receipt", receipt_length);
  if (auto refusal = input->refusal()) return *refusal;
  const auto at = vote_at(call);
  if (!at) return at.error();
  const auto found = check_receipt(call.db(), at->vote.id, receipt);
  if (!found) return found.error();
  return http::json_response(check_view(*found));
}

/// The vote of the address, when its result may be read.
Result<VoteAt> published_vote(const Call& call) {
  auto at = vote_at(call);
  if (!at) return at.error();
  if (!is_result_public(at->phase)) return refuse(Reason::vote_not_counted, "ballots can be read once the result is published");
  return at;
}

Result<Response> file_of(const Call& call, std::string (*text_of)(const Vote&, const std::vector<BoxedBallot>&), std::string type, std::string_view ending) {
  const auto at = published_vote(call);
  if (!at) return at.error();
  const auto box = group_box(load_box(call.db(), at->vote.id));
  auto response = http::text_response(text_of(with_titles(call.db(), at->vote), box), std::move(type));
  response.header("Content-Disposition", "attachment; filename=\"vote-" + at->vote.id.text() + std::string(ending) + "\"");
  return public_response(call, at->redesign, std::move(response));
}

Result<Response> get_ballots(const Call& call) { return file_of(call, ballots_csv, "text/csv; charset=utf-8", ".csv"); }
Result<Response> get_recount(const Call& call) { return file_of(call, recount_file, "text/plain; charset=utf-8", ".txt"); }

Result<Response> post_count(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  const auto vote = count_vote(call.db(), at->actor, at->vote.id);
  if (!vote) return vote.error();
  return changed(call, *vote);
}

Result<Response> post_signature(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  const auto vote = sign_count(call.db(), at->actor, at->vote.id);
  if (!vote) return vote.error();
  return changed(call, *vote);
}

}  // namespace

http::Routes routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Replies, http::Who;
  return {
      {get, "/api/v1/redesigns/{slug}/votes", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_votes},
      {get, "/api/v1/votes/{id}", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_vote},
      {get, "/api/v1/votes/{id}/own", Who::anyone, Kind::read, Cost::normal, Audience::mine, get_own},
      {put, "/api/v1/phases/{id}/vote", Who::owner, Kind::write, Cost::normal, Audience::mine, put_vote},
      {post, "/api/v1/votes/{id}/freeze", Who::owner, Kind::write, Cost::normal, Audience::mine, post_freeze},
      {post, "/api/v1/votes/{id}/ballots", Who::participant, Kind::write, Cost::normal, Audience::mine, post_ballot, Replies::never_kept},
      {post, "/api/v1/votes/{id}/receipts", Who::anyone, Kind::read, Cost::normal, Audience::mine, post_receipt},
      {get, "/api/v1/votes/{id}/ballots.csv", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_ballots},
      {get, "/api/v1/votes/{id}/recount.txt", Who::anyone, Kind::read, Cost::costly, Audience::everyone, get_recount},
      {post, "/api/v1/votes/{id}/count", Who::owner, Kind::write, Cost::costly, Audience::mine, post_count},
      {post, "/api/v1/votes/{id}/sign", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_signature},
  };
}

}  // namespace palabre::votes
