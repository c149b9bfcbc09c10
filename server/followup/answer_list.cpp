// SQL and shapes of the public list of answers.
// Called by desk_api and the page of answers.
#include "followup/answer_list.hpp"

#include "base/csv.hpp"
#include "followup/answer_view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::followup {

namespace {

// $2 kind or '', $3 language or '', $4 1: only late ones, $5 now.
const std::string from_sql =
    "FROM answer a JOIN idea i ON i.id = a.idea_id WHERE i.redesign_id = $1 "
    "AND i.state IN ('published','shortlisted','under_review','on_ballot','accepted','not_selected','deferred','declined') "
    "AND NOT EXISTS (SELECT 1 FROM answer n WHERE n.supersedes = a.id) AND ($2 = '' OR a.kind = $2) "
    "AND ($3 = '' OR EXISTS (SELECT 1 FROM answer_text t WHERE t.answer_id = a.id AND t.language = $3)) "
    "AND ($4 = 0 OR i.answer_due_at < $5) AND $5 = $5 ";
const std::string list_sql =
    "SELECT a.id, a.idea_id, i.title, i.language, i.answer_due_at, -a.created_at " + from_sql +
    "AND (-a.created_at > $6 OR (-a.created_at = $6 AND -a.id > $7)) ORDER BY a.created_at DESC, a.id DESC LIMIT $8";
const std::string count_sql = "SELECT count(*) " + from_sql;

bool is_answer_late(const ListedAnswer& listed, Instant now) { return listed.due_at && *listed.due_at < now; }

}  // namespace

std::vector<ListedAnswer> load_answer_list(db::Tx& tx, RedesignId redesign, const AnswerListQuery& query) {
  std::vector<ListedAnswer> list;
  {
    const std::string_view kind = query.kind ? name_of(*query.kind) : std::string_view("");
    auto rows = tx.rows(list_sql, redesign, kind, query.language, query.is_late_only, query.now, query.after.key, query.after.id,
                        static_cast<std::int64_t>(query.limit));
    while (rows.next()) {
      ListedAnswer listed;
      listed.shown.answer.id = rows.id<AnswerId>(0);
      listed.shown.answer.idea = rows.id<IdeaId>(1);
      listed.title = rows.text(2);
      listed.title_language = rows.text(3);
      listed.due_at = rows.maybe_instant(4);
      listed.place = {rows.integer(5), -rows.integer(0)};
      list.push_back(std::move(listed));
    }
  }
  for (auto& listed : list) listed.shown = load_answers(tx, listed.shown.answer.idea).front();
  return list;
}

std::int64_t count_answer_list(db::Tx& tx, RedesignId redesign, const AnswerListQuery& query) {
  const std::string_view kind = query.kind ? name_of(*query.kind) : std::string_view("");
  auto row = tx.rows(count_sql, redesign, kind, query.language, query.is_late_only, query.now);
  row.next();
  return row.integer(0);
}

nlohmann::json listed_answer_view(const ListedAnswer& listed, Instant now) {
  nlohmann::json view = answer_view(listed.shown, listed.title_language);
  view["title"] = listed.title;
  view["title_language"] = listed.title_language;
  view["next_due_at"] = listed.due_at ? nlohmann::json(iso_text(*listed.due_at)) : nlohmann::json(nullptr);
  view["is_late"] = is_answer_late(listed, now);
  return view;
}

std::string answer_list_csv(const std::vector<ListedAnswer>& answers, Instant now) {
  std::string text = "idea,title,kind,reason_code,answered_at,review_on,next_due_at,is_late\r\n";
  for (const auto& listed : answers) {
    const Answer& answer = listed.shown.answer;
    text += answer.idea.text() + "," + csv_cell(listed.title) + "," + std::string(name_of(answer.kind)) + "," +
            std::string(answer.reason_code ? name_of(*answer.reason_code) : std::string_view("")) + "," + iso_text(answer.created_at) + "," +
            (answer.review_on ? day_text(*answer.review_on) : std::string()) + "," + (listed.due_at ? iso_text(*listed.due_at) : std::string()) + "," +
            (is_answer_late(listed, now) ? "true" : "false") + "\r\n";
  }
  return text;
}

}  // namespace palabre::followup
