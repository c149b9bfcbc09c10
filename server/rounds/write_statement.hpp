// Statements of a table, joining two of them with their authors' consent, judging each once, and what follows when one is hidden.
#pragma once
#include "rounds/round_access.hpp"
#include "rounds/statement.hpp"

namespace palabre::rounds {

/// Credited to the table; never changed afterwards. Refuses: as decide_statement.
Result<Statement> write_statement(db::Tx& tx, const RoundAt& at, const Seat& seat, const redesigns::TextsByLanguage& texts);

/// Asks the authors of both. Refuses: not_found, as decide_join.
Result<Join> propose_join(db::Tx& tx, const RoundAt& at, StatementId statement, StatementId into);

/// One no refuses it, both yes join. Refuses: not_found, as decide_join_answer.
Result<Join> answer_join(db::Tx& tx, const RoundAt& at, const Seat& seat, JoinId join, bool is_given);
JoinSides sides_of(db::Tx& tx, const Join& join, const Seat& seat);

/// A later judgement replaces the earlier one until the round closes. Refuses: not_found, as decide_judgement.
Result<void> judge_statement(db::Tx& tx, const RoundAt& at, const Seat& seat, StatementId statement, Choice choice);

/// After a moderator hid or restored it: counts the round anew and tells everybody. The number of the event.
std::int64_t note_visibility(db::Tx& tx, const people::Actor& actor, const Statement& statement);

}  // namespace palabre::rounds
