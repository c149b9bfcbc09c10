// The room of somebody with a seat: their table, who speaks, their place in line, statements, what they are asked, their judgements.
// Joined into screens::routes(). Who: people with a seat in the round.
#include "rounds/statement_repo.hpp"
#include "rounds/turn_repo.hpp"
#include "rounds/write_statement.hpp"
#include "rounds/report_round.hpp"
#include "screens/page_routes.hpp"
#include "screens/round_acts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::screens {

using nlohmann::json;
using rounds::RoundState;

namespace {

struct Room {
  RoundOnPage here;
  rounds::Seat seat;
  std::string action;
};

Result<Room> open_room(Page& page) {
  auto here = open_round(page);
  if (!here) return here.error();
  auto seat = rounds::load_acting_seat(page.db(), here->in, {});
  if (!seat) return seat.error();
  page.depend_on(rounds::seat_channel(seat->token));
  const std::string action = page.href(round_path(here->in.round.id, "/room"));
  return Room{std::move(*here), std::move(*seat), action};
}

json statement_form_view(const Page& page, const Room& room, Form& form) {
  if (!rounds::decide_statement(room.here.in.round, room.seat, 0)) return false;
  const Field field{.name = "text",
                    .label = page.text("round.statement_label"),
                    .hint = page.text("round.statement_hint"),
                    .kind = FieldKind::area,
                    .length = {3, page.call().services.limits->statement_chars_max},
                    .rows = 2};
  return {{"action", room.action}, {"form_key", form.key()}, {"field", form.field_view(page, field)}};
}

/// One statement after another with three answers each; the one that was given is pressed.
json judging_view(const Page& page, const Room& room) {
  if (room.here.in.round.stage() != RoundState::converge) return false;
  const auto said = rounds::load_judgements_of(page.db(), room.seat.id);
  json cards = json::array();
  std::int64_t given = 0;
  for (const auto& statement : rounds::load_statements(page.db(), room.here.in.round.id)) {
    if (!statement.counts()) continue;
    const auto own = std::find_if(said.begin(), said.end(), [&statement](const auto& one) { return one.first == statement.id; });
    if (own != said.end()) ++given;
    json card = statement_text_view(page, room.here, statement);
    card["is_given"] = own != said.end();
    card["choices"] = json::array();
    for (const int value : {1, 0, -1}) {
      const std::string name(rounds::choice_names()[static_cast<std::size_t>(value + 1)]);
      card["choices"].push_back(button_view({.action = room.action + "#statement-" + statement.id.text(),
                                             .hidden = {{"do", "judge"}, {"statement", statement.id.text()}, {"choice", name}},
                                             .text = page.text("round.choice." + name),
                                             .about = card["text"].get<std::string>(),
                                             .is_pressed = own != said.end() && own->second == static_cast<rounds::Choice>(value)}));
    }
    cards.push_back(std::move(card));
  }
  const auto all = static_cast<std::int64_t>(cards.size());
  return {{"progress", {{"label_text", page.text("round.judged")}, {"value_text", page.text("round.value_of", {{"value", given}, {"max", all}})}, {"value", given}, {"max", std::max<std::int64_t>(all, 1)}}},
          {"is_done", given == all},
          {"cards", std::move(cards)}};
}

json joins_view(const Page& page, const Room& room) {
  json views = json::array();
  for (const auto& join : rounds::load_open_joins(page.db(), room.here.in.round.id)) {
    if (!rounds::decide_join_answer(join, rounds::sides_of(page.db(), join, room.seat))) continue;
    const auto from = rounds::find_statement(page.db(), join.statement);
    const auto into = rounds::find_statement(page.db(), join.into);
    if (!from || !into) continue;
    const auto button = [&](std::string_view act, std::string_view key, bool is_primary) {
      return button_view({.action = room.action, .hidden = {{"do", std::string(act)}, {"join", join.id.text()}}, .text = page.text(key), .is_primary = is_primary});
    };
    views.push_back({{"from", statement_text_view(page, room.here, *from)},
                     {"into", statement_text_view(page, room.here, *into)},
                     {"yes", button("join_yes", "round.join_yes", true)},
                     {"no", button("join_no", "round.join_no", false)}});
  }
  return views;
}

/// Where the reader stands in line, in one sentence.
std::string standing_text(const Page& page, const Room& room, const std::optional<rounds::TableNow>& table) {
  if (!table) return page.text("round.no_table");
  if (table->speaking && table->speaking->seat == room.seat.id) return page.text("round.you_speak");
  for (std::size_t i = 0; i < table->line.size(); ++i)
    if (table->line[i].seat == room.seat.id) return page.count("round.your_place", static_cast<std::int64_t>(i) + 1);
  return room.seat.nudged_at ? page.text("round.nudged") : std::string();
}

json help_view(const Page& page, const Room& room) {
  if (!rounds::decide_help(room.here.in.round)) return false;
  const bool is_called = room.seat.help_at.has_value();
  return {{"is_called", is_called},
          {"button", button_view({.action = room.action, .hidden = {{"do", is_called ? "no_help" : "help"}}, .text = page.text(is_called ? "round.help_off" : "round.help_on")})}};
}

json report_offer_view(const Page& page, const Room& room, const std::optional<rounds::TableNow>& table) {
  const bool is_open = table && room.here.in.round.state == RoundState::groups && !table->table.rapporteur.is_set();
  if (!is_open) return false;
  return button_view({.action = room.action, .hidden = {{"do", "report"}}, .text = page.text("round.offer_report")});
}

http::Response show_room(Page& page, const Room& room, Form form) {
  title_round_page(page, room.here, page.text("round.room"));
  const auto people = rounds::load_people(page.db(), room.here.in.round.id);
  const auto table = rounds::load_table_now(page.db(), room.here.in.round, room.seat, people);
  const rounds::Round& round = room.here.in.round;
  json view = round_head_view(page, room.here);
  view["errors"] = form.is_refused() ? form.errors_view(page) : json(false);
  view["id"] = round.id.text();
  view["place_text"] = room.seat.table_number > 0 ? page.text("round.your_table", {{"table", table_text(page, room.seat.table_number)}, {"name", room.seat.name}})
                                                  : page.text("round.your_seat", {{"name", room.seat.name}});
  view["stage"] = stage_view(page, room.here);
  view["standing_text"] = standing_text(page, room, table);
  view["turn_buttons"] = turn_buttons(page, room.here, room.seat, room.action, false);
  view["table"] = table && round.stage() >= RoundState::groups && round.stage() <= RoundState::plenary ? table_view(page, room.here, *table, room.seat.id, nullptr) : json(false);
  view["report_offer"] = report_offer_view(page, room, table);
  view["statement_form"] = statement_form_view(page, room, form);
  view["joins"] = joins_view(page, room);
  view["judging"] = judging_view(page, room);
  view["statements"] = round.stage() == RoundState::converge || round.statements == 0 ? json(false) : statements_view(page, room.here);
  view["help"] = help_view(page, room);
  view["call_href"] = round.call_url;
  view["report_href"] = rounds::may_read_report(room.here.in, true) ? page.href(round_path(round.id, "/report")) : std::string();
  view["here_href"] = page.href(round_path(round.id, "/room"));
  return page.show("round_room", view, form.status());
}

Result<http::Response> get_room(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto room = open_room(*page);
  if (!room) return room.error();
  return show_room(*page, *room, {});
}

Result<http::Response> post_room(const http::Call& call) {
  auto page = Page::open(call);
  if (!page) return page.error();
  const auto room = open_room(*page);
  if (!room) return room.error();
  auto input = http::Input::read(call.request);
  if (!input) return input.error();
  const auto done = do_seat_act(*page, room->here, *input);
  if (!done) {
    Form form = Form::typed(call.request);
    if (!form.take(done.error())) return done.error();
    return show_room(*page, *room, std::move(form));
  }
  return go_to(*page, round_path(room->here.in.round.id, "/room"), *done);
}

}  // namespace

http::Routes round_room_routes() {
  using http::Audience, http::Cost, http::Kind, http::Method, http::Who;
  return {
      {Method::get, "/{lang}/rounds/{id}/room", Who::participant, Kind::read, Cost::normal, Audience::mine, get_room},
      {Method::post, "/{lang}/rounds/{id}/room", Who::participant, Kind::write, Cost::normal, Audience::mine, post_room},
  };
}

}  // namespace palabre::screens
