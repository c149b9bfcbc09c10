// Makes receipts and the digests that seal ballots and the box. Called by casting, paper, checks and the count.
#include "votes/receipt.hpp"

#include "crypto/crypto.hpp"

#include <algorithm>

namespace palabre::votes {
namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // 32: no I, L, O, U
constexpr std::size_t receipt_chars = 20;
constexpr std::size_t group_chars = 4;
constexpr unsigned bits_per_char = 5;
constexpr unsigned chars_per_number = 12;  // of 64 random bits
static_assert(letters.size() == 1U << bits_per_char);

/// The letter that was meant; 0 when it is none.
char meant(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  if (c == 'U') return 'V';
  return letters.find(c) == std::string_view::npos ? '\0' : c;
}

std::string in_groups(std::string_view plain) {
  std::string text;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (i > 0 && i % group_chars == 0) text += '-';
    text += plain[i];
  }
  return text;
}

/// Lengths keep "ab" + "c" and "a" + "bc" apart.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text.append(std::to_string(part.size())).append(":").append(part).append("\n");
  return text;
}

}  // namespace

std::string new_receipt() {
  std::string plain;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < receipt_chars; ++i) {
    if (i % chars_per_number == 0) number = crypto::random_number();
    plain += letters[number % letters.size()];
    number >>= bits_per_char;
  }
  return in_groups(plain);
}

Result<std::string> clean_receipt(std::string_view typed) {
  std::string plain;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r') continue;
    const char letter = meant(c);
    if (letter == '\0' || plain.size() == receipt_chars) {
      plain.clear();
      break;
    }
    plain += letter;
  }
  if (plain.size() != receipt_chars) return refuse(Reason::bad_field, "a receipt has 20 letters and digits", "receipt");
  return in_groups(plain);
}

std::string digest_of_receipt(VoteId vote, std::string_view clean) { return crypto::sha256(joined({"receipt", vote.text(), clean})); }

std::string seal_of(VoteId vote, std::string_view receipt_digest, Channel channel, std::int64_t weight, std::string_view choices) {
  return crypto::sha256(joined({"ballot", vote.text(), receipt_digest, name_of(channel), std::to_string(weight), choices}));
}

std::string root_of(std::vector<std::string> seals) {
  std::sort(seals.begin(), seals.end());
  std::string lines;
  for (const auto& seal : seals) lines += seal + "\n";
  return crypto::sha256(lines);
}

}  // namespace palabre::votes
