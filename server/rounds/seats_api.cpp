// What people do from their seats, over HTTP: JSON in, act, view out.
// Called by the router; app joins these rows with the other slices'.
#include "rounds/report_round.hpp"
#include "rounds/round_input.hpp"
#include "rounds/round_view.hpp"
#include "rounds/rounds_api.hpp"
#include "rounds/take_turn.hpp"
#include "rounds/turn_repo.hpp"
#include "rounds/write_statement.hpp"

#include <nlohmann/json.hpp>

namespace palabre::rounds {

namespace {

using http::Call;
using http::Response;

SeatId read_seat(http::Input& input) {
  const auto text = input.optional_line("seat", {1, 20});
  if (!text) return {};
  const auto id = SeatId::parse(*text);
  if (!id) input.refuse_field(Reason::bad_field, "seat", "the number of a seat");
  return id.value_or(SeatId{});
}

/// The room as it is after an act, as its seat sees it.
Response room_after(const Call& call, RoundAt& at, SeatId seat, int status = 200) {
  refresh(call.db(), at);
  return http::json_response(room_view(call.db(), at, find_seat(call.db(), seat).value()), status);
}

Result<Response> get_room(const Call& call) {
  const auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, {});
  if (!seat) return seat.error();
  return http::json_response(room_view(call.db(), *at, *seat));
}

Result<Response> put_seat(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  WantedSeat wanted;
  wanted.name = input->optional_line("name", seat_name_length).value_or(call.viewer->name);
  if (const auto kind = input->optional_choice("kind", seat_kind_names())) wanted.kind = static_cast<SeatKind>(*kind);
  else if (call.viewer->is_organisation) wanted.kind = SeatKind::association;
  wanted.wishes = input->lines("wishes", {1, 20}, wish_names().size());
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = take_seat(call.db(), *at, wanted);
  if (!seat) return seat.error();
  return room_after(call, *at, seat->id);
}

Result<Response> delete_seat(const Call& call) {
  const auto at = round_at(call);
  if (!at) return at.error();
  if (auto done = leave_seat(call.db(), *at); !done) return done.error();
  return http::no_content();
}

Result<Response> put_help(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const bool is_wanted = input->optional_fact("is_wanted").value_or(true);
  const SeatId wanted = read_seat(*input);
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, wanted);
  if (!seat) return seat.error();
  if (auto done = ask_for_help(call.db(), *at, *seat, is_wanted); !done) return done.error();
  return room_after(call, *at, seat->id);
}

Result<Response> post_turn(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto mode = static_cast<TurnMode>(input->optional_choice("mode", turn_mode_names()).value_or(0));
  const SeatId wanted = read_seat(*input);
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, wanted);
  if (!seat) return seat.error();
  const auto turn = ask_for_turn(call.db(), *at, *seat, mode);
  if (!turn) return turn.error();
  return http::json_response(turn_view(*turn), 201);
}

Result<Response> post_turn_end(const Call& call) {
  const auto id = call.path_id<TurnId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  TurnEnd wanted;
  wanted.to = static_cast<TurnState>(input->choice("to", {"done", "yielded", "skipped"}) + static_cast<std::size_t>(TurnState::done));
  wanted.reason = input->optional_text("reason", {0, call.services.limits->reason_chars_max}).value_or("");
  if (auto refusal = input->refusal()) return *refusal;
  const auto turn = find_turn(call.db(), *id);
  if (!turn) return refuse(Reason::not_found, "no such turn", "id");
  const auto at = load_round_at(call.db(), turn->round, call.viewer);
  if (!at) return at.error();
  const auto ended = end_turn(call.db(), *at, *id, wanted);
  if (!ended) return ended.error();
  return http::json_response(turn_view(*ended));
}

Result<Response> post_statement(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const std::string text = input->line("text", {3, call.services.limits->statement_chars_max});
  const auto language = input->optional_line("language", {2, 2});
  const SeatId wanted = read_seat(*input);
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, wanted);
  if (!seat) return seat.error();
  const auto statement = write_statement(call.db(), *at, *seat, {{language.value_or(call.viewer->language), text}});
  if (!statement) return statement.error();
  return http::json_response(statement_view(*statement), 201);
}

Result<Response> put_judgement(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto statement = StatementId::parse(input->line("statement", {1, 20}));
  if (!statement) input->refuse_field(Reason::bad_field, "statement", "the number of a statement");
  const auto choice = static_cast<Choice>(static_cast<int>(input->choice("choice", choice_names())) - 1);
  const SeatId wanted = read_seat(*input);
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, wanted);
  if (!seat) return seat.error();
  if (auto done = judge_statement(call.db(), *at, *seat, *statement, choice); !done) return done.error();
  return room_after(call, *at, seat->id);
}

Result<Response> post_join_answer(const Call& call) {
  const auto id = call.path_id<JoinId>();
  if (!id) return id.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto is_given = input->optional_fact("is_given");
  if (!is_given) input->refuse_field(Reason::missing_field, "is_given", "true or false");
  if (auto refusal = input->refusal()) return *refusal;
  const auto join = find_join(call.db(), *id);
  if (!join) return refuse(Reason::not_found, "no such question", "id");
  const auto at = load_round_at(call.db(), join->round, call.viewer);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, {});
  if (!seat) return seat.error();
  const auto answered = answer_join(call.db(), *at, *seat, *id, *is_given);
  if (!answered) return answered.error();
  return http::json_response(join_view(*answered));
}

Result<Response> put_dissent(const Call& call) {
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  Dissent dissent;
  dissent.body = input->text("text", {3, call.services.limits->reason_chars_max});
  dissent.language = input->optional_line("language", {2, 2}).value_or(call.viewer->language);
  dissent.is_named = input->optional_fact("is_named").value_or(false);
  const auto standing = input->optional_fact("is_objection").value_or(false) ? Standing::objection : Standing::note;
  if (auto refusal = input->refusal()) return *refusal;
  auto at = round_at(call);
  if (!at) return at.error();
  const auto seat = load_acting_seat(call.db(), *at, {});
  if (!seat) return seat.error();
  if (auto done = note_dissent(call.db(), *at, *seat, std::move(dissent), standing); !done) return done.error();
  return room_after(call, *at, seat->id);
}

}  // namespace

http::Routes seat_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/api/v1/rounds/{id}/room", Who::participant, Kind::read, Cost::normal, Audience::mine, get_room},
      {Method::put, "/api/v1/rounds/{id}/seat", Who::participant, Kind::write, Cost::normal, Audience::mine, put_seat},
      {Method::del, "/api/v1/rounds/{id}/seat", Who::participant, Kind::write, Cost::normal, Audience::mine, delete_seat},
      {Method::put, "/api/v1/rounds/{id}/help", Who::participant, Kind::write, Cost::normal, Audience::mine, put_help},
      {Method::post, "/api/v1/rounds/{id}/turns", Who::participant, Kind::write, Cost::normal, Audience::mine, post_turn},
      {Method::post, "/api/v1/turns/{id}/end", Who::participant, Kind::write, Cost::normal, Audience::mine, post_turn_end},
      {Method::post, "/api/v1/rounds/{id}/statements", Who::participant, Kind::write, Cost::normal, Audience::mine, post_statement},
      {Method::put, "/api/v1/rounds/{id}/judgements", Who::participant, Kind::write, Cost::normal, Audience::mine, put_judgement},
      {Method::post, "/api/v1/joins/{id}/answer", Who::participant, Kind::write, Cost::normal, Audience::mine, post_join_answer},
      {Method::put, "/api/v1/rounds/{id}/dissent", Who::participant, Kind::write, Cost::normal, Audience::mine, put_dissent},
  };
}

}  // namespace palabre::rounds
