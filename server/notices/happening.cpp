// Reads the payload of an event and the rows it names. Called by the reader of the event log.
#include "notices/happening.hpp"

#include <nlohmann/json.hpp>

namespace palabre::notices {
namespace {

constexpr std::string_view person_sql = "SELECT id FROM person WHERE opaque_id = $1";
constexpr std::string_view idea_sql = "SELECT redesign_id, author_id FROM idea WHERE id = $1";
constexpr std::string_view comment_sql =
    "SELECT c.author_id, c.parent_id, p.author_id FROM comment c LEFT JOIN comment p ON p.id = c.parent_id WHERE c.id = $1";
constexpr std::string_view round_sql = "SELECT redesign_id FROM round WHERE id = $1";
constexpr std::string_view statement_sql = "SELECT s.person_id FROM statement t JOIN seat s ON s.id = t.seat_id WHERE t.id = $1";
constexpr std::string_view was_hidden_sql = "SELECT 1 FROM idea_history WHERE idea_id = $1 AND at = $2 AND to_state = $3 AND from_state = 'hidden'";

template <class SomeId>
SomeId id_in(const nlohmann::json& payload, const char* name) {
  const auto found = payload.find(name);
  if (found == payload.end() || !found->is_string()) return {};
  return SomeId::parse(found->get_ref<const std::string&>()).value_or(SomeId{});
}

std::string word_in(const nlohmann::json& payload) {
  for (const char* name : {"state", "kind"})
    if (const auto found = payload.find(name); found != payload.end() && found->is_string()) return found->get<std::string>();
  return {};
}

void read_idea(db::Tx& tx, Happening& what) {
  auto row = tx.rows(idea_sql, what.idea);
  if (!row.next()) return;
  what.redesign = row.id<RedesignId>(0);
  what.idea_author = row.id<PersonId>(1);
}

void read_comment(db::Tx& tx, Happening& what) {
  auto row = tx.rows(comment_sql, what.comment);
  if (!row.next()) return;
  what.comment_author = row.id<PersonId>(0);
  what.parent = row.id<CommentId>(1);
  what.parent_author = row.id<PersonId>(2);
}

void read_round(db::Tx& tx, Happening& what) {
  if (auto row = tx.rows(round_sql, what.round); row.next()) what.redesign = row.id<RedesignId>(0);
  if (!what.statement.is_set()) return;
  if (auto row = tx.rows(statement_sql, what.statement); row.next()) what.statement_author = row.id<PersonId>(0);
}

}  // namespace

Happening load_happening(db::Tx& tx, const db::Event& event) {
  const auto payload = nlohmann::json::parse(event.payload, nullptr, false);
  if (!payload.is_object()) throw db::DatabaseError("damaged JSON in event " + std::to_string(event.seq));
  Happening what;
  what.seq = event.seq;
  what.at = event.at;
  what.type = event.type;
  what.word = word_in(payload);
  what.redesign = id_in<RedesignId>(payload, "redesign");
  what.idea = id_in<IdeaId>(payload, "idea");
  what.merged_into = id_in<IdeaId>(payload, "into");
  what.comment = id_in<CommentId>(payload, "comment");
  what.phase = id_in<PhaseId>(payload, "phase");
  what.round = id_in<RoundId>(payload, "round");
  what.statement = id_in<StatementId>(payload, "statement");
  if (auto row = tx.rows(person_sql, event.actor); row.next()) what.actor = row.id<PersonId>(0);
  if (what.idea.is_set()) read_idea(tx, what);
  if (what.comment.is_set()) read_comment(tx, what);
  if (what.round.is_set()) read_round(tx, what);
  if (event.type == "idea.state_changed") what.was_hidden = tx.rows(was_hidden_sql, what.idea, event.at, what.word).next();
  return what;
}

}  // namespace palabre::notices
