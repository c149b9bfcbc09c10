// A person as JSON: the public shape, and the private one only they see.
#pragma once
#include "db/tx.hpp"
#include "people/person.hpp"

#include <nlohmann/json_fwd.hpp>

namespace palabre::people {

/// {id, name, is_organisation, organisation: {id, name, names, kind} | null}. `name` of the organisation is in `language`
/// when it has one, else in any.
nlohmann::json person_view(const Person& person, const std::optional<Organisation>& organisation, std::string_view language);

/// person_view and: email, email_verified, email_note (a message key), needs_verified_email, language, is_admin,
/// roles [{redesign, role}]. Never shared or cached.
nlohmann::json me_view(db::Tx& tx, const Person& person);

}  // namespace palabre::people
