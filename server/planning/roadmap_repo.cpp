// Reads and writes the answers of the roadmap. Called by write_roadmap, start_redesign and the views.
#include "planning/roadmap_repo.hpp"

#include <algorithm>

namespace palabre::planning {

namespace {

constexpr std::string_view answers_sql = "SELECT question, language, body, updated_at FROM roadmap_answer WHERE redesign_id = $1";
constexpr std::string_view save_sql =
    "INSERT INTO roadmap_answer (redesign_id, question, language, body, updated_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (redesign_id, question) DO UPDATE SET language = excluded.language, body = excluded.body, updated_at = excluded.updated_at";
constexpr std::string_view remove_sql = "DELETE FROM roadmap_answer WHERE redesign_id = $1 AND question = $2";

}  // namespace

Roadmap load_roadmap(db::Tx& tx, RedesignId redesign) {
  Roadmap roadmap;
  auto rows = tx.rows(answers_sql, redesign);
  while (rows.next()) {
    const auto question = question_of(rows.view(0));
    if (!question) throw db::DatabaseError("unknown word in the database: " + rows.text(0));
    roadmap.answers[*question] = {rows.text(1), rows.text(2)};
    const Instant at = rows.instant(3);
    roadmap.updated_at = roadmap.updated_at ? std::max(*roadmap.updated_at, at) : at;
  }
  return roadmap;
}

void save_roadmap(db::Tx& tx, RedesignId redesign, const Roadmap& before, const Roadmap& after) {
  for (const auto& [question, answer] : before.answers)
    if (!after.answers.contains(question)) tx.run(remove_sql, redesign, name_of(question));
  for (const auto& [question, answer] : after.answers) {
    const auto old = before.answers.find(question);
    if (old != before.answers.end() && old->second.text == answer.text) continue;
    tx.run(save_sql, redesign, name_of(question), answer.language, answer.text, tx.now());
  }
}

}  // namespace palabre::planning
