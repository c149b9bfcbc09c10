// The rules of statements. Called by write_statement, join_statements, judge_statement, views and the recount.
#include "rounds/statement.hpp"

#include "base/limits.hpp"

#include <algorithm>

namespace palabre::rounds {

const std::vector<std::string_view>& choice_names() {
  static const std::vector<std::string_view> names = {"disagree", "pass", "agree"};
  return names;
}
const std::vector<std::string_view>& join_state_names() {
  static const std::vector<std::string_view> names = {"proposed", "done", "refused"};
  return names;
}

bool is_common_ground(std::span<const Judgements> tables) {
  const auto has_agreed = [](const Judgements& table) {
    const std::int64_t said = table.agree + table.disagree;
    return said > 0 && table.agree * 10 >= said * 7;
  };
  return !tables.empty() && std::all_of(tables.begin(), tables.end(), has_agreed);
}

Result<void> decide_statement(const Round& round, const Seat& seat, std::int64_t of_this_table) {
  if (round.state != RoundState::groups || !seat.table.is_set())
    return refuse(Reason::round_not_open, "Statements are written at the tables; the round is " + std::string(name_of(round.state)) + ".");
  if (of_this_table >= static_cast<std::int64_t>(Limits{}.statements_per_table_max))
    return refuse(Reason::round_full, "This table has written " + std::to_string(of_this_table) + " statements: that is enough for one round.");
  return {};
}

Result<void> decide_join(const Round& round, const people::Actor& actor, const Statement& statement, const Statement& into, bool is_asked) {
  if (!leads(round, actor)) return refuse(Reason::not_allowed, "Who leads the round proposes to join statements.");
  if (round.state != RoundState::plenary) return refuse(Reason::round_not_open, "Statements are joined in the plenary.");
  if (statement.id == into.id || statement.round != round.id || into.round != round.id)
    return refuse(Reason::bad_field, "Choose two different statements of this round.", "into");
  if (statement.hidden || into.hidden) return refuse(Reason::gone, "One of the two is hidden.", "into");
  if (statement.joined_into.is_set() || into.joined_into.is_set() || is_asked)
    return refuse(Reason::already_exists, "One of the two is joined already, or its authors are being asked.");
  return {};
}

Result<void> decide_join_answer(const Join& join, JoinSides sides) {
  if (!sides.from && !sides.into) return refuse(Reason::not_allowed, "Those who wrote the statements, and those who report for their tables, are asked.");
  const bool has_open_side = (sides.from && !join.from_consent) || (sides.into && !join.into_consent);
  if (join.state != JoinState::proposed || !has_open_side) return refuse(Reason::already_exists, "This has been answered.");
  return {};
}

Result<void> decide_judgement(const Round& round, const Statement& statement, const Seat& seat) {
  if (round.state != RoundState::converge)
    return refuse(Reason::round_not_open, "Statements are judged after the plenary; the round is " + std::string(name_of(round.state)) + ".");
  if (statement.joined_into.is_set()) return refuse(Reason::gone, "This statement was joined into another one.", "statement");
  if (statement.hidden) return refuse(Reason::gone, "This statement is hidden.", "statement");
  if (!seat.table.is_set()) return refuse(Reason::round_not_open, "Only those at a table judge.");
  return {};
}

}  // namespace palabre::rounds
