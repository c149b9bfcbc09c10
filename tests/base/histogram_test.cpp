// Which bucket a value belongs to, and that sums hold.
#include "base/histogram.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace palabre {
namespace {

constexpr std::array<std::int64_t, 3> some_bounds{1, 10, 100};

TEST(Histogram, CountsAValueEqualToABoundBelowIt) {
  Histogram<some_bounds> histogram;
  for (const std::int64_t value : {0, 1, 2, 10, 11, 100, 101, 5000}) histogram.count(value);
  EXPECT_EQ(histogram.in_bucket(0), 2U);
  EXPECT_EQ(histogram.in_bucket(1), 2U);
  EXPECT_EQ(histogram.in_bucket(2), 2U);
  EXPECT_EQ(histogram.in_bucket(3), 2U);
  EXPECT_EQ(histogram.sum(), 0 + 1 + 2 + 10 + 11 + 100 + 101 + 5000);
}

TEST(Histogram, LosesNothingWhenManyThreadsCount) {
  Histogram<some_bounds> histogram;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&histogram] {
      for (int n = 0; n < 10'000; ++n) histogram.count(5);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(histogram.in_bucket(1), 40'000U);
  EXPECT_EQ(histogram.sum(), 200'000);
}

TEST(Histogram, CountsTheSameWhereOneThreadCounts) {
  Histogram<some_bounds> histogram;
  for (const std::int64_t value : {1, 100, 1000}) histogram.count_alone(value);
  EXPECT_EQ(histogram.in_bucket(0), 1U);
  EXPECT_EQ(histogram.in_bucket(2), 1U);
  EXPECT_EQ(histogram.in_bucket(3), 1U);
  EXPECT_EQ(histogram.sum(), 1101);
}

}  // namespace
}  // namespace palabre
