// Reads and writes the tables of light contributions. Called by the acts and views of this slice, by screens and by transfer.
#include "light/light_repo.hpp"

#include "redesigns/texts.hpp"

#include <algorithm>

namespace palabre::light {
namespace {

constexpr std::string_view switch_sql = "SELECT takes_light, reactions FROM redesign WHERE id = $1";
constexpr std::string_view question_sql = "SELECT id, texts, answers FROM question WHERE redesign_id = $1 AND closed_at IS NULL";
constexpr std::string_view choices_sql = "SELECT texts, answers FROM question_choice WHERE question_id = $1 ORDER BY position";
constexpr std::string_view save_switch_sql = "UPDATE redesign SET takes_light = $2 WHERE id = $1";
constexpr std::string_view close_question_sql = "UPDATE question SET closed_at = $2 WHERE redesign_id = $1 AND closed_at IS NULL";
constexpr std::string_view insert_question_sql = "INSERT INTO question (redesign_id, texts, created_at) VALUES ($1, $2, $3) RETURNING id";
constexpr std::string_view insert_choice_sql = "INSERT INTO question_choice (question_id, position, texts) VALUES ($1, $2, $3)";
constexpr std::string_view question_words_sql = "UPDATE question SET texts = $2 WHERE id = $1";
constexpr std::string_view choice_words_sql = "UPDATE question_choice SET texts = $3 WHERE question_id = $1 AND position = $2";
constexpr std::string_view of_person_sql = "SELECT id FROM contributor WHERE person_id = $1";
constexpr std::string_view of_token_sql = "SELECT id FROM contributor WHERE token_digest = $1";
constexpr std::string_view insert_contributor_sql = "INSERT INTO contributor (person_id, token_digest, created_at) VALUES ($1, $2, $3) RETURNING id";
constexpr std::string_view reacted_sql =
    "SELECT a.idea_id FROM idea_reaction a JOIN idea i ON i.id = a.idea_id WHERE a.contributor_id = $1 AND i.redesign_id = $2";
constexpr std::string_view answered_sql =
    "SELECT a.position FROM question_answer a JOIN question q ON q.id = a.question_id "
    "WHERE a.contributor_id = $1 AND q.redesign_id = $2 AND q.closed_at IS NULL";
constexpr std::string_view reacted_everywhere_sql =
    "SELECT a.idea_id FROM idea_reaction a JOIN idea i ON i.id = a.idea_id JOIN redesign r ON r.id = i.redesign_id "
    "WHERE a.contributor_id = $1 AND r.state NOT IN ('draft', 'review', 'cancelled') AND i.state NOT IN ('draft', 'submitted', 'hidden') "
    "ORDER BY a.created_at DESC, a.idea_id DESC LIMIT $2";
constexpr std::string_view count_sql =
    "SELECT (SELECT COUNT(*) FROM idea_reaction WHERE contributor_id = $1) + (SELECT COUNT(*) FROM question_answer WHERE contributor_id = $1)";
constexpr std::string_view reactable_sql =
    "SELECT id FROM idea WHERE redesign_id = $1 AND state IN ('published', 'shortlisted', 'under_review', 'accepted', 'deferred') ORDER BY id";

/// Spreads neighbouring ids: the finaliser of splitmix64.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::optional<Question> find_question(db::Tx& tx, RedesignId redesign) {
  Question question;
  {
    auto row = tx.rows(question_sql, redesign);
    if (!row.next()) return std::nullopt;
    question = {row.id<QuestionId>(0), redesigns::parse_texts_by_language(row.view(1)), {}, row.integer(2)};
  }
  auto rows = tx.rows(choices_sql, question.id);
  while (rows.next()) question.choices.push_back({redesigns::parse_texts_by_language(rows.view(0)), rows.integer(1)});
  return question;
}

ContributorId first_id(db::Rows row) { return row.next() ? row.id<ContributorId>(0) : ContributorId{}; }

}  // namespace

Light load_light(db::Tx& tx, RedesignId redesign) {
  Light light;
  {
    auto row = tx.rows(switch_sql, redesign);
    if (!row.next()) return light;
    light.is_on = row.fact(0);
    light.reactions = row.integer(1);
  }
  light.question = find_question(tx, redesign);
  return light;
}

void save_switch(db::Tx& tx, RedesignId redesign, bool is_on) { tx.run(save_switch_sql, redesign, is_on); }

void replace_question(db::Tx& tx, RedesignId redesign, const std::optional<Question>& question) {
  tx.run(close_question_sql, redesign, tx.now());
  if (!question) return;
  QuestionId id;
  {
    const std::string words = redesigns::stored_json(question->texts);
    auto row = tx.rows(insert_question_sql, redesign, words, tx.now());
    if (!row.next()) throw db::DatabaseError("an inserted question has no id");
    id = row.id<QuestionId>(0);
  }
  for (int position = 1; const auto& choice : question->choices) {
    const std::string words = redesigns::stored_json(choice.texts);
    tx.run(insert_choice_sql, id, position++, words);
  }
}

void save_words(db::Tx& tx, const Question& question) {
  const std::string words = redesigns::stored_json(question.texts);
  tx.run(question_words_sql, question.id, words);
  for (int position = 1; const auto& choice : question.choices) {
    const std::string text = redesigns::stored_json(choice.texts);
    tx.run(choice_words_sql, question.id, position++, text);
  }
}

ContributorId find_contributor(db::Tx& tx, PersonId person) {
  return person.is_set() ? first_id(tx.rows(of_person_sql, person)) : ContributorId{};
}

ContributorId find_contributor(db::Tx& tx, std::string_view token_digest) {
  return token_digest.empty() ? ContributorId{} : first_id(tx.rows(of_token_sql, token_digest));
}

ContributorId ensure_contributor(db::Tx& tx, PersonId person, std::string_view token_digest) {
  const auto known = person.is_set() ? find_contributor(tx, person) : find_contributor(tx, token_digest);
  if (known.is_set()) return known;
  const auto digest = person.is_set() ? std::nullopt : std::optional(token_digest);
  return first_id(tx.rows(insert_contributor_sql, person, digest, tx.now()));
}

OwnMarks load_own_marks(db::Tx& tx, ContributorId contributor, RedesignId redesign) {
  OwnMarks own;
  if (!contributor.is_set()) return own;
  auto rows = tx.rows(reacted_sql, contributor, redesign);
  while (rows.next()) own.reacted.insert(rows.id<IdeaId>(0));
  auto row = tx.rows(answered_sql, contributor, redesign);
  if (row.next()) own.choice = static_cast<int>(row.integer(0));
  return own;
}

std::vector<IdeaId> load_reacted_everywhere(db::Tx& tx, ContributorId contributor, std::size_t limit) {
  std::vector<IdeaId> ids;
  auto rows = tx.rows(reacted_everywhere_sql, contributor, static_cast<std::int64_t>(limit));
  while (rows.next()) ids.push_back(rows.id<IdeaId>(0));
  return ids;
}

std::int64_t count_contributions(db::Tx& tx, ContributorId contributor) {
  auto row = tx.rows(count_sql, contributor);
  return row.next() ? row.integer(0) : 0;
}

std::vector<IdeaId> load_some_reactable(db::Tx& tx, RedesignId redesign, std::uint64_t seed, std::size_t limit) {
  std::vector<std::pair<std::uint64_t, IdeaId>> drawn;
  auto rows = tx.rows(reactable_sql, redesign);
  while (rows.next()) {
    const auto id = rows.id<IdeaId>(0);
    drawn.emplace_back(mixed(seed ^ mixed(static_cast<std::uint64_t>(id.value))), id);
  }
  const auto end = drawn.begin() + static_cast<std::ptrdiff_t>(std::min(limit, drawn.size()));
  std::partial_sort(drawn.begin(), end, drawn.end());
  std::vector<IdeaId> ids;
  for (auto place = drawn.begin(); place != end; ++place) ids.push_back(place->second);
  return ids;
}

}  // namespace palabre::light
