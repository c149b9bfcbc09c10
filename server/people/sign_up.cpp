// The act of creating an account.
// Called by sign_up_and_in (API and pages) and by the command line for the first administrator.
#include "people/sign_up.hpp"

#include "people/person_repo.hpp"

namespace palabre::people {

Result<void> check_sign_up(const SignUp& input) {
  const std::string email = lower_email(input.email);
  if (auto checked = check_email(email); !checked) return checked.error();
  if (auto checked = check_name(input.name); !checked) return checked.error();
  if (auto checked = check_password(input.password, email, input.name); !checked) return checked.error();
  if (auto checked = check_language(input.language); !checked) return checked.error();
  if (input.organisation_name.empty()) return {};
  if (auto checked = check_name(input.organisation_name); !checked) return refuse(checked.error().reason, checked.error().detail, "organisation.name");
  return check_organisation_kind(input.organisation_kind);
}

Result<Person> sign_up(db::Tx& tx, const SignUp& input, std::string_view password_hash) {
  if (auto checked = check_sign_up(input); !checked) return checked.error();
  NewPerson person;
  person.email = lower_email(input.email);
  if (find_person_by_email(tx, person.email)) return refuse(Reason::email_taken, "there is an account with this address; sign in instead", "email");
  person.password_hash = std::string(password_hash);
  person.name = input.name;
  person.language = input.language;
  if (!input.organisation_name.empty())
    person.organisation = save_new_organisation(tx, input.organisation_kind, {{input.language, input.organisation_name}});
  return save_new_person(tx, person);
}

}  // namespace palabre::people
