// Rules, acts and SQL of the instance's texts. Called by the routes and the editor of texts, by the pages about the instance and
// by the frame of every page.
#include "instance/instance_text.hpp"

#include "base/utf8.hpp"
#include "db/event_log.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::instance {
namespace {

constexpr std::string_view newest_sql = "SELECT id, body FROM instance_text WHERE subject = $1 AND language = $2 ORDER BY id DESC LIMIT 1";
constexpr std::string_view versions_sql =
    "SELECT t.id, t.body, p.name, t.at FROM instance_text t JOIN person p ON p.id = t.person_id WHERE t.subject = $1 AND t.language = $2 "
    "ORDER BY t.id DESC LIMIT $3";
constexpr std::string_view insert_sql = "INSERT INTO instance_text (subject, language, body, person_id, at) VALUES ($1, $2, $3, $4, $5)";
constexpr std::string_view own_sql =
    "SELECT t.subject, t.language, t.at FROM instance_text t WHERE t.body IS NOT NULL AND t.id = "
    "(SELECT max(n.id) FROM instance_text n WHERE n.subject = t.subject AND n.language = t.language) ORDER BY t.subject, t.language";

struct Newest {
  std::int64_t id = 0;
  std::optional<std::string> body;
};

Newest find_newest(db::Tx& tx, std::string_view subject, std::string_view language) {
  auto rows = tx.rows(newest_sql, subject, language);
  if (!rows.next()) return {};
  return {rows.integer(0), rows.maybe_text(1)};
}

void append_text_event(db::Tx& tx, const people::Actor& actor, const TextKey& key) {
  const nlohmann::json payload{{"text", key.subject}, {"language", key.language}};
  db::append_event(tx, actor.opaque_id, "instance", "", "text.changed", payload.dump());
}

std::size_t chars_max(std::string_view subject) {
  if (subject == "site_name") return site_name_chars_max;
  return subject == "site_description" ? site_description_chars_max : instance_text_chars_max;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

}  // namespace

bool is_text_subject(std::string_view subject) { return std::find(text_subjects.begin(), text_subjects.end(), subject) != text_subjects.end(); }

bool is_page_subject(std::string_view subject) { return is_text_subject(subject) && !subject.starts_with("site_"); }

Result<void> check_text(std::string_view subject, std::string_view body) {
  if (body.empty()) return refuse(Reason::missing_field, "a text; to have the shipped one again, restore it", "body");
  if (count_chars(body) > chars_max(subject)) return refuse(Reason::too_long, "the text is too long", "body");
  if (is_page_subject(subject) && (!body.starts_with("# ") || body.size() < 4 || body[2] == '\n'))
    return refuse(Reason::bad_field, "the first line is the title: # and its words", "body");
  if (!is_page_subject(subject) && body.find('\n') != std::string_view::npos) return refuse(Reason::bad_field, "one line", "body");
  return {};
}

Result<void> decide_text(const people::Actor& actor, const TextKey& key, std::string_view body, std::int64_t seen, std::int64_t current) {
  if (!actor.is_admin) return refuse(Reason::not_allowed, "The texts of the instance are written by an administrator.");
  if (auto checked = check_text(key.subject, body); !checked) return checked.error();
  if (seen != current) return refuse(Reason::stale_version, "somebody else changed this text meanwhile", "body");
  return {};
}

Result<TextVersion> save_text(db::Tx& tx, const people::Actor& actor, const TextKey& key, const std::string& body, std::int64_t seen) {
  const Newest newest = find_newest(tx, key.subject, key.language);
  if (auto decision = decide_text(actor, key, body, seen, newest.id); !decision) return decision.error();
  if (newest.body == body) return refuse(Reason::nothing_changed, "The text says this already.");
  tx.run(insert_sql, key.subject, key.language, body, actor.person, tx.now());
  append_text_event(tx, actor, key);
  return load_text_versions(tx, key, 1).front();
}

Result<void> restore_shipped_text(db::Tx& tx, const people::Actor& actor, const TextKey& key) {
  if (!actor.is_admin) return refuse(Reason::not_allowed, "The texts of the instance are written by an administrator.");
  if (!find_newest(tx, key.subject, key.language).body) return refuse(Reason::nothing_changed, "The shipped text is in force already.");
  tx.run(insert_sql, key.subject, key.language, nullptr, actor.person, tx.now());
  append_text_event(tx, actor, key);
  return {};
}

std::optional<std::string> find_text(db::Tx& tx, std::string_view subject, std::string_view language) { return find_newest(tx, subject, language).body; }

std::vector<TextVersion> load_text_versions(db::Tx& tx, const TextKey& key, std::size_t limit) {
  std::vector<TextVersion> versions;
  auto rows = tx.rows(versions_sql, key.subject, key.language, static_cast<std::int64_t>(limit));
  while (rows.next()) versions.push_back({rows.integer(0), rows.maybe_text(1), rows.text(2), rows.instant(3)});
  return versions;
}

std::vector<OwnText> load_own_texts(db::Tx& tx) {
  std::vector<OwnText> own;
  auto rows = tx.rows(own_sql);
  while (rows.next()) own.push_back({{rows.text(0), rows.text(1)}, rows.instant(2)});
  return own;
}

std::string filled_text(std::string text, std::string_view contact, std::string_view enforcement) {
  replace_all(text, "{contact}", contact);
  replace_all(text, "{enforcement}", enforcement);
  return text;
}

}  // namespace palabre::instance
