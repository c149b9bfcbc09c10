// Who acts, and what they are in one redesign. Every act of every slice takes an Actor; rules ask it plain facts.
#pragma once
#include "base/id.hpp"
#include "http/route.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::people {

/// A role given by name in one redesign. Everybody signed in is a participant besides.
enum class Role : std::uint8_t { facilitator, moderator, officer, owner };
inline constexpr int role_count = 4;
std::string_view role_name(Role role);
std::optional<Role> role_of(std::string_view name);

/// The roles one person holds in one redesign.
class Roles {
 public:
  void add(Role role) { bits_ |= bit(role); }
  void remove(Role role) { bits_ &= static_cast<std::uint8_t>(~bit(role)); }
  [[nodiscard]] bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] bool is_empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint8_t bit(Role role) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role)); }
  std::uint8_t bits_ = 0;
};

struct Actor {
  PersonId person;
  std::string opaque_id;      // for the event log
  Roles roles;                // in the redesign at hand
  bool is_organisation = false;
  bool is_admin = false;

  [[nodiscard]] bool is_moderator() const { return roles.has(Role::moderator); }
  [[nodiscard]] bool is_officer() const { return roles.has(Role::officer); }
  [[nodiscard]] bool is_owner() const { return roles.has(Role::owner); }
  [[nodiscard]] bool is_facilitator() const { return roles.has(Role::facilitator); }
};

/// The viewer as an actor in `redesign` (no redesign: no roles). Reads the roles.
Actor load_actor(db::Tx& tx, const http::Viewer& viewer, RedesignId redesign);
Roles load_roles(db::Tx& tx, RedesignId redesign, PersonId person);

}  // namespace palabre::people
