// Makes, checks and shows the numbers of slips. The desk's script does the same (web/islands/desk/slip.js).
// Called by the acts of this slice and by the pages that print or take a number.
#include "assisted/slip.hpp"

#include "crypto/crypto.hpp"

namespace palabre::assisted {
namespace {

constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";
constexpr std::size_t group_chars = 5;
static_assert(letters.size() == 31, "a prime: every single slip of the finger changes the check");

char check_of(std::string_view body) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) sum += (i + 1) * letters.find(body[i]);
  return letters[sum % letters.size()];
}

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string new_slip() {
  std::string slip;
  while (slip.size() + 1 < slip_chars) {
    // The top part of the range would make some letters likelier than others.
    const std::uint64_t number = crypto::random_number();
    if (number >= UINT64_MAX - UINT64_MAX % letters.size()) continue;
    slip += letters[number % letters.size()];
  }
  return slip + check_of(slip);
}

std::optional<std::string> tidy_slip(std::string_view typed) {
  std::string slip;
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (letters.find(capital(c)) == std::string_view::npos || slip.size() == slip_chars) return std::nullopt;
    slip += capital(c);
  }
  if (slip.size() != slip_chars || check_of(std::string_view(slip).substr(0, slip_chars - 1)) != slip.back()) return std::nullopt;
  return slip;
}

std::string shown_slip(std::string_view slip) {
  if (slip.size() != slip_chars) return std::string(slip);
  return std::string(slip.substr(0, group_chars)) + "-" + std::string(slip.substr(group_chars));
}

}  // namespace palabre::assisted
