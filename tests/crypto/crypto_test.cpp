// Password hashes, tokens, digests and links of the chain.
#include "crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <set>

namespace palabre::crypto {
namespace {

class Crypto : public testing::Test {
 protected:
  void SetUp() override { start(); }
};

TEST_F(Crypto, KnowsThePasswordThatMadeTheHashAndNoOther) {
  const auto hash = hash_password("a long enough secret");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(hash, "a long enough secret"));
  EXPECT_FALSE(verify_password(hash, "a long enough secret "));
  EXPECT_FALSE(verify_password("", "a long enough secret"));
  EXPECT_NE(hash, hash_password("a long enough secret"));
}

TEST_F(Crypto, MakesTokensThatDifferAndFitAnAddress) {
  std::set<std::string> tokens;
  for (int i = 0; i < 200; ++i) tokens.insert(new_token());
  EXPECT_EQ(tokens.size(), 200U);
  for (const auto& token : tokens) {
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  }
  EXPECT_EQ(new_opaque_id().size(), 32U);
  EXPECT_NE(new_opaque_id(), new_opaque_id());
}

/// Source: NIST FIPS 180-4, example of SHA-256.
TEST_F(Crypto, HashesAsSha256Does) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// BLAKE2b-256 of "abc".  Source: the algorithm's reference implementation with a 32-byte output.
TEST_F(Crypto, DigestsAsBlake2bDoes) {
  EXPECT_EQ(digest("abc"), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_F(Crypto, LinksARecordToItsParent) {
  EXPECT_NE(chain_hash("a", "b"), chain_hash("b", "b"));
  EXPECT_NE(chain_hash("a", "b"), chain_hash("a", "c"));
  EXPECT_TRUE(same_bytes("abc", "abc"));
  EXPECT_FALSE(same_bytes("abc", "abd"));
  EXPECT_FALSE(same_bytes("abc", "abcd"));
}

}  // namespace
}  // namespace palabre::crypto
