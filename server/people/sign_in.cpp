// Checks a password away from the database threads, then opens a session.
// Called by the routes of accounts and sessions and by the sign-in and sign-up pages.
#include "people/sign_in.hpp"

#include "crypto/crypto.hpp"
#include "db/gate.hpp"
#include "people/person_repo.hpp"
#include "people/suspend_person.hpp"

namespace palabre::people {

namespace {

Result<SignedIn> open_session(db::Tx& tx, PersonId person, const Limits& limits) {
  // Only who knows the password gets here, so the reason reaches nobody else.
  if (const auto known = find_person(tx, person); !known || known->is_suspended) {
    const auto suspension = find_suspension(tx, person);
    return refuse(Reason::account_suspended, suspension ? "this account is suspended: " + suspension->reason : "this account is suspended");
  }
  const NewSession session = start_session(tx, person, limits);
  const auto viewer = find_viewer(tx, session.token, tx.now());
  if (!viewer) return refuse(Reason::account_suspended, "this account is suspended");
  return SignedIn{session.token, *viewer};
}

}  // namespace

Result<SignedIn> sign_in(const http::Services& services, const SignIn& input) {
  const std::string email = lower_email(input.email);
  const Credentials known = services.gate->read([&](db::Tx& tx) { return load_credentials(tx, email); });
  if (!crypto::verify_password(known.password_hash, input.password))
    return refuse(Reason::wrong_credentials, "the e-mail address or the password is wrong");
  return db::write_result(*services.gate, [&](db::Tx& tx) { return open_session(tx, known.person, *services.limits); });
}

Result<SignedIn> sign_up_and_in(const http::Services& services, const SignUp& input) {
  if (auto checked = check_sign_up(input); !checked) return checked.error();
  const std::string hash = crypto::hash_password(input.password);
  return db::write_result(*services.gate, [&](db::Tx& tx) -> Result<SignedIn> {
    const auto person = sign_up(tx, input, hash);
    if (!person) return person.error();
    return open_session(tx, person->id, *services.limits);
  });
}

}  // namespace palabre::people
