// SQL of the outbox. Called by whoever queues mail, and by the sender.
#include "mail/outbox.hpp"

#include <algorithm>
#include <array>

namespace palabre::mail {
namespace {

constexpr std::array<std::string_view, 3> kind_names{"notices", "verify", "reset"};

constexpr std::string_view queue_sql =
    "INSERT INTO mail (person_id, kind, recipient, language, subject, text, html, unsubscribe, state, next_try_at, created_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9) RETURNING id";
constexpr std::string_view count_sql = "SELECT count(*) FROM mail WHERE person_id = $1 AND kind = $2 AND created_at > $3";
constexpr std::string_view is_due_sql = "SELECT 1 FROM mail WHERE state = 'waiting' AND done_at IS NULL AND next_try_at <= $1 LIMIT 1";
constexpr std::string_view next_sql =
    "SELECT id, tries, person_id, kind, recipient, language, subject, text, html, unsubscribe FROM mail "
    "WHERE state = 'waiting' AND done_at IS NULL AND next_try_at <= $1 ORDER BY next_try_at, id LIMIT 1";
constexpr std::string_view begin_sql = "UPDATE mail SET state = 'sending', tries = $2, sender = $3, sending_until = $4 WHERE id = $1";
constexpr std::string_view begin_try_sql = "INSERT INTO mail_try (mail_id, number, started_at) VALUES ($1, $2, $3)";
constexpr std::string_view end_try_sql = "UPDATE mail_try SET ended_at = $3, outcome = $4 WHERE mail_id = $1 AND number = $2";
constexpr std::string_view over_sql =
    "UPDATE mail SET state = $2, done_at = $3, problem = $4, text = '', html = '', recipient = '' WHERE id = $1 AND state = 'sending' AND tries = $5";
constexpr std::string_view again_sql = "UPDATE mail SET state = 'waiting', next_try_at = $2, problem = $3 WHERE id = $1 AND state = 'sending' AND tries = $4";
constexpr std::string_view interrupted_sql =
    "UPDATE mail SET state = 'given_up', done_at = $1, problem = 'interrupted', text = '', html = '', recipient = '' WHERE state = 'sending'";
constexpr std::string_view is_lost_sql = "SELECT 1 FROM mail WHERE state = 'sending' AND COALESCE(sending_until, 0) <= $1 LIMIT 1";
constexpr std::string_view lost_sql =
    "UPDATE mail SET state = 'given_up', done_at = $1, problem = 'interrupted', text = '', html = '', recipient = '' "
    "WHERE state = 'sending' AND COALESCE(sending_until, 0) <= $1";

}  // namespace

std::string_view name_of(MailKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

MailId queue_mail(db::Tx& tx, const NewMail& mail) {
  auto row = tx.rows(queue_sql, mail.person, name_of(mail.kind), mail.recipient, mail.language, mail.subject, mail.text, mail.html,
                     mail.unsubscribe, tx.now());
  row.next();
  return row.id<MailId>(0);
}

std::int64_t count_mails(db::Tx& tx, PersonId person, MailKind kind, Instant since) {
  auto row = tx.rows(count_sql, person, name_of(kind), since);
  return row.next() ? row.integer(0) : 0;
}

bool is_mail_due(db::Tx& tx) { return tx.rows(is_due_sql, tx.now()).next(); }

std::optional<OutgoingMail> begin_try(db::Tx& tx, std::string_view sender) {
  OutgoingMail out;
  {
    auto row = tx.rows(next_sql, tx.now());
    if (!row.next()) return std::nullopt;
    out.id = row.id<MailId>(0);
    out.try_number = row.integer(1) + 1;
    out.mail.person = row.id<PersonId>(2);
    const auto kind = std::find(kind_names.begin(), kind_names.end(), row.view(3));
    out.mail.kind = static_cast<MailKind>(kind - kind_names.begin());
    out.mail.recipient = row.text(4);
    out.mail.language = row.text(5);
    out.mail.subject = row.text(6);
    out.mail.text = row.text(7);
    out.mail.html = row.text(8);
    out.mail.unsubscribe = row.text(9);
  }
  tx.run(begin_sql, out.id, out.try_number, sender, tx.now().plus_ms(try_ms_max));
  tx.run(begin_try_sql, out.id, out.try_number, tx.now());
  return out;
}

bool end_try(db::Tx& tx, const OutgoingMail& mail, const TryOutcome& outcome) {
  tx.run(end_try_sql, mail.id, mail.try_number, tx.now(), outcome.is_sent ? std::string("sent") : outcome.problem);
  if (outcome.is_sent) {
    tx.run(over_sql, mail.id, "sent", tx.now(), "", mail.try_number);
    return false;
  }
  if (!outcome.is_final && mail.try_number < tries_max) {
    tx.run(again_sql, mail.id, tx.now().plus_ms(pause_after_ms(mail.try_number)), outcome.problem, mail.try_number);
    return false;
  }
  tx.run(over_sql, mail.id, "given_up", tx.now(), outcome.problem, mail.try_number);
  return true;
}

std::int64_t give_up_interrupted(db::Tx& tx) { return tx.run(interrupted_sql, tx.now()); }

bool is_attempt_lost(db::Tx& tx) { return tx.rows(is_lost_sql, tx.now()).next(); }

std::int64_t give_up_lost(db::Tx& tx) { return tx.run(lost_sql, tx.now()); }

std::int64_t pause_after_ms(std::int64_t number) {
  std::int64_t pause_ms = ms_per_minute;
  for (std::int64_t i = 1; i < number && pause_ms < ms_per_day; ++i) pause_ms *= 5;
  return std::min(pause_ms, ms_per_day);
}

}  // namespace palabre::mail
