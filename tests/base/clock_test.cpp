// Clocks that stand still and clocks that are put forward by a file.
#include "base/clock.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace palabre {
namespace {

TEST(TestClock, StandsStillUntilItIsMoved) {
  TestClock clock(Instant{5});
  EXPECT_EQ(clock.now().unix_ms, 5);
  clock.advance_ms(10);
  EXPECT_EQ(clock.now().unix_ms, 15);
  clock.set(Instant{3});
  EXPECT_EQ(clock.now().unix_ms, 3);
}

TEST(OffsetClock, AddsTheSecondsItsFileHolds) {
  const auto file = std::filesystem::temp_directory_path() / ("palabre-clock-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
  std::ofstream(file) << "86400\n";
  const OffsetClock clock(file.string());
  const auto ahead_ms = clock.now().unix_ms - SystemClock{}.now().unix_ms;
  EXPECT_NEAR(static_cast<double>(ahead_ms), 86'400'000.0, 5'000.0);
  std::filesystem::remove(file);
}

TEST(OffsetClock, IsTheSystemsWhenThereIsNoFile) {
  const OffsetClock clock("/no/such/file");
  EXPECT_NEAR(static_cast<double>(clock.now().unix_ms), static_cast<double>(SystemClock{}.now().unix_ms), 5'000.0);
}

}  // namespace
}  // namespace palabre
