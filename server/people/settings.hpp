// What people chose for themselves: how often mail comes, whether their presence is counted, how pages behave.
#pragma once
#include "db/tx.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace palabre::people {

enum class MailFrequency { never, at_once, daily, weekly };
std::string_view name_of(MailFrequency frequency);
/// In the order of the enumerators, for forms and input.
const std::vector<std::string_view>& mail_frequency_names();

struct Settings {
  MailFrequency mail = MailFrequency::weekly;
  bool hides_presence = false;
  bool has_shortcuts = true;
  bool is_easy_read = false;
  std::optional<Instant> mailed_at;   // read only
};

Settings load_settings(db::Tx& tx, PersonId person);
void save_settings(db::Tx& tx, PersonId person, const Settings& settings);
/// Remembers that mail about notices was queued now.
void save_mailed(db::Tx& tx, PersonId person);

}  // namespace palabre::people
