// Reads the small forms of the room and obeys them. Called by round_room and round_desk.
#include "screens/round_acts.hpp"

#include "rounds/statement_repo.hpp"
#include "rounds/take_seat.hpp"
#include "rounds/take_turn.hpp"
#include "rounds/turn_repo.hpp"
#include "rounds/write_statement.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

using nlohmann::json;

namespace {

using rounds::Seat;
enum class SeatAct { ask, done, yield, say, judge, join_yes, join_no, help, no_help, report };

/// The number of what a form is about; records bad_field.
template <class SomeId>
SomeId read_id(http::Input& input, std::string_view name) {
  const auto text = input.optional_line(name, {1, 20});
  const auto id = text ? SomeId::parse(*text) : std::nullopt;
  if (text && !id) input.refuse_field(Reason::bad_field, name, "a number");
  return id.value_or(SomeId{});
}

Result<void> end_own_turn(db::Tx& tx, const RoundOnPage& here, const Seat& seat, rounds::TurnState to) {
  const auto turn = rounds::find_open_turn(tx, seat.id);
  if (!turn) return {};  // it ended by itself a moment ago
  const auto ended = rounds::end_turn(tx, here.in, turn->id, {to, {}});
  if (!ended) return ended.error();
  return {};
}

template <class T>
Result<void> outcome(const Result<T>& result) {
  if (!result) return result.error();
  return {};
}

}  // namespace

const std::vector<std::string_view>& seat_act_names() {
  static const std::vector<std::string_view> names = {"ask", "done", "yield", "say", "judge", "join_yes", "join_no", "help", "no_help", "report"};
  return names;
}

Result<std::string> do_seat_act(Page& page, const RoundOnPage& here, http::Input& input) {
  db::Tx& tx = page.db();
  input.ignore("key");
  const auto act = static_cast<SeatAct>(input.choice("do", seat_act_names()));
  const auto seat_id = read_id<SeatId>(input, "seat");
  const auto statement = read_id<StatementId>(input, "statement");
  const auto join = read_id<JoinId>(input, "join");
  const auto mode = static_cast<rounds::TurnMode>(input.optional_choice("mode", rounds::turn_mode_names()).value_or(0));
  const auto choice = input.optional_choice("choice", rounds::choice_names()).value_or(1);
  const std::string text = act == SeatAct::say ? input.line("text", {3, page.call().services.limits->statement_chars_max}) : std::string();
  if (auto refusal = input.refusal()) return *refusal;
  const auto seat = rounds::load_acting_seat(tx, here.in, seat_id);
  if (!seat) return seat.error();
  Result<void> done;
  switch (act) {
    case SeatAct::ask: done = outcome(rounds::ask_for_turn(tx, here.in, *seat, mode)); break;
    case SeatAct::done: done = end_own_turn(tx, here, *seat, rounds::TurnState::done); break;
    case SeatAct::yield: done = end_own_turn(tx, here, *seat, rounds::TurnState::yielded); break;
    case SeatAct::say: done = outcome(rounds::write_statement(tx, here.in, *seat, {{page.language(), text}})); break;
    case SeatAct::judge: done = rounds::judge_statement(tx, here.in, *seat, statement, static_cast<rounds::Choice>(static_cast<int>(choice) - 1)); break;
    case SeatAct::join_yes: done = outcome(rounds::answer_join(tx, here.in, *seat, join, true)); break;
    case SeatAct::join_no: done = outcome(rounds::answer_join(tx, here.in, *seat, join, false)); break;
    case SeatAct::help: done = rounds::ask_for_help(tx, here.in, *seat, true); break;
    case SeatAct::no_help: done = rounds::ask_for_help(tx, here.in, *seat, false); break;
    case SeatAct::report: done = rounds::care_for_seat(tx, here.in, seat->id, rounds::Care::rapporteur); break;
  }
  if (!done) return done.error();
  return std::string(act == SeatAct::say ? "statement_added" : "");
}

json turn_buttons(const Page& page, const RoundOnPage& here, const Seat& seat, const std::string& action, bool names_seat) {
  json buttons = json::array();
  const auto turn = rounds::find_open_turn(page.db(), seat.id);
  const auto add = [&](std::string_view act, std::string_view key, bool is_primary) {
    ActButton button{.action = action, .hidden = {{"do", std::string(act)}}, .text = page.text(key), .is_primary = is_primary};
    if (names_seat) {
      button.hidden.emplace_back("seat", seat.id.text());
      button.about = seat.name;
    }
    buttons.push_back(button_view(button));
  };
  if (!turn) {
    if (rounds::decide_turn(here.in.round, seat, false)) add("ask", "round.ask_turn", !names_seat);
  } else if (turn->state == rounds::TurnState::speaking) {
    add("done", "round.end_turn", !names_seat);
  } else {
    add("yield", "round.yield_turn", false);
  }
  return buttons;
}

}  // namespace palabre::screens
