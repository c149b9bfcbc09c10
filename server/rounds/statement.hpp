// Statements of tables, how they are joined, judged and what is common ground. Rules without clock, socket, database or JSON.
#pragma once
#include "rounds/seat.hpp"

#include <span>

namespace palabre::rounds {

enum class Choice { disagree = -1, pass = 0, agree = 1 };
enum class JoinState { proposed, done, refused };

/// In the order disagree, pass, agree.
const std::vector<std::string_view>& choice_names();
const std::vector<std::string_view>& join_state_names();
inline std::string_view name_of(JoinState state) { return join_state_names()[static_cast<std::size_t>(state)]; }

/// What people at one table said about one statement.
struct Judgements {
  std::int64_t table_number = 0;
  std::int64_t agree = 0, disagree = 0, pass = 0;
};

/// Taken from sight by a moderator: the rule of the charter and the public reason stand in its place.
struct Hidden {
  std::string rule;
  std::string reason;
  Instant at;
};

struct Statement {
  StatementId id;
  RoundId round;
  TableId table;                    // unset: imported without one
  std::int64_t table_number = 0;
  SeatId seat;                      // who wrote it down
  std::int64_t number = 0;
  redesigns::TextsByLanguage texts;
  StatementId joined_into;
  Instant created_at;
  std::optional<Hidden> hidden;

  /// Stands on its own and can be read: it is listed, judged and counted.
  [[nodiscard]] bool counts() const { return !joined_into.is_set() && !hidden; }
};

struct Join {
  JoinId id;
  RoundId round;
  StatementId statement;
  StatementId into;
  JoinState state = JoinState::proposed;
  std::optional<bool> from_consent;
  std::optional<bool> into_consent;
};

/// At least 70 % agree of those who did not pass, at every table where anybody voted; a table of passes has not agreed.
bool is_common_ground(std::span<const Judgements> tables);

/// Refuses: round_not_open (only at the tables), round_full (the table has written enough).
Result<void> decide_statement(const Round& round, const Seat& seat, std::int64_t of_this_table);

/// Refuses: not_allowed, round_not_open (only in the plenary), bad_field (the same, or of another round), gone (hidden), already_exists (joined or asked).
Result<void> decide_join(const Round& round, const people::Actor& actor, const Statement& statement, const Statement& into, bool is_asked);

/// Which of the two sides a seat speaks for: its own statement, or any of the table it reports for.
struct JoinSides {
  bool from = false;
  bool into = false;
};
/// Refuses: not_allowed (neither), already_exists (answered).
Result<void> decide_join_answer(const Join& join, JoinSides sides);

/// Refuses: round_not_open (only while statements are judged), gone (joined into another, or hidden).
Result<void> decide_judgement(const Round& round, const Statement& statement, const Seat& seat);

}  // namespace palabre::rounds
