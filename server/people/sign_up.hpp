// Creates an account.
#pragma once
#include "db/tx.hpp"
#include "people/person.hpp"

#include <string>

namespace palabre::people {

struct SignUp {
  std::string email;              // as typed
  std::string password;           // as typed; checked here, hashed by the caller on the slow pool
  std::string name;
  std::string language;
  std::string organisation_name;  // empty: a person
  std::string organisation_kind;
};

/// All that can be said before the database is asked: so that no password is hashed in vain.
/// Refuses: what check_email, check_name, check_password, check_language and check_organisation_kind refuse.
Result<void> check_sign_up(const SignUp& input);

/// Saves the account, unverified. An organisation's account gets an organisation of its own: that it speaks for a known
/// public body is for an administrator to say.
/// Refuses: email_taken, and what check_sign_up refuses.
Result<Person> sign_up(db::Tx& tx, const SignUp& input, std::string_view password_hash);

}  // namespace palabre::people
