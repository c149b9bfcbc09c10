// Creates administrators and changes roles from the command line. Called by commands.cpp.
#include "app/administer.hpp"

#include "crypto/crypto.hpp"
#include "people/grant_role.hpp"
#include "people/sign_up.hpp"
#include "redesigns/redesign_repo.hpp"

#include <istream>
#include <ostream>
#include <termios.h>
#include <unistd.h>

namespace palabre::app {
namespace {

int say_refusal(const Refusal& refusal, const Streams& streams) {
  streams.err << "palabre: " << (refusal.detail.empty() ? "refused" : refusal.detail)
              << (refusal.field.empty() ? "" : " (" + refusal.field + ")") << "\n";
  return 1;
}

std::optional<people::Role> role_of(const std::string& name) {
  for (int i = 0; i < people::role_count; ++i) {
    const auto role = static_cast<people::Role>(i);
    if (people::role_name(role) == name) return role;
  }
  return std::nullopt;
}

/// While it lives, a terminal does not show what is typed. Nothing happens where the input is no terminal.
class HiddenTyping {
public:
  HiddenTyping() : is_terminal_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~HiddenTyping() {
    if (is_terminal_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
  termios before_{};
  bool is_terminal_;
};

/// One line from the input; at a terminal it is asked for and stays unseen.
std::string read_password(const Streams& streams) {
  const HiddenTyping hidden;
  const bool is_asked = isatty(STDIN_FILENO) != 0;
  if (is_asked) streams.out << "Password (10 characters or more): " << std::flush;
  std::string password;
  std::getline(streams.in, password);
  if (is_asked) streams.out << "\n";
  return password;
}

/// The command line stands above roles: it acts as an administrator without being a person.
people::Actor machine_actor() {
  people::Actor actor;
  actor.opaque_id = "command";
  actor.is_admin = true;
  return actor;
}

Result<std::string> change_admin(const RoleChange& wanted, db::Tx& tx) {
  const auto person = wanted.removes ? people::unmake_admin(tx, people::lower_email(wanted.email))
                                     : people::make_admin(tx, people::lower_email(wanted.email));
  if (!person) return person.error();
  return person->name + (wanted.removes ? " is no administrator any more" : " is an administrator");
}

Result<std::string> change_redesign_role(const RoleChange& wanted, db::Tx& tx) {
  const auto redesign = redesigns::find_redesign(tx, wanted.slug);
  if (!redesign) return refuse(Reason::not_found, "no redesign has the slug \"" + wanted.slug + "\"", "redesign");
  const auto person = people::find_person_by_email(tx, people::lower_email(wanted.email));
  if (!person) return refuse(Reason::not_found, "nobody has the address " + wanted.email, "email");
  const people::RoleGrant grant{redesign->id, person->id, role_of(wanted.role).value()};
  const auto changed = wanted.removes ? people::revoke_role(tx, machine_actor(), grant) : people::grant_role(tx, machine_actor(), grant);
  if (!changed) return changed.error();
  return person->name + (wanted.removes ? " is no longer " : " is ") + wanted.role + " of " + wanted.slug;
}

}  // namespace

int create_administrator(const NewAdministrator& wanted, db::Gate& gate, const Streams& streams) {
  const std::string password = read_password(streams);
  people::SignUp account{.email = wanted.email, .password = password, .name = wanted.name, .language = wanted.language};
  if (const auto checked = people::check_sign_up(account); !checked) return say_refusal(checked.error(), streams);
  const std::string password_hash = crypto::hash_password(password);
  const auto created = db::write_result(gate, [&](db::Tx& tx) -> Result<people::Person> {
    const auto person = people::sign_up(tx, account, password_hash);
    if (!person) return person.error();
    return people::make_admin(tx, person->email);
  });
  if (!created) return say_refusal(created.error(), streams);
  streams.out << created->name << " is an administrator and can sign in as " << created->email << "\n";
  return 0;
}

int change_role(const RoleChange& wanted, db::Gate& gate, const Streams& streams) {
  if (wanted.role != "admin" && wanted.slug.empty()) {
    return say_refusal(refuse(Reason::missing_field, "name the redesign with --redesign", "redesign"), streams);
  }
  const auto changed = db::write_result(gate, [&wanted](db::Tx& tx) {
    return wanted.role == "admin" ? change_admin(wanted, tx) : change_redesign_role(wanted, tx);
  });
  if (!changed) return say_refusal(changed.error(), streams);
  streams.out << *changed << "\n";
  return 0;
}

}  // namespace palabre::app
