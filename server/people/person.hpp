// People and the rules of an account: what an address, a name, a password and a language may be. No database, no HTTP.
#pragma once
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/refusal.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace palabre::people {

struct Organisation {
  OrganisationId id;
  std::string kind;
  std::map<std::string, std::string> names;  // by language
};

struct Person {
  PersonId id;
  std::string opaque_id;                 // names the person in the event log
  std::string email;                     // lower case; empty for people who came with an import
  std::optional<Instant> email_verified_at;
  std::string name;
  std::string language;
  OrganisationId organisation;           // set: the account speaks for it
  bool is_admin = false;
  bool is_demo = false;
  bool is_suspended = false;
  Instant created_at;

  [[nodiscard]] bool is_organisation() const { return organisation.is_set(); }
};

/// Trims the ends and lowers ASCII letters: the form an address is stored and compared in.
std::string lower_email(std::string_view typed);

/// One @, a local part of the usual characters, a domain with a dot. Whether mail arrives is another question.
/// Refuses: bad_field, too_long.
Result<void> check_email(std::string_view email);

/// Refuses: missing_field, too_long, bad_field (control characters, an address in place of a name).
Result<void> check_name(std::string_view name);

/// 10 to 200 characters; neither the address nor the name nor a part of them; not one of the most common passwords.
/// Refuses: too_short, too_long, bad_field.   Source: NIST SP 800-63B, 5.1.1.2 (length and a list, no composition rules).
Result<void> check_password(std::string_view password, std::string_view email, std::string_view name);

/// Two lower-case letters. Refuses: bad_field.
Result<void> check_language(std::string_view language);

/// One of organisation.kind's words. Refuses: bad_field.
Result<void> check_organisation_kind(std::string_view kind);

}  // namespace palabre::people
