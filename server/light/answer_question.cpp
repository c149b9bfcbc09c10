// The acts answer_question and take_answer_back. Called by the API and by the forms of the first-visit page.
#include "light/answer_question.hpp"

#include "db/event_log.hpp"

namespace palabre::light {
namespace {

constexpr std::string_view add_row_sql =
    "INSERT INTO question_answer (question_id, contributor_id, position, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
constexpr std::string_view change_row_sql =
    "UPDATE question_answer SET position = $3 WHERE question_id = $1 AND contributor_id = $2 AND position <> $3";
constexpr std::string_view remove_row_sql = "DELETE FROM question_answer WHERE question_id = $1 AND contributor_id = $2";
constexpr std::string_view count_choice_sql = "UPDATE question_choice SET answers = answers + $3 WHERE question_id = $1 AND position = $2";
constexpr std::string_view count_question_sql = "UPDATE question SET answers = answers + $2 WHERE id = $1";

Result<Question> load_answerable(db::Tx& tx, const Participant& who, const redesigns::Redesign& redesign) {
  auto light = load_light(tx, redesign.id);
  const auto phases = redesigns::load_phases(tx, redesign.id);
  if (auto may = decide_answer(light, redesign.state, phases, who.is_organisation, tx.now()); !may) return may.error();
  return std::move(*light.question);
}

/// Its question as it stands after the act, told to everybody.
Answered told(db::Tx& tx, const Participant& who, RedesignId redesign, int choice) {
  auto light = load_light(tx, redesign);
  const auto seq = append_answered_event(tx, who.actor, redesign, *light.question);
  return {std::move(*light.question), choice, true, seq};
}

}  // namespace

void count_answer(db::Tx& tx, QuestionId question, int position, int difference) {
  tx.run(count_choice_sql, question, position, difference);
  tx.run(count_question_sql, question, difference);
}

std::int64_t append_answered_event(db::Tx& tx, std::string_view actor, RedesignId redesign, const Question& question) {
  std::string counts;
  for (const auto& choice : question.choices) counts += (counts.empty() ? "" : ",") + std::to_string(choice.answers);
  const std::string payload = R"({"redesign":")" + redesign.text() + R"(","question":")" + question.id.text() + R"(","answers":)" +
                              std::to_string(question.answers) + R"(,"counts":[)" + counts + "]}";
  return db::append_event(tx, actor, redesigns::channel_of(redesign), "", "question.answered", payload);
}

Result<Answered> answer_question(db::Tx& tx, const Participant& who, const redesigns::Redesign& redesign, std::int64_t position) {
  auto question = load_answerable(tx, who, redesign);
  if (!question) return question.error();
  if (auto fits = check_choice(*question, position); !fits) return fits.error();
  const int choice = static_cast<int>(position);
  const auto contributor = ensure_contributor(tx, who);
  const int before = load_own_marks(tx, contributor, redesign.id).choice;
  if (before == choice) return Answered{std::move(*question), choice, false, db::last_seq(tx)};
  if (before == 0) {
    tx.run(add_row_sql, question->id, contributor, choice, tx.now());
  } else {
    tx.run(change_row_sql, question->id, contributor, choice);
    count_answer(tx, question->id, before, -1);
  }
  count_answer(tx, question->id, choice, +1);
  return told(tx, who, redesign.id, choice);
}

Result<Answered> take_answer_back(db::Tx& tx, const Participant& who, const redesigns::Redesign& redesign) {
  auto question = load_answerable(tx, who, redesign);
  if (!question) return question.error();
  const auto contributor = find_contributor(tx, who);
  const int before = load_own_marks(tx, contributor, redesign.id).choice;
  if (before == 0) return Answered{std::move(*question), 0, false, db::last_seq(tx)};
  tx.run(remove_row_sql, question->id, contributor);
  count_answer(tx, question->id, before, -1);
  return told(tx, who, redesign.id, 0);
}

}  // namespace palabre::light
