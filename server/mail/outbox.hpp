// The outbox: mail is queued in an act's transaction, leaves after COMMIT, and each attempt is written down before it begins.
#pragma once
#include "db/tx.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre {
struct MailTag;
using MailId = Id<MailTag>;
}  // namespace palabre

namespace palabre::mail {

enum class MailKind { notices, verify, reset };
std::string_view name_of(MailKind kind);

struct NewMail {
  PersonId person;
  MailKind kind{};
  std::string recipient;
  std::string language;
  std::string subject;
  std::string text;
  std::string html;
  std::string unsubscribe;   // address of List-Unsubscribe; empty: no list mail
};
MailId queue_mail(db::Tx& tx, const NewMail& mail);
/// How many of a kind were queued for the person since `since`.
std::int64_t count_mails(db::Tx& tx, PersonId person, MailKind kind, Instant since);

struct OutgoingMail {
  MailId id;
  std::int64_t try_number = 0;
  NewMail mail;
};
bool is_mail_due(db::Tx& tx);
/// The next mail whose time has come; the attempt is recorded in this transaction, before anything is sent.
/// `sender`: the node that sends it; empty: this server is alone.
std::optional<OutgoingMail> begin_try(db::Tx& tx, std::string_view sender = {});
/// An attempt that has not ended after so long never will: one lasts a minute at most.
inline constexpr std::int64_t try_ms_max = 5 * ms_per_minute;

struct TryOutcome {
  bool is_sent = false;
  bool is_final = false;     // the server will never take it: 5xx
  std::string problem;       // one line
};
/// A refused attempt waits for its next time; true when the mail was given up.
bool end_try(db::Tx& tx, const OutgoingMail& mail, const TryOutcome& outcome);

/// Mail whose attempt was under way when the program ended: given up, since nobody knows whether it arrived. How many.
/// Only for a server that is alone, before it sends anything.
std::int64_t give_up_interrupted(db::Tx& tx);
/// The same where others may be sending now: only attempts that have lasted too long.
bool is_attempt_lost(db::Tx& tx);
std::int64_t give_up_lost(db::Tx& tx);

/// Pause after attempt `number` (1, 2, …): 1 min, 5 min, 25 min, about 2 h, 10 h, a day.
std::int64_t pause_after_ms(std::int64_t number);
inline constexpr std::int64_t tries_max = 7;

}  // namespace palabre::mail
