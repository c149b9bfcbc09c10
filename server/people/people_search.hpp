// Finds people for administrators: by a part of the name or of the address.
#pragma once
#include "db/tx.hpp"
#include "people/person.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::people {

enum class PeopleFilter : std::uint8_t { all, admins, suspended, staff, organisations };
inline constexpr std::array<std::string_view, 5> people_filters{"all", "admins", "suspended", "staff", "organisations"};

struct PeopleQuery {
  std::string text;                      // part of a name or an address; empty: everybody
  PeopleFilter filter = PeopleFilter::all;
  PersonId before;                       // of the page before; unset: from the newest account
  std::size_t limit = 20;
};

/// The newest accounts first. Case matters only beyond ASCII.
std::vector<Person> search_people(db::Tx& tx, const PeopleQuery& query);
/// How many there are in all, whatever the page.
std::int64_t count_people(db::Tx& tx, const PeopleQuery& query);

struct RoleHeld {
  RedesignId redesign;
  std::string slug;
  std::string role;
};
std::vector<RoleHeld> load_roles_held(db::Tx& tx, PersonId person);

}  // namespace palabre::people
