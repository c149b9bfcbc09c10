// Recounts the derived numbers of ideas and redesigns, and what the search index must hold.
// Called by the importers (to store) and by check_all (to compare).
#include "transfer/derived_numbers.hpp"

namespace palabre::transfer {
namespace {

// The one definition of each number; `i` is an idea, `r` a redesign.
constexpr std::string_view idea_numbers = R"sql(
  SELECT i.id AS id, i.redesign_id AS redesign_id,
    (SELECT COUNT(*) FROM idea_support s WHERE s.idea_id = i.id) AS supports,
    (SELECT COUNT(*) FROM idea_support s WHERE s.idea_id = i.id AND s.channel = 'assisted') AS assisted_supports,
    (SELECT COUNT(*) FROM idea_reaction a WHERE a.idea_id = i.id) AS reactions,
    (SELECT COUNT(*) FROM comment c WHERE c.idea_id = i.id AND c.state = 'published') AS comments,
    (SELECT COALESCE(SUM(n.count), 0) FROM imported_count n WHERE n.target_kind = 'idea' AND n.target_id = i.id
       AND n.kind IN ('support_online', 'support_assisted', 'votes_for')) AS imported_supports,
    (SELECT COUNT(*) FROM (SELECT 1 FROM answer a WHERE a.idea_id = i.id LIMIT 1) AS any_answer) AS answers,
    CASE WHEN i.state IN ('published', 'shortlisted', 'under_review', 'on_ballot', 'accepted', 'not_selected', 'deferred', 'declined')
      THEN 1 ELSE 0 END AS is_listed
  FROM idea i)sql";

std::string with_idea_numbers(std::string_view rest) { return "WITH n AS (" + std::string(idea_numbers) + ") " + std::string(rest); }

constexpr std::string_view store_ideas_sql = R"sql(
  UPDATE idea SET supports = (SELECT n.supports FROM n WHERE n.id = idea.id),
    assisted_supports = (SELECT n.assisted_supports FROM n WHERE n.id = idea.id),
    reactions = (SELECT n.reactions FROM n WHERE n.id = idea.id),
    comments = (SELECT n.comments FROM n WHERE n.id = idea.id),
    imported_supports = (SELECT n.imported_supports FROM n WHERE n.id = idea.id)
  WHERE redesign_id = $1)sql";

constexpr std::string_view store_redesign_sql = R"sql(
  UPDATE redesign SET
    ideas = (SELECT COUNT(*) FROM n WHERE n.redesign_id = redesign.id AND n.is_listed = 1),
    comments = (SELECT COALESCE(SUM(n.comments), 0) FROM n WHERE n.redesign_id = redesign.id AND n.is_listed = 1),
    supports = (SELECT COALESCE(SUM(n.supports), 0) FROM n WHERE n.redesign_id = redesign.id AND n.is_listed = 1),
    reactions = (SELECT COALESCE(SUM(n.reactions), 0) FROM n WHERE n.redesign_id = redesign.id AND n.is_listed = 1),
    answers = (SELECT COALESCE(SUM(n.answers), 0) FROM n WHERE n.redesign_id = redesign.id AND n.is_listed = 1)
  WHERE id = $1)sql";

constexpr std::string_view compare_ideas_sql = R"sql(
  SELECT i.id, i.supports, n.supports, i.comments, n.comments, i.imported_supports, n.imported_supports, i.reactions, n.reactions,
         i.assisted_supports, n.assisted_supports
  FROM idea i JOIN n ON n.id = i.id
  WHERE i.supports <> n.supports OR i.comments <> n.comments OR i.imported_supports <> n.imported_supports
     OR i.reactions <> n.reactions OR i.assisted_supports <> n.assisted_supports ORDER BY i.id)sql";

constexpr std::string_view compare_redesigns_sql = R"sql(
  SELECT r.id, r.ideas, m.ideas, r.comments, m.comments, r.supports, m.supports, r.answers, m.answers, r.reactions, m.reactions
  FROM redesign r JOIN (
    SELECT q.id AS id, COUNT(n.id) AS ideas, COALESCE(SUM(n.comments), 0) AS comments, COALESCE(SUM(n.supports), 0) AS supports,
           COALESCE(SUM(n.answers), 0) AS answers, COALESCE(SUM(n.reactions), 0) AS reactions
    FROM redesign q LEFT JOIN n ON n.redesign_id = q.id AND n.is_listed = 1 GROUP BY q.id) m ON m.id = r.id
  WHERE r.ideas <> m.ideas OR r.comments <> m.comments OR r.supports <> m.supports OR r.answers <> m.answers
     OR r.reactions <> m.reactions ORDER BY r.id)sql";

constexpr std::string_view compare_questions_sql =
    "SELECT q.id, q.answers, (SELECT COUNT(*) FROM question_answer a WHERE a.question_id = q.id) FROM question q ORDER BY q.id";
constexpr std::string_view compare_choices_sql =
    "SELECT c.question_id, c.position, c.answers, (SELECT COUNT(*) FROM question_answer a WHERE a.question_id = c.question_id "
    "AND a.position = c.position) FROM question_choice c ORDER BY c.question_id, c.position";

constexpr std::string_view compare_checks_sql = R"sql(
  SELECT k.id, k.done, (SELECT COUNT(*) FROM commitment_opinion o WHERE o.check_id = k.id AND o.opinion = 'done'),
         k.partly, (SELECT COUNT(*) FROM commitment_opinion o WHERE o.check_id = k.id AND o.opinion = 'partly'),
         k.not_done, (SELECT COUNT(*) FROM commitment_opinion o WHERE o.check_id = k.id AND o.opinion = 'not_done')
  FROM commitment_check k ORDER BY k.id)sql";

// What the index must hold: each listed idea under its title, and the published comments under listed ideas.
constexpr std::string_view wanted_entries = R"sql(
  wanted AS (
    SELECT 1 AS kind, i.id AS target_id, i.redesign_id AS redesign_id, i.id AS idea_id, i.title AS title, '' AS body
    FROM idea i JOIN n ON n.id = i.id WHERE n.is_listed = 1
    UNION ALL
    SELECT 2, c.id, i.redesign_id, i.id, '', c.body
    FROM comment c JOIN idea i ON i.id = c.idea_id JOIN n ON n.id = i.id WHERE n.is_listed = 1 AND c.state = 'published'))sql";

constexpr std::string_view missing_entries_sql = R"sql(
  SELECT w.kind, w.target_id FROM wanted w LEFT JOIN search_entry e ON e.kind = w.kind AND e.target_id = w.target_id
  WHERE e.id IS NULL OR e.redesign_id <> w.redesign_id OR e.idea_id <> w.idea_id OR e.title <> w.title
     OR (w.kind = 2 AND e.body <> w.body) ORDER BY w.kind, w.target_id)sql";

constexpr std::string_view extra_entries_sql = R"sql(
  SELECT e.kind, e.target_id FROM search_entry e LEFT JOIN wanted w ON w.kind = e.kind AND w.target_id = e.target_id
  WHERE w.target_id IS NULL ORDER BY e.kind, e.target_id)sql";

using Report = std::function<void(const std::string&)>;

void compare(const db::Rows& row, int column, const std::string& name, const Report& report) {
  if (row.integer(column) == row.integer(column + 1)) return;
  report(name + " is stored as " + std::to_string(row.integer(column)) + ", the rows say " + std::to_string(row.integer(column + 1)));
}

void compare_questions(db::Tx& tx, const Report& report) {
  auto questions = tx.rows(compare_questions_sql);
  while (questions.next()) compare(questions, 1, "question " + std::to_string(questions.integer(0)) + ": answers", report);
  auto choices = tx.rows(compare_choices_sql);
  while (choices.next())
    compare(choices, 2, "question " + std::to_string(choices.integer(0)) + ", choice " + std::to_string(choices.integer(1)) + ": answers", report);
}

void compare_checks(db::Tx& tx, const Report& report) {
  auto checks = tx.rows(compare_checks_sql);
  while (checks.next()) {
    const std::string check = "commitment check " + std::to_string(checks.integer(0)) + ": ";
    compare(checks, 1, check + "done", report);
    compare(checks, 3, check + "partly", report);
    compare(checks, 5, check + "not_done", report);
  }
}

std::string entry_name(const db::Rows& row) {
  return std::string(row.integer(0) == 1 ? "idea " : "comment ") + std::to_string(row.integer(1));
}

void compare_index(db::Tx& tx, const Report& report) {
  const std::string with_wanted = "WITH n AS (" + std::string(idea_numbers) + "), " + std::string(wanted_entries);
  auto missing = tx.rows(with_wanted + std::string(missing_entries_sql));
  while (missing.next()) report(entry_name(missing) + ": the search index does not hold it as it is");
  auto extra = tx.rows(with_wanted + std::string(extra_entries_sql));
  while (extra.next()) report(entry_name(extra) + ": stands in the search index and is not public");
}

}  // namespace

void store_derived_numbers(db::Tx& tx, RedesignId redesign) {
  tx.run(with_idea_numbers(store_ideas_sql), redesign);
  tx.run(with_idea_numbers(store_redesign_sql), redesign);
}

void compare_derived_numbers(db::Tx& tx, const Report& report) {
  auto ideas = tx.rows(with_idea_numbers(compare_ideas_sql));
  while (ideas.next()) {
    const std::string idea = "idea " + std::to_string(ideas.integer(0)) + ": ";
    compare(ideas, 1, idea + "supports", report);
    compare(ideas, 3, idea + "comments", report);
    compare(ideas, 5, idea + "imported_supports", report);
    compare(ideas, 7, idea + "reactions", report);
    compare(ideas, 9, idea + "assisted_supports", report);
  }
  auto redesigns = tx.rows(with_idea_numbers(compare_redesigns_sql));
  while (redesigns.next()) {
    const std::string redesign = "redesign " + std::to_string(redesigns.integer(0)) + ": ";
    compare(redesigns, 1, redesign + "ideas", report);
    compare(redesigns, 3, redesign + "comments", report);
    compare(redesigns, 5, redesign + "supports", report);
    compare(redesigns, 7, redesign + "answers", report);
    compare(redesigns, 9, redesign + "reactions", report);
  }
  compare_questions(tx, report);
  compare_checks(tx, report);
  compare_index(tx, report);
}

}  // namespace palabre::transfer
