// SQL of people's own choices. Called by the settings page and its API, by every page (presence, shortcuts) and by the mail about notices.
#include "people/settings.hpp"

#include <algorithm>

namespace palabre::people {
namespace {

constexpr std::string_view load_sql =
    "SELECT mail_frequency, hides_presence, has_shortcuts, is_easy_read, mailed_at FROM person_setting WHERE person_id = $1";
constexpr std::string_view save_sql =
    "INSERT INTO person_setting (person_id, mail_frequency, hides_presence, has_shortcuts, is_easy_read) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (person_id) DO UPDATE SET mail_frequency = excluded.mail_frequency, hides_presence = excluded.hides_presence, "
    "has_shortcuts = excluded.has_shortcuts, is_easy_read = excluded.is_easy_read";
constexpr std::string_view save_mailed_sql =
    "INSERT INTO person_setting (person_id, mail_frequency, hides_presence, has_shortcuts, is_easy_read, mailed_at) "
    "VALUES ($1, 'weekly', 0, 1, 0, $2) ON CONFLICT (person_id) DO UPDATE SET mailed_at = excluded.mailed_at";

}  // namespace

const std::vector<std::string_view>& mail_frequency_names() {
  static const std::vector<std::string_view> names{"never", "at_once", "daily", "weekly"};
  return names;
}

std::string_view name_of(MailFrequency frequency) { return mail_frequency_names()[static_cast<std::size_t>(frequency)]; }

Settings load_settings(db::Tx& tx, PersonId person) {
  Settings settings;
  auto row = tx.rows(load_sql, person);
  if (!row.next()) return settings;
  const auto& names = mail_frequency_names();
  const auto found = std::find(names.begin(), names.end(), row.view(0));
  if (found == names.end()) throw db::DatabaseError("an unknown mail frequency of person " + person.text());
  settings.mail = static_cast<MailFrequency>(found - names.begin());
  settings.hides_presence = row.fact(1);
  settings.has_shortcuts = row.fact(2);
  settings.is_easy_read = row.fact(3);
  settings.mailed_at = row.maybe_instant(4);
  return settings;
}

void save_settings(db::Tx& tx, PersonId person, const Settings& settings) {
  tx.run(save_sql, person, name_of(settings.mail), settings.hides_presence, settings.has_shortcuts, settings.is_easy_read);
}

void save_mailed(db::Tx& tx, PersonId person) { tx.run(save_mailed_sql, person, tx.now()); }

}  // namespace palabre::people
