// Mail about notices: when it is due, and what it says.
#pragma once
#include "mail/outbox.hpp"
#include "notices/notice_store.hpp"
#include "pages/catalogue.hpp"
#include "people/settings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre::notices {

/// What somebody waits for by mail.
struct Waiting {
  people::MailFrequency frequency{};
  std::optional<Instant> mailed_at;    // the last mail of this kind
  std::optional<Instant> oldest;       // unread and not mailed yet
  bool has_mine = false;               // among them something about what they wrote
};
enum class MailNow { nothing, mine, all };

/// Daily mail leaves at `digest_hour` on the clocks of public bodies, weekly mail on Mondays, and holds what was there by then.
/// Why:   at most one mail a day unless somebody chose "at once", and even then one in ten minutes; never an empty one.
/// Units: digest_hour 0 to 23.
MailNow decide_mail(const Waiting& waiting, Instant now, int digest_hour);
inline constexpr std::int64_t at_once_pause_ms = 10 * ms_per_minute;

/// The newest moment, not after `now`, at which daily (weekly) mail leaves.
Instant last_daily(Instant now, int digest_hour);
Instant last_weekly(Instant now, int digest_hour);

/// What a mail needs to know about the instance.
struct MailFrame {
  const pages::Catalogue* catalogue = nullptr;
  std::string public_url;              // no slash at the end
  std::string site_name;
  std::string default_language;
};

/// The mail that tells of `notices` in the person's language. `token`: of the unsubscribe link.
mail::NewMail compose_digest(const MailFrame& frame, std::string_view language, const std::vector<Notice>& notices, std::string_view token);

/// Queues mail for everybody to whom it is due, at most `people_max`, each in this transaction with the marks of what it told.
/// `is_at_once`: only for those who chose so. How many.
std::int64_t queue_due_digests(db::Tx& tx, const MailFrame& frame, int digest_hour, bool is_at_once, std::int64_t people_max);
/// Whether queue_due_digests would find somebody.
bool is_digest_due(db::Tx& tx, int digest_hour, bool is_at_once);

}  // namespace palabre::notices
