// Reads and writes the answers and numbers of the roadmap. Called by write_roadmap, start_redesign and the views.
#include "planning/roadmap_repo.hpp"

#include <algorithm>

namespace palabre::planning {

namespace {

constexpr std::string_view answers_sql = "SELECT question, language, body, updated_at FROM roadmap_answer WHERE redesign_id = $1";
constexpr std::string_view save_sql =
    "INSERT INTO roadmap_answer (redesign_id, question, language, body, updated_at) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (redesign_id, question) DO UPDATE SET language = excluded.language, body = excluded.body, updated_at = excluded.updated_at";
constexpr std::string_view remove_sql = "DELETE FROM roadmap_answer WHERE redesign_id = $1 AND question = $2";
constexpr std::string_view figures_sql = "SELECT figure, value, updated_at FROM roadmap_figure WHERE redesign_id = $1";
constexpr std::string_view save_figure_sql =
    "INSERT INTO roadmap_figure (redesign_id, figure, value, updated_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (redesign_id, figure) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at";
constexpr std::string_view remove_figure_sql = "DELETE FROM roadmap_figure WHERE redesign_id = $1 AND figure = $2";

db::DatabaseError unknown_word(const std::string& word) { return db::DatabaseError("unknown word in the database: " + word); }

void note_moment(Roadmap& roadmap, Instant at) { roadmap.updated_at = roadmap.updated_at ? std::max(*roadmap.updated_at, at) : at; }

void load_figures(db::Tx& tx, RedesignId redesign, Roadmap& roadmap) {
  auto rows = tx.rows(figures_sql, redesign);
  while (rows.next()) {
    const auto figure = figure_of(rows.view(0));
    if (!figure) throw unknown_word(rows.text(0));
    roadmap.figures[*figure] = static_cast<int>(rows.integer(1));
    note_moment(roadmap, rows.instant(2));
  }
}

void save_figures(db::Tx& tx, RedesignId redesign, const Figures& before, const Figures& after) {
  for (const auto& [figure, value] : before)
    if (!after.contains(figure)) tx.run(remove_figure_sql, redesign, name_of(figure));
  for (const auto& [figure, value] : after)
    if (value_of(before, figure) != value) tx.run(save_figure_sql, redesign, name_of(figure), value, tx.now());
}

}  // namespace

Roadmap load_roadmap(db::Tx& tx, RedesignId redesign) {
  Roadmap roadmap;
  auto rows = tx.rows(answers_sql, redesign);
  while (rows.next()) {
    const auto question = question_of(rows.view(0));
    if (!question) throw unknown_word(rows.text(0));
    roadmap.answers[*question] = {rows.text(1), rows.text(2)};
    note_moment(roadmap, rows.instant(3));
  }
  load_figures(tx, redesign, roadmap);
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
  save_figures(tx, redesign, before.figures, after.figures);
}

}  // namespace palabre::planning
