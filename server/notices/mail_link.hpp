// Links that leave by mail: to verify an address, to set a new password, to stop mail.
#pragma once
#include "db/tx.hpp"
#include "notices/digest.hpp"
#include "people/person.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace palabre::notices {

enum class LinkKind { verify, reset };
inline constexpr std::int64_t link_ms = 15 * ms_per_minute;
/// More than this in an hour is a mistake or an attack on somebody's mailbox.
inline constexpr std::int64_t links_per_hour_max = 3;

/// Queues the mail with a fresh link; earlier unused links of the kind end. Refuses: too_many_requests, nothing_changed (verified already).
Result<void> send_link(db::Tx& tx, const MailFrame& frame, const people::Person& person, LinkKind kind, std::string_view language);

/// Whom a link is for, while it is good: not used, not expired, the address still the same.
std::optional<PersonId> find_link(db::Tx& tx, std::string_view token, LinkKind kind);
/// Verifies the address, once. Refuses: gone.
Result<void> use_verify_link(db::Tx& tx, std::string_view token);
/// Sets the password and ends all sessions, once; the address is verified by it. Refuses: gone, and what check_password refuses.
Result<void> use_reset_link(db::Tx& tx, std::string_view token, std::string_view password_hash);

/// Names the person in the link that stops mail; signed with a secret of the instance, good for ever.
std::string unsubscribe_token(db::Tx& tx, PersonId person);
std::optional<PersonId> read_unsubscribe_token(db::Tx& tx, std::string_view token);
/// No more mail about notices.
void stop_mail(db::Tx& tx, PersonId person);

}  // namespace palabre::notices
