// Leaving: the name goes everywhere, texts and counts stay.
#pragma once
#include "db/tx.hpp"
#include "http/route.hpp"
#include "people/person.hpp"

#include <string>

namespace palabre::own_data {

/// What stands in the way of leaving.
struct Duties {
  std::int64_t sole_ownerships = 0;   // redesigns at work that would be left without an owner
  bool is_last_admin = false;
};
Duties load_duties(db::Tx& tx, PersonId person);

/// Refuses: last_owner, last_admin (a redesign or the instance would be left without anybody responsible).
Result<void> decide_erase(const Duties& duties);

/// Empties the account: no name, address, password, role, session, draft, follow, notice or mail is left, and the event log's opaque id
/// leads to nobody. Ideas, comments, supports, answers and decisions stay, by a "former participant": no count changes.
/// Refuses: not_found, what decide_erase refuses.
Result<void> erase_account(db::Tx& tx, PersonId person);

/// The same after a look at the password. Refuses: wrong_credentials too.   Thread: slow pool only.
Result<void> erase_with_password(const http::Services& services, PersonId person, const std::string& password);

}  // namespace palabre::own_data
