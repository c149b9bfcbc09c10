// What a copy says on a terminal and in a log.
#include "transfer/moving_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace palabre::transfer {
namespace {

std::ptrdiff_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

TEST(MovingNumbers, AreReadable) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(-1'234'567), "-1,234,567");
  EXPECT_EQ(size_text(512), "512 bytes");
  EXPECT_EQ(size_text(12'900'000), "12.3 MiB");
}

TEST(CopyProgress, RedrawsOneLineOnATerminalAndEndsIt) {
  std::ostringstream err;
  {
    MovingProgress progress(err, true);
    progress.show({"reading", "answer", 10, 0});
    progress.show({"copying", "answer", 10, 40});
    progress.show({"copying", "vote", 40, 40});
  }
  EXPECT_NE(err.str().find("\rcopying [#######.......................] 25 %, 10 of 40 rows  answer"), std::string::npos) << err.str();
  EXPECT_NE(err.str().find("100 %, 40 of 40 rows  vote"), std::string::npos) << err.str();
  EXPECT_EQ(lines_of(err.str()), 2) << "one for reading, one for copying";
}

TEST(CopyProgress, AddsALineAtEachTenthElsewhere) {
  std::ostringstream err;
  MovingProgress progress(err, false);
  progress.show({"reading", "answer", 10, 0});
  progress.show({"reading", "vote", 20, 0});
  for (int row = 1; row <= 1'000; ++row) progress.show({"copying", "event", row, 1'000});
  EXPECT_EQ(err.str().find('\r'), std::string::npos);
  EXPECT_NE(err.str().find("copying: 500 of 1,000 rows, event\n"), std::string::npos) << err.str();
  EXPECT_EQ(lines_of(err.str()), 12);
}

}  // namespace
}  // namespace palabre::transfer
