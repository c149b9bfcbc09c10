// Rounds over HTTP: JSON in, act, view out.
// Called by the router; app joins these rows with the other slices'.
#include "rounds/rounds_api.hpp"

#include "redesigns/redesign_input.hpp"
#include "rounds/move_round.hpp"
#include "rounds/report_round.hpp"
#include "rounds/round_input.hpp"
#include "rounds/round_view.hpp"
#include "rounds/write_statement.hpp"

#include <nlohmann/json.hpp>

namespace palabre::rounds {

namespace {

using http::Call;
using http::Response;
using nlohmann::json;

/// Strangers to the staff of a redesign learn nothing about its desk.
Result<RoundAt> round_as_host(const Call& call) {
  auto at = round_at(call);
  if (!at) return at.error();
  if (!at->facts.is_host && !at->actor.is_moderator()) return refuse(Reason::not_allowed, "the desk is for those who facilitate this round");
  return at;
}

Response changed(const Call& call, RoundAt& at, int status = 200) {
  refresh(call.db(), at);
  return http::json_response(round_view(call.db(), at.round), status);
}

Result<Response> list_rounds(const Call& call) {
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  json items = json::array();
  for (const auto& round : load_rounds(call.db(), place->redesign.id, call.services.limits->rounds_per_redesign_max)) items.push_back(round_line_view(round));
  auto response = http::json_response({{"items", std::move(items)}});
  response.depends_on = {redesigns::channel_of(place->redesign.id)};
  return response;
}

Result<Response> post_round(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto place = redesigns::place_of(call);
  if (!place) return place.error();
  if (!place->actor.is_moderator()) return refuse(Reason::not_allowed, "the moderators of this redesign prepare its rounds");
  const Announcement wanted = read_announcement(*input, *call.services.limits, place->redesign, {});
  if (!wanted.phase.is_set()) input->refuse_field(Reason::missing_field, "phase", "phase is required");
  if (wanted.starts_at.unix_ms == 0) input->refuse_field(Reason::missing_field, "starts_at", "starts_at is required");
  if (auto refusal = input->refusal()) return *refusal;
  const auto id = prepare_round(call.db(), place->actor, place->redesign, wanted);
  if (!id) return id.error();
  return http::json_response(round_view(call.db(), find_round(call.db(), *id).value()), 201);
}

Result<Response> get_round(const Call& call) {
  const auto at = round_at(call);
  if (!at) return at.error();
  auto response = http::json_response(round_view(call.db(), at->round));
  response.depends_on = {redesigns::channel_of(at->redesign.id), round_channel(at->round.id)};
  return response;
}

Result<Response> patch_round(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  auto at = round_at(call);
  if (!at) return at.error();
  if (!at->actor.is_moderator()) return refuse(Reason::not_allowed, "the moderators of this redesign prepare its rounds");
  const Announcement wanted = read_announcement(*input, *call.services.limits, at->redesign, announcement_of(call.db(), at->round));
  if (auto refusal = input->refusal()) return *refusal;
  if (auto done = edit_round(call.db(), *at, wanted); !done) return done.error();
  return changed(call, *at);
}

Result<Response> post_transition(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  MoveRequest wanted;
  wanted.to = static_cast<RoundState>(input->choice("to", round_state_names()));
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  if (auto done = move_round(call.db(), *at, wanted); !done) return done.error();
  return changed(call, *at);
}

Result<Response> post_lead(const Call& call) {
  auto at = round_at(call);
  if (!at) return at.error();
  if (auto done = take_lead(call.db(), *at); !done) return done.error();
  return changed(call, *at);
}

Result<Response> get_desk(const Call& call) {
  const auto at = round_as_host(call);
  if (!at) return at.error();
  return http::json_response(desk_view(call.db(), *at));
}

Result<Response> post_seat(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  WantedSeat wanted;
  wanted.name = input->line("name", seat_name_length);
  if (const auto kind = input->optional_choice("kind", seat_kind_names())) wanted.kind = static_cast<SeatKind>(*kind);
  wanted.channel = static_cast<SeatChannel>(input->choice("channel", {"phone", "onsite"}) + 1);
  wanted.wishes = input->lines("wishes", {1, 20}, wish_names().size());
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = seat_somebody(call.db(), *at, wanted);
  if (!seat) return seat.error();
  return http::json_response(seat_view(*seat), 201);
}

Result<Response> post_care(const Call& call) {
  const auto id = call.path_id<SeatId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto care = static_cast<Care>(input->choice("care", care_names()));
  if (auto refusal = input->refusal()) return *refusal;
  const auto seat = find_seat(call.db(), *id);
  if (!seat) return refuse(Reason::not_found, "no such seat", "id");
  const auto at = load_round_at(call.db(), seat->round, call.viewer);
  if (!at) return at.error();
  if (auto done = care_for_seat(call.db(), *at, *id, care); !done) return done.error();
  return http::json_response(seat_view(find_seat(call.db(), *id).value()));
}

Result<Response> post_join(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto statement = StatementId::parse(input->line("statement", {1, 20}));
  const auto into = StatementId::parse(input->line("into", {1, 20}));
  if (!statement) input->refuse_field(Reason::bad_field, "statement", "the number of a statement");
  if (!into) input->refuse_field(Reason::bad_field, "into", "the number of a statement");
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  if (!leads(at->round, at->actor)) return refuse(Reason::not_allowed, "who leads the round proposes to join statements");
  const auto join = propose_join(call.db(), *at, *statement, *into);
  if (!join) return join.error();
  return http::json_response(join_view(*join), 201);
}

Result<Response> put_report(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Report report;
  report.body = input->text("body", {20, call.services.limits->round_report_chars_max});
  const auto language = input->optional_line("language", {2, 2});
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  report.language = language.value_or(at->redesign.languages.front());
  if (auto done = draft_report(call.db(), *at, report); !done) return done.error();
  refresh(call.db(), *at);
  return http::json_response(desk_view(call.db(), *at));
}

Result<Response> put_hold(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  HoldRequest wanted;
  const auto is_held = input->optional_fact("is_held");
  if (!is_held) input->refuse_field(Reason::missing_field, "is_held", "true or false");
  wanted.is_held = is_held.value_or(true);
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_as_host(call);
  if (!at) return at.error();
  if (auto done = hold_report(call.db(), *at, wanted); !done) return done.error();
  refresh(call.db(), *at);
  return http::json_response(desk_view(call.db(), *at));
}

}  // namespace

http::Routes routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/redesigns/{slug}/rounds", Who::anyone, Kind::read, Cost::normal, Audience::everyone, list_rounds},
      {Method::post, "/api/v1/redesigns/{slug}/rounds", Who::moderator, Kind::write, Cost::normal, Audience::mine, post_round},
      {Method::get, "/api/v1/rounds/{id}", Who::anyone, Kind::read, Cost::normal, Audience::everyone, get_round},
      {Method::patch, "/api/v1/rounds/{id}", Who::moderator, Kind::write, Cost::normal, Audience::mine, patch_round},
      {Method::post, "/api/v1/rounds/{id}/transitions", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_transition},
      {Method::put, "/api/v1/rounds/{id}/lead", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_lead},
      {Method::get, "/api/v1/rounds/{id}/desk", Who::facilitator, Kind::read, Cost::normal, Audience::mine, get_desk},
      {Method::post, "/api/v1/rounds/{id}/seats", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_seat},
      {Method::post, "/api/v1/seats/{id}/care", Who::participant, Kind::write, Cost::normal, Audience::mine, post_care},
      {Method::post, "/api/v1/rounds/{id}/joins", Who::facilitator, Kind::write, Cost::normal, Audience::mine, post_join},
      {Method::put, "/api/v1/rounds/{id}/report", Who::facilitator, Kind::write, Cost::normal, Audience::mine, put_report},
      {Method::put, "/api/v1/rounds/{id}/hold", Who::facilitator, Kind::write, Cost::normal, Audience::mine, put_hold},
  };
}

}  // namespace palabre::rounds
