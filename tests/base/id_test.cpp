// Ids as they come in paths and bodies; the shuffle of lists.
#include "base/id.hpp"

#include "base/random.hpp"

#include <gtest/gtest.h>

#include <set>

namespace palabre {
namespace {

TEST(Id, ReadsOnePlainPositiveNumber) {
  EXPECT_EQ(IdeaId::parse("40")->value, 40);
  EXPECT_EQ(IdeaId::parse("9223372036854775807")->value, INT64_MAX);
  for (const char* text : {"", "0", "-1", "+1", "01", " 1", "1 ", "1x", "9223372036854775808", "1e3"}) EXPECT_FALSE(IdeaId::parse(text)) << text;
}

TEST(ShuffleKey, OrdersTheSameForOneSeedAndOtherwiseForAnother) {
  std::set<std::int64_t> keys;
  int same = 0;
  for (std::uint64_t value = 1; value <= 1000; ++value) {
    EXPECT_GE(shuffle_key(7, value), 0);
    EXPECT_EQ(shuffle_key(7, value), shuffle_key(7, value));
    keys.insert(shuffle_key(7, value));
    same += shuffle_key(7, value) == shuffle_key(8, value) ? 1 : 0;
  }
  EXPECT_EQ(keys.size(), 1000U);
  EXPECT_EQ(same, 0);
}

/// Fair: over many seeds each of four ideas comes first about as often.
TEST(ShuffleKey, FavoursNobody) {
  int first[4] = {};
  for (std::uint64_t seed = 0; seed < 8000; ++seed) {
    int best = 0;
    for (int i = 1; i < 4; ++i) {
      if (shuffle_key(seed, static_cast<std::uint64_t>(i) + 1) < shuffle_key(seed, static_cast<std::uint64_t>(best) + 1)) best = i;
    }
    ++first[best];
  }
  for (const int count : first) EXPECT_NEAR(count, 2000, 200);
}

}  // namespace
}  // namespace palabre
