// Receipts: random, forgiving of how they are typed, and digests that say which vote and which ballot.
#include "votes/receipt.hpp"

#include "crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace palabre::votes {
namespace {

TEST(Receipt, HasTwentyCharactersInGroupsAndEachIsNew) {
  crypto::start();
  const std::regex shape("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}");
  std::set<std::string> seen;
  std::set<char> letters;
  for (int i = 0; i < 300; ++i) {
    const auto receipt = new_receipt();
    EXPECT_TRUE(std::regex_match(receipt, shape)) << receipt;
    EXPECT_EQ(clean_receipt(receipt).value(), receipt);
    seen.insert(receipt);
    letters.insert(receipt.begin(), receipt.end());
  }
  EXPECT_EQ(seen.size(), 300U);
  EXPECT_EQ(letters.size(), 33U) << "all 32 letters and the dash";
}

TEST(Receipt, IsReadHoweverItIsTyped) {
  const std::string clean = "7K2F-9QXM-4TDB-HW3C-PZ60";
  for (const char* typed : {"7k2f-9qxm-4tdb-hw3c-pz60", "7K2F9QXM4TDBHW3CPZ6O", " 7K2F 9QXM 4TDB\nHW3C PZ6o ", "7K2F--9QXM--4TDB--HW3C--PZ60"})
    EXPECT_EQ(clean_receipt(typed).value(), clean) << typed;
  EXPECT_EQ(clean_receipt("IlLi-oOuU-0000-0000-0000").value(), "1111-00VV-0000-0000-0000");
}

TEST(Receipt, RefusesWhatIsNone) {
  for (const char* typed : {"", "7K2F", "7K2F-9QXM-4TDB-HW3C-PZ6", "7K2F-9QXM-4TDB-HW3C-PZ6RR", "7K2F-9QXM-4TDB-HW3C-PZ6!", "7K2F-9QXM-4TDB-HW3C-PZ6é"}) {
    const auto clean = clean_receipt(typed);
    ASSERT_FALSE(clean.has_value()) << typed;
    EXPECT_EQ(clean.error().field, "receipt");
  }
}

TEST(Digest, IsOfOneVoteAndOneReceipt) {
  const std::string receipt = "7K2F-9QXM-4TDB-HW3C-PZ60";
  const auto digest = digest_of_receipt(VoteId{1}, receipt);
  EXPECT_EQ(digest.size(), 64U);
  EXPECT_EQ(digest, digest_of_receipt(VoteId{1}, receipt));
  EXPECT_NE(digest, digest_of_receipt(VoteId{2}, receipt));
  EXPECT_NE(digest, digest_of_receipt(VoteId{1}, "7K2F-9QXM-4TDB-HW3C-PZ61"));
}

TEST(Seal, ChangesWithEveryPartOfTheBallot) {
  const auto seal = seal_of(VoteId{1}, "d", Channel::online, 1, "[[1]]");
  std::set<std::string> all{seal, seal_of(VoteId{2}, "d", Channel::online, 1, "[[1]]"), seal_of(VoteId{1}, "e", Channel::online, 1, "[[1]]"),
                            seal_of(VoteId{1}, "d", Channel::paper, 1, "[[1]]"), seal_of(VoteId{1}, "d", Channel::online, 2, "[[1]]"),
                            seal_of(VoteId{1}, "d", Channel::online, 1, "[[2]]")};
  EXPECT_EQ(all.size(), 6U);
}

TEST(Root, IsTheSha256OfTheSortedSealsEachOnALine) {
  EXPECT_EQ(root_of({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") << "of nothing";
  EXPECT_EQ(root_of({"b", "a"}), crypto::sha256("a\nb\n")) << "as: sort seals.txt | sha256sum";
  EXPECT_EQ(root_of({"b", "a"}), root_of({"a", "b"}));
  EXPECT_NE(root_of({"a", "b"}), root_of({"a", "c"}));
}

}  // namespace
}  // namespace palabre::votes
