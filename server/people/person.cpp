// The rules of an account, as plain decisions.
// Called by sign_up and edit_profile, and by the command line when it makes the first administrator.
#include "people/person.hpp"
#include "base/ascii.hpp"

#include "base/utf8.hpp"
#include "base/limits.hpp"
#include "people/common_passwords.hpp"

#include <algorithm>
#include <array>

namespace palabre::people {

namespace {

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }

bool is_local_part(std::string_view local) {
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(),
                     [](char c) { return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos; });
}

bool is_domain_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  int labels = 0;
  while (true) {
    const auto dot = domain.find('.');
    if (!is_domain_label(domain.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2;
    domain.remove_prefix(dot + 1);
  }
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// A secret that the address or the name gives away: equal to it or a part of it.
bool is_given_away(std::string_view secret, std::string_view known) { return lower_ascii(known).find(secret) != std::string::npos; }

}  // namespace

std::string lower_email(std::string_view typed) {
  const auto first = typed.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  const auto last = typed.find_last_not_of(" \t\r\n");
  return lower_ascii(typed.substr(first, last - first + 1));
}

Result<void> check_email(std::string_view email) {
  if (email.size() > Limits{}.email_chars_max) return refuse(Reason::too_long, "an e-mail address has at most 254 characters", "email");
  const auto at = email.find('@');
  const bool is_address = at != std::string_view::npos && is_local_part(email.substr(0, at)) && is_domain(email.substr(at + 1));
  if (!is_address) return refuse(Reason::bad_field, "this is not an e-mail address like name@example.org", "email");
  return {};
}

Result<void> check_name(std::string_view name) {
  if (name.empty()) return refuse(Reason::missing_field, "give a name or a pseudonym", "name");
  if (count_chars(name) > Limits{}.name_chars_max) return refuse(Reason::too_long, "a name has at most 80 characters", "name");
  if (has_control_character(name)) return refuse(Reason::bad_field, "a name is one line of ordinary characters", "name");
  if (check_email(lower_email(name))) return refuse(Reason::bad_field, "names are public: choose one that is not your e-mail address", "name");
  return {};
}

Result<void> check_password(std::string_view password, std::string_view email, std::string_view name) {
  const Limits limits;
  const std::size_t length = count_chars(password);
  if (length < limits.password_chars_min) return refuse(Reason::too_short, "a password has at least 10 characters; a short sentence is best", "password");
  if (length > limits.password_chars_max) return refuse(Reason::too_long, "a password has at most 200 characters", "password");
  const std::string secret = lower_ascii(password);
  if (is_given_away(secret, email) || is_given_away(secret, name))
    return refuse(Reason::bad_field, "a password must not be your name or e-mail address, or a part of them", "password");
  if (is_common_password(password)) return refuse(Reason::bad_field, "this is one of the passwords people use most; choose another", "password");
  return {};
}

Result<void> check_language(std::string_view language) {
  const bool is_code = language.size() == 2 && std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!is_code) return refuse(Reason::bad_field, "a language is two lower-case letters, like fr", "language");
  return {};
}

Result<void> check_organisation_kind(std::string_view kind) {
  constexpr std::array<std::string_view, 6> kinds{"public_authority", "association", "company", "provider", "education", "other"};
  if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
    return refuse(Reason::bad_field, "one of public_authority, association, company, provider, education, other", "organisation.kind");
  return {};
}

}  // namespace palabre::people
