// Paper ballots over HTTP: codes to print, envelopes, what is in them, who signs. JSON in, act, view out.
// Called by the router; app joins these rows with the other slices'.
#include "votes/paper_api.hpp"

#include "votes/ballot_input.hpp"
#include "votes/paper.hpp"
#include "votes/paper_view.hpp"
#include "votes/vote_access.hpp"

#include <nlohmann/json.hpp>

namespace palabre::votes {
namespace {

using http::Call;
using http::Response;

Result<Response> post_codes(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  if (!at->actor.is_owner() && !at->actor.is_admin) return refuse(Reason::not_allowed, "the owner prints ballots");
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto count = input->optional_integer("count", 1, codes_at_once_max);
  if (!count) input->refuse_field(Reason::missing_field, "count", "how many ballots to print");
  if (auto refusal = input->refusal()) return *refusal;
  const auto codes = print_ballots(call.db(), at->actor, at->vote.id, *count);
  if (!codes) return codes.error();
  return http::json_response({{"codes", *codes}, {"printed", count_codes(call.db(), at->vote.id)}}, 201);
}

Result<Response> post_batch(const Call& call) {
  const auto at = vote_at(call);
  if (!at) return at.error();
  if (!handles_paper(at->actor)) return refuse(Reason::not_allowed, "facilitators, moderators and the owner open envelopes");
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string label = input->line("label", {1, batch_label_chars_max});
  const auto papers = input->optional_integer("papers", 1, papers_max);
  if (!papers) input->refuse_field(Reason::missing_field, "papers", "how many papers are in it, counted by hand");
  if (auto refusal = input->refusal()) return *refusal;
  const auto batch = open_batch(call.db(), at->actor, at->vote.id, label, *papers);
  if (!batch) return batch.error();
  return http::json_response(batch_view(*batch), 201);
}

Result<Response> post_papers(const Call& call) {
  const auto at = batch_at(call);
  if (!at) return at.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto entries = read_entries(*input);
  if (auto refusal = input->refusal()) return *refusal;
  const auto done = enter_papers(call.db(), at->at.actor, at->batch.id, entries);
  if (!done) return done.error();
  return http::json_response({{"batch", batch_view(done->batch)}, {"added", done->added}, {"known", done->known}});
}

Result<Response> put_spoiled(const Call& call) {
  const auto at = batch_at(call);
  if (!at) return at.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto spoiled = input->optional_integer("spoiled", 0, papers_max);
  if (!spoiled) input->refuse_field(Reason::missing_field, "spoiled", "how many papers are void");
  if (auto refusal = input->refusal()) return *refusal;
  const auto batch = set_spoiled(call.db(), at->at.actor, at->batch.id, *spoiled);
  if (!batch) return batch.error();
  return http::json_response(batch_view(*batch));
}

Result<Response> post_batch_signature(const Call& call) {
  const auto at = batch_at(call);
  if (!at) return at.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto reason = input->optional_text("lost_reason", {0, call.services.limits->reason_chars_max});
  if (auto refusal = input->refusal()) return *refusal;
  const auto batch = sign_batch(call.db(), at->at.actor, at->batch.id, reason.value_or(""));
  if (!batch) return batch.error();
  return http::json_response(batch_view(*batch));
}

}  // namespace

http::Routes paper_routes() {
  using enum http::Method;
  using http::Audience, http::Cost, http::Kind, http::Who;
  return {
      {post, "/api/v1/votes/{id}/codes", Who::owner, Kind::write, Cost::costly, Audience::mine, post_codes, http::Replies::never_kept},
      {post, "/api/v1/votes/{id}/batches", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_batch},
      {post, "/api/v1/vote-batches/{id}/papers", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_papers, http::Replies::never_kept},
      {put, "/api/v1/vote-batches/{id}/spoiled", Who::facilitator, Kind::write, Cost::normal, Audience::mine, put_spoiled},
      {post, "/api/v1/vote-batches/{id}/sign", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_batch_signature},
  };
}

}  // namespace palabre::votes
