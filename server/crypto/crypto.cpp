// Wraps libsodium. Called by people (passwords, sessions), db (event chain, idempotency) and http (ETags).
#include "crypto/crypto.hpp"

#include <sodium.h>

#include <stdexcept>

namespace palabre::crypto {
namespace {

constexpr unsigned long long argon_passes = 2;
constexpr std::size_t argon_memory_bytes = 19 * 1024 * 1024;

std::string hex(const unsigned char* bytes, std::size_t length) {
  std::string text(length * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, length);
  text.pop_back();
  return text;
}

/// A hash of a random password nobody knows: the work done for an unknown e-mail.
const std::string& decoy_hash() {
  static const std::string encoded = hash_password(new_token());
  return encoded;
}

}  // namespace

void start() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not start");
  decoy_hash();
}

std::string hash_password(std::string_view password) {
  std::string encoded(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), argon_passes, argon_memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("not enough memory to hash a password");
  }
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(std::string_view encoded, std::string_view password) {
  const std::string known(encoded.empty() ? std::string_view(decoy_hash()) : encoded);
  const bool matches = crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
  return matches && !encoded.empty();
}

std::string new_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

std::string new_opaque_id() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return hex(bytes.data(), bytes.size());
}

std::uint64_t random_number() {
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof number);
  return number;
}

std::string digest(std::string_view data) { return chain_hash({}, data); }

std::string sha256(std::string_view data) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(data.data()), data.size());
  return hex(hash.data(), hash.size());
}

std::string chain_hash(std::string_view parent_hash, std::string_view record) {
  std::array<unsigned char, 32> out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  const auto feed = [&state](std::string_view part) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  };
  feed(parent_hash);
  feed(record);
  crypto_generichash_final(&state, out.data(), out.size());
  return hex(out.data(), out.size());
}

bool same_bytes(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace palabre::crypto
