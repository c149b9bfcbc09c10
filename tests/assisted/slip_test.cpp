// The numbers of slips: each is its own check, and what a finger does wrong is noticed.
#include "assisted/slip.hpp"
#include "crypto/crypto.hpp"

#include <gtest/gtest.h>

#include <set>

namespace palabre::assisted {
namespace {

TEST(Slip, IsReadAsItIsPrintedWhateverTheSpacesAndLetters) {
  crypto::start();
  for (int i = 0; i < 200; ++i) {
    const auto slip = new_slip();
    ASSERT_EQ(slip.size(), slip_chars);
    EXPECT_EQ(tidy_slip(slip), slip);
    std::string typed = " " + shown_slip(slip) + " ";
    for (auto& c : typed) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(tidy_slip(typed), slip);
  }
}

TEST(Slip, NoticesOneWrongLetterAndTwoExchanged) {
  crypto::start();
  const auto slip = new_slip();
  for (std::size_t at = 0; at < slip.size(); ++at) {
    auto wrong = slip;
    wrong[at] = slip[at] == '7' ? '8' : '7';
    EXPECT_FALSE(tidy_slip(wrong)) << at;
  }
  for (std::size_t at = 0; at + 2 < slip.size(); ++at) {
    if (slip[at] == slip[at + 1]) continue;
    auto wrong = slip;
    std::swap(wrong[at], wrong[at + 1]);
    EXPECT_FALSE(tidy_slip(wrong)) << at;
  }
}

TEST(Slip, HoldsNoLetterThatLooksLikeADigit) {
  crypto::start();
  for (int i = 0; i < 200; ++i) EXPECT_EQ(new_slip().find_first_of("01IOU"), std::string::npos);
  for (const auto* typed : {"", "K7F3Q", "0000000000", "K7F3Q-9XMP2-3", "K7F3Q9XMÖ2"}) EXPECT_FALSE(tidy_slip(typed)) << typed;
}

TEST(Slip, IsHardlyEverGivenTwice) {
  crypto::start();
  std::set<std::string> seen;
  for (int i = 0; i < 2000; ++i) seen.insert(new_slip());
  EXPECT_EQ(seen.size(), 2000U);
}

}  // namespace
}  // namespace palabre::assisted
