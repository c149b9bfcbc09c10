// The act of changing one's own name or language.
// Called by PATCH /me and the account page.
#include "people/edit_profile.hpp"

#include "people/person_repo.hpp"

namespace palabre::people {

Result<Person> edit_profile(db::Tx& tx, PersonId id, const EditProfile& input) {
  auto person = find_person(tx, id);
  if (!person) return refuse(Reason::not_found, "no such person");
  person->name = input.name.value_or(person->name);
  person->language = input.language.value_or(person->language);
  if (auto checked = check_name(person->name); !checked) return checked.error();
  if (auto checked = check_language(person->language); !checked) return checked.error();
  save_profile(tx, id, person->name, person->language);
  return *person;
}

}  // namespace palabre::people
