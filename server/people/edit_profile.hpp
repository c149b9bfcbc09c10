// Changes one's own name or language.
#pragma once
#include "db/tx.hpp"
#include "people/person.hpp"

namespace palabre::people {

struct EditProfile {
  std::optional<std::string> name;      // absent: stays
  std::optional<std::string> language;
};

/// Refuses: not_found, what check_name and check_language refuse.
Result<Person> edit_profile(db::Tx& tx, PersonId person, const EditProfile& input);

}  // namespace palabre::people
