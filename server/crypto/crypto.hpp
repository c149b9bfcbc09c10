// Plain functions over libsodium: password hash, session token, digests, event hash and random bytes.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace palabre::crypto {

/// Must run once before any other function here; throws when libsodium cannot start.
void start();

/// Argon2id (19 MiB, 2 passes: OWASP's profile), about 30 ms: only on the slow pool. Returns the encoded string.
std::string hash_password(std::string_view password);

/// True when `password` made `encoded`. With an empty `encoded` it does the same work and returns false, so that an unknown
/// e-mail takes as long as a wrong password.
bool verify_password(std::string_view encoded, std::string_view password);

/// 32 random bytes as 43 characters of URL-safe base64: a session token. Only its digest is stored.
std::string new_token();

/// 16 random bytes in hex: the opaque name of a person in the event log.
std::string new_opaque_id();

/// A random 64-bit number.
std::uint64_t random_number();

/// BLAKE2b-256 of `data` in lower-case hex (64 characters): token digests, request fingerprints, ETags.
std::string digest(std::string_view data);

/// SHA-256 of `data` in lower-case hex: commitments that anybody can check with the tools of any machine. Needs no start().
std::string sha256(std::string_view data);

/// BLAKE2b-256 over parent and record, hex: one link of the event chain.
std::string chain_hash(std::string_view parent_hash, std::string_view record);

/// Compares in constant time.
bool same_bytes(std::string_view left, std::string_view right);

}  // namespace palabre::crypto
