// What an administrator does at the machine itself: the first account with all rights, and roles by e-mail.
#pragma once
#include "app/commands.hpp"
#include "db/gate.hpp"

#include <string>

namespace palabre::app {

struct NewAdministrator {
  std::string email;
  std::string name;
  std::string language = "fr";
};

struct RoleChange {
  std::string email;
  std::string role;      // "admin" or the name of a role in one redesign
  std::string slug;      // of that redesign
  bool removes = false;
};

/// Creates an administrator with a password read from standard input (asked for when a person types).
int create_administrator(const NewAdministrator& wanted, db::Gate& gate, const Streams& streams);

int change_role(const RoleChange& wanted, db::Gate& gate, const Streams& streams);

}  // namespace palabre::app
