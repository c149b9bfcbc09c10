// Decides when mail about notices is due and queues it. Called by the mail sender's thread before it looks into the outbox.
#include "notices/digest.hpp"

#include "notices/mail_link.hpp"
#include "pages/local_time.hpp"

#include <algorithm>

namespace palabre::notices {
namespace {

constexpr std::size_t lines_max = 30;

constexpr std::string_view waiting_sql = R"sql(
  SELECT p.id, p.email, p.language, COALESCE(s.mail_frequency, 'weekly'), s.mailed_at, MIN(n.at), MAX(n.is_mine)
  FROM notice n JOIN person p ON p.id = n.person_id LEFT JOIN person_setting s ON s.person_id = p.id
  WHERE n.read_at IS NULL AND n.mailed_seq < n.last_seq AND p.email IS NOT NULL AND p.email_verified_at IS NOT NULL
    AND p.suspended_at IS NULL AND COALESCE(s.mail_frequency, 'weekly') <> 'never'
    AND ($1 = 0 OR s.mail_frequency = 'at_once')
  GROUP BY p.id, s.mail_frequency, s.mailed_at ORDER BY p.id)sql";

struct Reader {
  PersonId person;
  std::string email;
  std::string language;
  MailNow mail{};
};

std::vector<Reader> load_due(db::Tx& tx, int digest_hour, bool is_at_once, std::size_t people_max) {
  std::vector<Reader> due;
  const auto& names = people::mail_frequency_names();
  auto rows = tx.rows(waiting_sql, is_at_once);
  while (due.size() < people_max && rows.next()) {
    Waiting waiting;
    const auto name = std::find(names.begin(), names.end(), rows.view(3));
    waiting.frequency = static_cast<people::MailFrequency>(name - names.begin());
    waiting.mailed_at = rows.maybe_instant(4);
    waiting.oldest = rows.maybe_instant(5);
    waiting.has_mine = rows.fact(6);
    const auto mail = decide_mail(waiting, tx.now(), digest_hour);
    if (mail != MailNow::nothing) due.push_back({rows.id<PersonId>(0), rows.text(1), rows.text(2), mail});
  }
  return due;
}

}  // namespace

Instant last_daily(Instant now, int digest_hour) {
  const std::string hour = (digest_hour < 10 ? "T0" : "T") + std::to_string(digest_hour) + ":00";
  for (int days = 0; days < 3; ++days) {
    const std::string day = pages::local_time_text(now.plus_ms(-days * ms_per_day)).substr(0, 10);
    const auto moment = pages::parse_local_time(day + hour);
    if (moment && *moment <= now) return *moment;
  }
  return now.plus_ms(-ms_per_day);
}

Instant last_weekly(Instant now, int digest_hour) {
  // 1970-01-01 was a Thursday; at noon the day is the same on the clocks and in UTC.
  const auto is_monday = [](Instant moment) { return (moment.plus_ms(ms_per_day / 2).unix_ms / ms_per_day + 3) % 7 == 0; };
  Instant moment = last_daily(now, digest_hour);
  for (int days = 0; days < 7; ++days) {
    const auto midnight = pages::parse_local_time(pages::local_time_text(moment).substr(0, 10) + "T00:00");
    if (midnight && is_monday(midnight->plus_ms(0))) return moment;
    moment = last_daily(moment.plus_ms(-1), digest_hour);
  }
  return moment;
}

MailNow decide_mail(const Waiting& waiting, Instant now, int digest_hour) {
  using people::MailFrequency;
  if (!waiting.oldest || waiting.frequency == MailFrequency::never) return MailNow::nothing;
  const auto is_due_since = [&](Instant moment) { return *waiting.oldest <= moment && (!waiting.mailed_at || *waiting.mailed_at < moment); };
  if (waiting.frequency == MailFrequency::weekly) return is_due_since(last_weekly(now, digest_hour)) ? MailNow::all : MailNow::nothing;
  if (is_due_since(last_daily(now, digest_hour))) return MailNow::all;
  const bool is_rested = !waiting.mailed_at || now.unix_ms - waiting.mailed_at->unix_ms >= at_once_pause_ms;
  return waiting.frequency == MailFrequency::at_once && waiting.has_mine && is_rested ? MailNow::mine : MailNow::nothing;
}

bool is_digest_due(db::Tx& tx, int digest_hour, bool is_at_once) { return !load_due(tx, digest_hour, is_at_once, 1).empty(); }

std::int64_t queue_due_digests(db::Tx& tx, const MailFrame& frame, int digest_hour, bool is_at_once, std::int64_t people_max) {
  std::int64_t queued = 0;
  for (const auto& reader : load_due(tx, digest_hour, is_at_once, static_cast<std::size_t>(people_max))) {
    const auto notices = load_unmailed(tx, reader.person, reader.mail == MailNow::mine, lines_max);
    if (notices.empty()) continue;
    const std::string& language = frame.catalogue->has_language(reader.language) ? reader.language : frame.default_language;
    mail::NewMail mail = compose_digest(frame, language, notices, unsubscribe_token(tx, reader.person));
    mail.person = reader.person;
    mail.recipient = reader.email;
    mail::queue_mail(tx, mail);
    save_notices_mailed(tx, notices);
    people::save_mailed(tx, reader.person);
    ++queued;
  }
  return queued;
}

}  // namespace palabre::notices
