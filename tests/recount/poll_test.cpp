// Decimal numbers are read and written exactly.
#include "recount/poll.hpp"

#include <gtest/gtest.h>

namespace palabre::recount {
namespace {

TEST(ReadText, GivesUpAFileWithoutEnd) {
  const auto text = read_text("/dev/zero");
  ASSERT_FALSE(text);
  EXPECT_NE(text.fault().detail.find("larger than"), std::string::npos);
  EXPECT_FALSE(read_text("/"));
  EXPECT_FALSE(read_text("/no/such/file"));
}

TEST(Decimal, IsReadExactlyInItsSmallestUnit) {
  EXPECT_EQ(parse_decimal("10000.0", 0), 10000);
  EXPECT_EQ(parse_decimal("10000.50", 2), 1000050);
  EXPECT_EQ(parse_decimal("-.5", 1), -5);
  EXPECT_EQ(parse_decimal("0.1", 0), std::nullopt);
  EXPECT_EQ(parse_decimal("9223372036854775807", 0), INT64_MAX);
  for (const char* text : {"", ".", "-", "1e3", "1,5", "nan", "0x1", " 1", "1.2.3", "9223372036854775808"}) EXPECT_EQ(parse_decimal(text, 2), std::nullopt) << text;
}

TEST(Decimal, SaysHowManyDecimalsItNeeds) {
  EXPECT_EQ(decimals_of("10000.50"), 1);
  EXPECT_EQ(decimals_of("3.000"), 0);
  EXPECT_EQ(decimals_of("x"), std::nullopt);
}

TEST(Decimal, IsWrittenWithoutNeedlessZeros) {
  EXPECT_EQ(decimal_text(1000050, 2), "10000.5");
  EXPECT_EQ(decimal_text(-5, 3), "-0.005");
  EXPECT_EQ(decimal_text(700, 2), "7");
  EXPECT_EQ(decimal_text(0, 4), "0");
  EXPECT_EQ(decimal_text(42, 0), "42");
}

}  // namespace
}  // namespace palabre::recount
