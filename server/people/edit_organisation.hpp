// Organisations of the instance: made, renamed, and which of them runs it.
#pragma once
#include "db/tx.hpp"
#include "people/actor.hpp"
#include "people/person.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palabre::people {

struct EditOrganisation {
  std::optional<std::string> kind;                            // absent: stays
  std::optional<std::map<std::string, std::string>> names;    // by language; absent: stay
  std::optional<bool> is_own;                                 // true: this one runs the instance; its theme is everywhere
};

/// A kind of the list, at least one name, languages of two letters. Refuses: bad_field, missing_field.
Result<void> check_organisation(const std::string& kind, const std::map<std::string, std::string>& names);

/// Refuses: not_allowed, what check_organisation refuses.
Result<Organisation> create_organisation(db::Tx& tx, const Actor& actor, const std::string& kind, const std::map<std::string, std::string>& names);
/// Refuses: not_allowed, not_found, nothing_changed, what check_organisation refuses.
Result<Organisation> edit_organisation(db::Tx& tx, const Actor& actor, OrganisationId id, const EditOrganisation& input);

/// The organisation that runs the instance; unset when nobody said so.
OrganisationId own_organisation(db::Tx& tx);

struct OrganisationUse {
  Organisation organisation;
  std::int64_t redesigns = 0;
  std::int64_t accounts = 0;
};
/// In the order of their making, at most `limit`, after the one given.
std::vector<OrganisationUse> load_organisation_uses(db::Tx& tx, OrganisationId after, std::size_t limit);

}  // namespace palabre::people
