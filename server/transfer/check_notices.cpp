// Checks what people were told and what is left of those who went. Called by check_all.
#include "transfer/check_notices.hpp"

#include "own_data/personal_tables.hpp"

namespace palabre::transfer {
namespace {

using Report = std::function<void(const std::string&)>;

constexpr std::string_view cursor_sql =
    "SELECT (SELECT COUNT(*) FROM notice_cursor), (SELECT MAX(seq) FROM notice_cursor), COALESCE((SELECT MAX(seq) FROM event), 0), "
    "COALESCE((SELECT MAX(last_seq) FROM notice), 0)";
constexpr std::string_view strange_follows_sql =
    "SELECT f.person_id, f.target_kind, f.target_id FROM follow f LEFT JOIN idea i ON f.target_kind = 'idea' AND i.id = f.target_id "
    "LEFT JOIN redesign r ON f.target_kind = 'redesign' AND r.id = f.target_id WHERE i.id IS NULL AND r.id IS NULL";
constexpr std::string_view strange_comments_sql =
    "SELECT n.id FROM notice n JOIN comment c ON c.id = n.comment_id WHERE n.idea_id IS NULL OR c.idea_id <> n.idea_id ORDER BY n.id";
constexpr std::string_view strange_tries_sql =
    "SELECT m.id, m.tries, (SELECT COUNT(*) FROM mail_try t WHERE t.mail_id = m.id) FROM mail m "
    "WHERE m.tries <> (SELECT COUNT(*) FROM mail_try t WHERE t.mail_id = m.id) ORDER BY m.id";

void check_cursor(db::Tx& tx, const Report& report) {
  auto row = tx.rows(cursor_sql);
  row.next();
  if (row.integer(0) != 1) report("notice_cursor: there must be one row, there are " + std::to_string(row.integer(0)));
  else if (row.integer(1) > row.integer(2)) report("notice_cursor: stands at event " + std::to_string(row.integer(1)) + ", which is not there");
  if (row.integer(3) > row.integer(2)) report("notice: tells of event " + std::to_string(row.integer(3)) + ", which is not there");
}

void check_erased(db::Tx& tx, const Report& report) {
  for (const auto& table : own_data::removed_tables) {
    const std::string name(table.name);
    const std::string sql = "SELECT COUNT(*) FROM " + name + " t JOIN person p ON p.id = t." + std::string(table.column) + " WHERE p.erased_at IS NOT NULL";
    auto row = tx.rows(sql);
    if (row.next() && row.integer(0) > 0) report(name + ": " + std::to_string(row.integer(0)) + " row(s) of erased accounts are left");
  }
}

}  // namespace

void check_notices(db::Tx& tx, const Report& report) {
  check_cursor(tx, report);
  auto follows = tx.rows(strange_follows_sql);
  while (follows.next())
    report("follow of person " + std::to_string(follows.integer(0)) + ": names " + follows.text(1) + " " + std::to_string(follows.integer(2)) + ", which is not there");
  auto comments = tx.rows(strange_comments_sql);
  while (comments.next()) report("notice " + std::to_string(comments.integer(0)) + ": its comment stands under another idea");
  auto tries = tx.rows(strange_tries_sql);
  while (tries.next())
    report("mail " + std::to_string(tries.integer(0)) + ": tries is stored as " + std::to_string(tries.integer(1)) + ", the rows say " + std::to_string(tries.integer(2)));
  check_erased(tx, report);
}

}  // namespace palabre::transfer
